"""Two versions of a text side by side: which clauses changed, and in them which words. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import rjieba

SAME, GONE, NEW = "same", "gone", "new"
SPACE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both texts have, that only the old one has, or only the new one."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of a text that is not the same in both; `pieces` in the order of reading."""

    key: str
    kind: str  # new, gone or changed
    pieces: Sequence[Piece]

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != NEW)

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != GONE)


def words(text: str) -> list[str]:
    """Chinese words, and for the rest what stands between spaces; they join to the text again."""
    return [
        word for part in SPACE.findall(text) for word in ([part] if part.isspace() else rjieba.cut(part, hmm=False))
    ]


def compare(old: str, new: str) -> list[Piece]:
    """The two texts as one sequence of pieces: without `new` it is the old text, without `gone` the new one."""
    return list(_joined(_pieces(words(old), words(new))))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(old[first:last]))
            continue
        if last > first:
            yield Piece(GONE, "".join(old[first:last]))
        if end > start:
            yield Piece(NEW, "".join(new[start:end]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    held: Piece | None = None
    for piece in pieces:
        if held and held.kind == piece.kind:
            held = Piece(held.kind, held.text + piece.text)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def differences(old: Mapping[str, str], new: Mapping[str, str], order: Sequence[str]) -> list[Difference]:
    """The parts that differ, in the given order; a part that one of the two lacks is whole new or gone."""
    found = []
    for key in order:
        before, after = old.get(key, ""), new.get(key, "")
        if before != after:
            kind = "changed" if before and after else NEW if after else GONE
            found.append(Difference(key, kind, compare(before, after)))
    return found

"""What changed between two texts, word by word. Pure; bounded in time, whatever the texts are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

import rjieba

SENTENCE = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n]?")
RUN = re.compile(r"[㐀-鿿]+|[A-Za-z0-9.,%+-]+|\s+|.", re.DOTALL)
HAN = re.compile(r"[㐀-鿿]")
WORDS_MOST = 1_500  # on either side of a changed passage; a longer one is shown as a whole


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    change: Change
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces in order: those that stayed and those that came give `after`, those that stayed and those that went `before`.

    Sentences are compared first, words only within sentences that changed.

    >>> [(piece.change.value, piece.text) for piece in differences("节拍 40 分钟。", "节拍 38 分钟。")]
    [('same', '节拍 '), ('removed', '40'), ('added', '38'), ('same', ' 分钟。')]
    """
    return list(_joined(_pieces(before, after)))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _sentences(before), _sentences(after)
    for kind, passed, stayed in _blocks(old, new):
        if kind == "equal":
            yield Piece(Change.SAME, "".join(passed))
            continue
        words, others = _words("".join(passed)), _words("".join(stayed))
        if max(len(words), len(others)) > WORDS_MOST:
            yield from _replaced(passed, stayed)
            continue
        for same, gone, come in _blocks(words, others):
            if same == "equal":
                yield Piece(Change.SAME, "".join(gone))
            else:
                yield from _replaced(gone, come)


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, old[start:end], new[begin:stop]


def _replaced(gone: Sequence[str], come: Sequence[str]) -> Iterator[Piece]:
    yield Piece(Change.REMOVED, "".join(gone))
    yield Piece(Change.ADDED, "".join(come))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one; nothing that is empty."""
    for change, run in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.change):
        yield Piece(change, "".join(piece.text for piece in run))


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in SENTENCE.findall(text) if sentence]


def _words(text: str) -> list[str]:
    """Words and signs that together are the text again."""
    return [word for run in RUN.findall(text) for word in (rjieba.cut(run, True) if HAN.match(run) else [run])]

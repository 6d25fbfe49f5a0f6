"""A certificate with one byte altered, and two certificates side by side. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

PARTS = ("price", "buyer", "signature")
CONTEXT = 2  # lines shown around a line that differs


@dataclass(frozen=True, slots=True)
class Alteration:
    """A certificate's text with one byte altered: where (counted from 1), and what the byte was and is."""

    text: str
    place: int
    before: int
    after: int

    @property
    def before_hex(self) -> str:
        return f"{self.before:#04x}"

    @property
    def after_hex(self) -> str:
        return f"{self.after:#04x}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; `differs` where it is not what the other side has."""

    text: str
    differs: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the genuine certificate beside the same line of the one shown; `number` counts from 1."""

    number: int
    genuine: Line
    shown: Line


def as_text(document: Mapping[str, Any]) -> str:
    """A certificate as it is handed out: JSON that a person can read."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def alter(document: Mapping[str, Any], part: str) -> Alteration:
    """Flip the lowest bit of one byte: in the price, in the buyer's number, or in the signature. Raises LookupError elsewhere."""
    text = as_text(document)
    payload = document["payload"]
    values = {
        "price": f'"amount": "{payload["price"]["amount"]}',
        "buyer": f'"uscc": "{payload["buyer"]["uscc"] or payload["buyer"]["number"]}',
        "signature": document["jws"].rpartition(".")[2],
    }
    value = values[part]
    start = text.index(value) + (value.rindex('"') + 1 if '"' in value else 0)
    encoded = bytearray(text.encode())
    place = len(text[:start].encode())
    while not _stays_readable(encoded[place]):
        place += 1
    before = encoded[place]
    encoded[place] ^= 1
    return Alteration(encoded.decode(), place + 1, before, encoded[place])


def _stays_readable(byte: int) -> bool:
    """Whether a byte is a letter or digit and stays one with its lowest bit flipped."""
    return chr(byte).isalnum() and byte < 0x80 and chr(byte ^ 1).isalnum()


def differences(genuine: str, shown: str) -> list[Pair]:
    """The lines in which two certificates differ, with a little around them; both written by `as_text`."""
    left, right = genuine.splitlines(), shown.splitlines()
    length = max(len(left), len(right))
    left, right = left + [""] * (length - len(left)), right + [""] * (length - len(right))
    changed = [place for place in range(length) if left[place] != right[place]]
    near = sorted({place for at in changed for place in range(max(at - CONTEXT, 0), min(at + CONTEXT + 1, length))})
    return [Pair(place + 1, *_pieces(left[place], right[place])) for place in near]


def _pieces(left: str, right: str) -> tuple[Line, Line]:
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    one = tuple(Piece(left[a:b], kind != "equal") for kind, a, b, _c, _d in blocks if a < b)
    other = tuple(Piece(right[c:d], kind != "equal") for kind, _a, _b, c, d in blocks if c < d)
    return one, other

"""Where the words of a query stand in a text. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

SNIPPET = 120


class Place(NamedTuple):
    """From the character `start` up to, without, the character `end`."""

    start: int
    end: int


def places(text: str, words: Iterable[str]) -> list[Place]:
    """Every occurrence of one of the words, whatever their case, longer words first; none overlaps another.

    >>> places("LiFePO4 电池", ["lifepo4", "池"])
    [Place(start=0, end=7), Place(start=9, end=10)]
    """
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    if not longest_first:
        return []
    pattern = "|".join(map(re.escape, longest_first))
    return [Place(*match.span()) for match in re.finditer(pattern, text, re.IGNORECASE)]


def snippet(text: str, words: Iterable[str]) -> str:
    """The passage around the first word of the query, or the beginning."""
    flat = " ".join(text.split())
    first = next(iter(places(flat, words)), Place(0, 0)).start
    start = max(0, first - SNIPPET // 4)
    passage = flat[start : start + SNIPPET]
    return f"{'…' if start else ''}{passage}{'…' if start + SNIPPET < len(flat) else ''}"

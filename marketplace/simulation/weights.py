"""Weights of the periods as people write them: `0, 1/3, 2/3, 1`. Pure."""

import re
from collections.abc import Iterable
from fractions import Fraction

BETWEEN = re.compile(r"[\s,，、;；]+")
WEIGHT = re.compile(r"\d{1,4}(/\d{1,4}|\.\d{1,3})?", re.ASCII)


def read_weights(text: str) -> list[Fraction]:
    """The weights in their order. Raises ValueError, with the piece, for what is no weight.

    >>> read_weights("0, 1/3，0.5")
    [Fraction(0, 1), Fraction(1, 3), Fraction(1, 2)]
    """
    return [_weight(piece) for piece in BETWEEN.split(text.strip()) if piece]


def _weight(piece: str) -> Fraction:
    try:
        if WEIGHT.fullmatch(piece):
            return Fraction(piece)
    except ZeroDivisionError:
        pass
    raise ValueError(piece[:20])


def write_weights(weights: Iterable[Fraction]) -> str:
    return ", ".join(map(str, weights))

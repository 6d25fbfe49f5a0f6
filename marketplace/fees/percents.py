"""Percents as people type them. Pure."""

import re
from fractions import Fraction

from marketplace.core.money import FULL_WIDTH

PERCENT = re.compile(r"-?\d{1,3}(\.\d{1,6})?", re.ASCII)


def read_percent(text: str) -> Fraction:
    """A share out of its percent as decimal text. Raises ValueError for what is none.

    >>> read_percent("1.5"), read_percent("100%")
    (Fraction(3, 200), Fraction(1, 1))
    """
    plain = text.strip().translate(FULL_WIDTH).removesuffix("%").removesuffix("％").strip()
    if not PERCENT.fullmatch(plain):
        raise ValueError(f"no percent: {text[:20]!r}")
    return Fraction(plain) / 100

"""Points and amounts of calls in words."""

from fractions import Fraction

from marketplace.core.money import round_half_up


def points(total: Fraction) -> str:
    """Points of a hundred with two decimals, rounded half up for reading; what is compared is the fraction.

    >>> points(Fraction(2625, 32))
    '82.03'
    """
    hundredths = round_half_up(total * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"

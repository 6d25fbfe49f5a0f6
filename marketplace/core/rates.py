"""Rates as people read them. A rate is a Fraction and 1 is 100 %; nothing is rounded: what decimals cannot say stays a fraction."""

from fractions import Fraction

MOST_DECIMALS = 20


def percent(rate: Fraction) -> str:
    """A rate with its sign of percent; one that no decimals end is told as the fraction it is.

    >>> percent(Fraction(7, 10)), percent(Fraction(1, 3)), percent(Fraction(-1, 8))
    ('70%', '1/3', '-12.5%')
    """
    return str(rate) if "/" in (told := in_percent(rate)) else f"{told}%"


def in_percent(rate: Fraction) -> str:
    """A rate in percent without the sign: `1.5`, or as a fraction where decimals do not end.

    >>> in_percent(Fraction(15, 1000)), in_percent(Fraction(2, 100)), in_percent(Fraction(1, 3))
    ('1.5', '2', '100/3')
    """
    return decimal(rate * 100)


def decimal(number: Fraction) -> str:
    """A fraction with all its decimals if they end, else as it is.

    >>> decimal(Fraction(1, 8)), decimal(Fraction(-3)), decimal(Fraction(2, 3))
    ('0.125', '-3', '2/3')
    """
    digits = 0
    while digits < MOST_DECIMALS and (number * 10**digits).denominator != 1:
        digits += 1
    if digits == MOST_DECIMALS:
        return str(number)
    shifted = str(abs(int(number * 10**digits))).rjust(digits + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{shifted[: len(shifted) - digits]}{'.' if digits else ''}{shifted[len(shifted) - digits :]}"

"""What a calculation needs of a version of the rules: its number and its values. Pure; `RuleVersion` is one."""

from fractions import Fraction
from typing import Any, Protocol


class RuleRows(Protocol):
    """The rows of one version."""

    @property
    def number(self) -> str: ...

    def value(self, rule: str, key: str) -> Any: ...


def share(rows: RuleRows, rule: str, key: str) -> Fraction:
    """A value in basis points as a fraction: 5000 is 1/2."""
    return of_basis_points(rows.value(rule, key))


def of_basis_points(points: int) -> Fraction:
    """A rate in basis points as a fraction.

    >>> of_basis_points(360)
    Fraction(9, 250)
    """
    return Fraction(points, 10_000)

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
    return Fraction(rows.value(rule, key), 10_000)

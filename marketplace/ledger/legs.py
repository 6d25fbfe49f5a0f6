"""The legs of a transfer before they are booked. Pure."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def combine(legs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """One amount in fen per account: several legs of one account are summed, what sums to nothing falls away.

    >>> combine([("buyer", -300), ("fee", 100), ("seller", 150), ("fee", 50), ("idle", 0)])
    {'buyer': -300, 'fee': 150, 'seller': 150}
    """
    sums: dict[Key, int] = {}
    for account, amount_fen in legs:
        sums[account] = sums.get(account, 0) + amount_fen
    return {account: amount_fen for account, amount_fen in sums.items() if amount_fen}


def counter(legs: Iterable[tuple[Key, int]]) -> list[tuple[Key, int]]:
    """The legs that undo these."""
    return [(account, -amount_fen) for account, amount_fen in legs]

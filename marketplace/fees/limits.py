"""A minimum or maximum for a whole deal as limits of its two sides. Pure; why it is done so: docs/algorithms/fees.md.

Below the price at which both fees come to the minimum, each side pays what it would pay at that price; above the price at
which they come to the maximum, likewise. So neither side's fee ever falls as the price rises, the fees together are never
below the minimum nor above the maximum, to the fen, and a side's tariff remains a tariff.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from marketplace.core.money import MAX_FEN, round_half_up
from marketplace.fees.pricing import Tariff, fee

Pair = tuple[Tariff, Tariff]  # of the seller, of the buyer
Parts = tuple[int, int]


def per_deal(pair: Pair, minimum_fen: int | None, maximum_fen: int | None) -> Pair:
    """The tariffs of both sides, with the limits of the deal as theirs.

    Raises ValueError if one charges the whole amount (its fee may jump over a limit, or fall), and if no price reaches the
    minimum or the smallest deal already exceeds the maximum.
    """
    if minimum_fen is None and maximum_fen is None:
        return pair
    if any(tariff.whole_amount or tariff.cuts for tariff in pair):
        raise ValueError("limits of a deal go with tariffs by slice, before any cut")
    low = None if minimum_fen is None else _parts_of_minimum(pair, minimum_fen)
    high = None if maximum_fen is None else _parts_of_maximum(pair, maximum_fen)
    seller, buyer = (_limited(tariff, low and low[place], high and high[place]) for place, tariff in enumerate(pair))
    return seller, buyer


def _limited(tariff: Tariff, low: int | None, high: int | None) -> Tariff:
    named = {name for name, limit in (("minimum", low), ("maximum", high)) if limit is not None}
    minimum = tariff.minimum_fen if low is None else low
    maximum = tariff.maximum_fen if high is None else high
    return replace(tariff, minimum_fen=minimum, maximum_fen=maximum, of_deal=frozenset(named))


def _parts_of_minimum(pair: Pair, minimum_fen: int) -> Parts | None:
    """What each side pays at least; None where every deal comes to the minimum anyway."""
    if _total(pair, 1) >= minimum_fen:
        return None
    reached = _first(lambda price_fen: _total(pair, price_fen) >= minimum_fen)
    if reached is None:
        raise ValueError("no price reaches the minimum of the deal")
    return _parts_between(pair, reached - 1, minimum_fen)


def _parts_of_maximum(pair: Pair, maximum_fen: int) -> Parts | None:
    """What each side pays at most; None where no deal comes to the maximum."""
    exceeded = _first(lambda price_fen: _total(pair, price_fen) > maximum_fen)
    if exceeded == 1:
        raise ValueError("the smallest deal exceeds the maximum of the deal")
    return None if exceeded is None else _parts_between(pair, exceeded - 1, maximum_fen)


def _parts_between(pair: Pair, price_fen: int, total_fen: int) -> Parts:
    """How a sum of both fees that lies between those of two neighbouring prices is made up; whole fen, the seller's rounded."""
    before, after = (fee(price_fen, pair[0]), fee(price_fen + 1, pair[0]))
    low, high = _total(pair, price_fen), _total(pair, price_fen + 1)
    way = (total_fen - low) / (high - low)
    seller_fen = round_half_up(before + way * (after - before))
    return seller_fen, total_fen - seller_fen


def _total(pair: Pair, price_fen: int) -> Fraction:
    return fee(price_fen, pair[0]) + fee(price_fen, pair[1])


def _first(holds: Callable[[int], bool]) -> int | None:
    """The lowest price from 1 fen at which something holds that never ceases to hold above it; None if it never does."""
    low, high = 1, MAX_FEN
    if not holds(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low

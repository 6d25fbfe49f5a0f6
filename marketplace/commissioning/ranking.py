"""Who comes first by the criteria of a call. Pure: exact fractions, nothing rounded, the same whatever order the rows come in.

A judged criterion gives weight × points / 100; the criterion by price gives weight × lowest price / own price. Equal totals go by
the lower price, then by who handed in first, then by number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

POINTS_MOST = 100


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion by its place in the call; its weight is of a hundred."""

    place: int
    weight: int
    by_price: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A solution with the points of each judged criterion, by the criterion's place."""

    number: str
    price_fen: int
    handed_in_at: datetime
    points: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Ranked:
    number: str
    rank: int  # from one, without ties
    total: Fraction  # of a hundred
    parts: Mapping[int, Fraction]  # by the criterion's place


def rank(criteria: Sequence[Weighed], candidates: Sequence[Candidate]) -> list[Ranked]:
    """The candidates, the best first. Raises ValueError where points are missing or out of bounds, or the weights are not a hundred."""
    if sum(one.weight for one in criteria) != POINTS_MOST:
        raise ValueError("the weights sum to a hundred")
    if not candidates:
        return []
    lowest = min(one.price_fen for one in candidates)
    parts = {one.number: {by.place: _part(by, one, lowest) for by in criteria} for one in candidates}
    totals = {number: sum(own.values(), Fraction(0)) for number, own in parts.items()}
    order = sorted(candidates, key=lambda one: (-totals[one.number], one.price_fen, one.handed_in_at, one.number))
    return [Ranked(one.number, place, totals[one.number], parts[one.number]) for place, one in enumerate(order, 1)]


def _part(criterion: Weighed, candidate: Candidate, lowest_fen: int) -> Fraction:
    if criterion.by_price:
        return Fraction(criterion.weight * lowest_fen, candidate.price_fen)
    points = candidate.points.get(criterion.place)
    if points is None or not 0 <= points <= POINTS_MOST:
        raise ValueError(f"{candidate.number} has no points of criterion {criterion.place}")
    return Fraction(criterion.weight * points, POINTS_MOST)

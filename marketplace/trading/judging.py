"""How sealed prices are judged, pure: no database, no clock, no settings (R-BID-11, R-BID-15, R-BID-16).

Anyone who has the notice and the opened envelopes recomputes who is called to a supplementary round, the points and the winner.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from marketplace.trading.bidding import Result

LAST = 1 << 15  # the rank of who holds no priority
PERFECT = 100


class Flaw(StrEnum):
    """Why an opened envelope does not count."""

    UNREADABLE = "unreadable"
    COMMITMENT = "commitment"
    LOW = "low"
    AUTHORITY = "authority"


FLAW_RULE = {
    Flaw.UNREADABLE: "R-BID-15",
    Flaw.COMMITMENT: "R-BID-15",
    Flaw.LOW: "R-BID-08",
    Flaw.AUTHORITY: "R-DSK-09",
}


@dataclass(frozen=True, slots=True)
class SealedBid:
    """A valid price in fen and when its envelope came; `rank` of a priority; `points` by each criterion of a weighted sale."""

    code: str
    price_fen: int
    at: datetime
    rank: int | None = None
    points: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[int, int, datetime]:
        """The highest price first, at the same price the highest priority, then who came first."""
        return (-self.price_fen, LAST if self.rank is None else self.rank, self.at)


@dataclass(frozen=True, slots=True)
class Weights:
    """Of 100: that of the price, and those of the criteria in their order."""

    price: int
    criteria: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Who may seal once more, and the price below which nothing counts."""

    codes: frozenset[str]
    floor_fen: int


@dataclass(frozen=True, slots=True)
class Verdict:
    result: Result
    winner: SealedBid | None = None


def flaw(price_fen: int, floor_fen: int, limit_fen: int | None) -> Flaw | None:
    """What is wrong with an opened price: below the least one, or above what the mandate of who sealed it covers (R-DSK-09)."""
    if price_fen < floor_fen:
        return Flaw.LOW
    return Flaw.AUTHORITY if limit_fen is not None and price_fen > limit_fen else None


def call(bids: Sequence[SealedBid], reserve_fen: int | None, holders: Mapping[str, int]) -> Call | None:
    """Who is called to the supplementary round; None where the first round decides (R-BID-15).

    Those tied at the highest price, unless one of them holds a priority, which then goes before; and every holder of a higher
    priority than theirs (`holders`: codes with ranks), who may now meet that price (R-BID-11).
    """
    highest = max((bid.price_fen for bid in bids), default=0)
    if not bids or highest < (reserve_fen or 0):
        return None
    top = [bid for bid in bids if bid.price_fen == highest]
    leading = min(LAST if bid.rank is None else bid.rank for bid in top)
    may_match = {code for code, rank in holders.items() if rank < leading}
    if not may_match and (len(top) == 1 or leading < LAST):
        return None
    return Call(frozenset({bid.code for bid in top} | may_match), highest)


def decide(bids: Iterable[SealedBid], reserve_fen: int | None) -> Verdict:
    """The end of a sealed sale, by the bids of both rounds: a bidder stands with the highest price and when it first sealed that."""
    reached = list(bids)
    if not reached:
        return Verdict(Result.NO_BID)
    best = min(reached, key=lambda bid: bid.order)
    if best.price_fen < (reserve_fen or 0):
        return Verdict(Result.BELOW_RESERVE)
    return Verdict(Result.SOLD, best)


def total(bid: SealedBid, highest_fen: int, weights: Weights) -> Fraction:
    """Points of 100, exact: the price by its share of the highest, each criterion by its points (R-BID-16).

    >>> round_points(total(SealedBid("X", 1_900_000_00, datetime(2027, 4, 12), points=(95, 80)), 2_000_000_00, Weights(60, (25, 15))))
    '92.75'
    """
    weighed = sum(weight * points for weight, points in zip(weights.criteria, bid.points, strict=True))
    return Fraction(weights.price * bid.price_fen, highest_fen) + Fraction(weighed, PERFECT)


def ranked(bids: Collection[SealedBid], weights: Weights) -> list[tuple[SealedBid, Fraction]]:
    """The best first: by points, then by price, by priority, by time."""
    highest = max((bid.price_fen for bid in bids), default=1)
    totals = [(bid, total(bid, highest, weights)) for bid in bids]
    return sorted(totals, key=lambda row: (-row[1], row[0].order))


def decide_weighted(bids: Iterable[SealedBid], reserve_fen: int | None, weights: Weights) -> Verdict:
    """The end of a weighted sale: of those that reach the reserve the one with most points; the price decides between equals."""
    valid = list(bids)
    if not valid:
        return Verdict(Result.NO_BID)
    reaching = [bid for bid, _points in ranked(valid, weights) if bid.price_fen >= (reserve_fen or 0)]
    return Verdict(Result.SOLD, reaching[0]) if reaching else Verdict(Result.BELOW_RESERVE)


def round_points(points: Fraction) -> str:
    """To two decimals, half up.

    >>> round_points(Fraction(92745, 1000))
    '92.75'
    """
    hundredths = (200 * points.numerator + points.denominator) // (2 * points.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"

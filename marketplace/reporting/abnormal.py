"""What makes a deal look abnormal. Pure: each rule is a function of facts and parameters, and says what it found, never who is guilty.

A finding is an alert for a person to look at: there may be the best of reasons for it. What bidders have in common: `collusion`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

FULL_BP = 10_000


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part: an organisation with what may coincide with another's. Empty particulars coincide with nothing."""

    organisation: str
    phone: str = ""
    email: str = ""
    address: str = ""
    persons: frozenset[str] = frozenset()  # present and former members

    def shared_with(self, other: "Party") -> list[str]:
        """Which particulars both have: `phone`, `email`, `address`, `person`."""
        same = [
            name
            for name in ("phone", "email", "address")
            if plain(getattr(self, name)) and plain(getattr(self, name)) == plain(getattr(other, name))
        ]
        return same + ["person"] * bool(self.persons & other.persons)


def plain(text: str) -> str:
    """A particular without what people write differently: spaces, dashes, case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter == "@")


@dataclass(frozen=True, slots=True)
class Deal:
    """A sale that was won. `references` are the prices it is measured by, by name; amounts in fen."""

    sale: str
    listing: str
    seller: Party
    buyer: Party
    price_fen: int
    listed_at: datetime
    closed_at: datetime
    references: Mapping[str, int] = field(default_factory=dict)
    bidders: Sequence[Party] = ()  # all whose deposit had arrived, the buyer too


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier deal of the same pair."""

    sale: str
    price_fen: int
    closed_at: datetime
    bidders: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, with the facts it rests on."""

    rule: str
    facts: Mapping[str, Any]


def price_out_of_line(deal: Deal, *, below_bp: int, above_bp: int) -> Iterator[Finding]:
    """The price lies far below or above the price that was asked or decided (R-SUP-01)."""
    for name, reference in deal.references.items():
        low = deal.price_fen * FULL_BP < reference * (FULL_BP - below_bp)
        high = deal.price_fen * FULL_BP > reference * (FULL_BP + above_bp)
        if low or high:
            facts = {"price_fen": deal.price_fen, "reference": name, "reference_fen": reference}
            yield Finding("R-SUP-01", facts | {"limit_bp": below_bp if low else above_bp, "low": low})
            return


def same_pair_again(deal: Deal, past: Iterable[Past], *, times: int, window_days: int) -> Iterator[Finding]:
    """The same pair closes again with nobody else bidding (R-SUP-02)."""
    earlier = [one for one in _within(deal, past, window_days) if one.bidders == 1]
    if len(deal.bidders) == 1 and len(earlier) + 1 >= times:
        yield Finding("R-SUP-02", {"sales": [one.sale for one in earlier] + [deal.sale], "window_days": window_days})


def both_sides_alike(deal: Deal) -> Iterator[Finding]:
    """Seller and buyer share a telephone, a mail box, an address or a person (R-SUP-03)."""
    if shared := deal.seller.shared_with(deal.buyer):
        facts = {"seller": deal.seller.organisation, "buyer": deal.buyer.organisation, "shared": shared}
        yield Finding("R-SUP-03", facts)


def unusually_fast(deal: Deal, *, least_days: int) -> Iterator[Finding]:
    """Fewer days than usual lie between listing and deal (R-SUP-04)."""
    took = deal.closed_at - deal.listed_at
    if took < timedelta(days=least_days):
        hours = took // timedelta(hours=1)
        yield Finding("R-SUP-04", {"hours": hours, "least_days": least_days})


def may_be_split(
    deal: Deal, past: Iterable[Past], *, thresholds: Sequence[int], window_days: int, near_bp: int
) -> Iterator[Finding]:
    """Deals of one pair stay below a threshold one by one, one of them just so, and exceed it together (R-SUP-05)."""
    prices = {one.sale: one.price_fen for one in _within(deal, past, window_days)} | {deal.sale: deal.price_fen}
    for threshold in thresholds:
        below = {sale: price for sale, price in prices.items() if price <= threshold}
        near = [sale for sale, price in below.items() if price * FULL_BP >= threshold * (FULL_BP - near_bp)]
        if deal.sale in below and len(below) > 1 and near and sum(below.values()) > threshold:
            facts = {"sales": sorted(below), "sum_fen": sum(below.values()), "threshold_fen": threshold, "near": near}
            yield Finding("R-SUP-05", facts)
            return


def suspended_again(suspensions: Sequence[datetime], *, times: int) -> Iterator[Finding]:
    """A case was suspended again and again (R-SUP-06)."""
    if len(suspensions) >= times:
        yield Finding("R-SUP-06", {"times": len(suspensions), "last": suspensions[-1].isoformat()})


def _within(deal: Deal, past: Iterable[Past], days: int) -> list[Past]:
    since = deal.closed_at - timedelta(days=days)
    return [one for one in past if since <= one.closed_at <= deal.closed_at and one.sale != deal.sale]

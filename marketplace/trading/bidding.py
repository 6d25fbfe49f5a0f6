"""The rules of an open ascending sale, pure: no database, no clock, no settings (R-BID-07 to R-BID-09, R-BID-11, R-BID-17).

Anyone who has the terms and the bids with their times recomputes every verdict, the end, the winner and the price.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from marketplace.core.money import yuan


@dataclass(frozen=True, slots=True)
class Terms:
    """What the notice fixed; nothing of it changes afterwards. Prices in fen, times aware."""

    start_fen: int
    increment_fen: int
    opens_at: datetime
    free_ends_at: datetime  # the end, unless a late bid extends it
    extension_seconds: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a sale stands between two bids."""

    leading_fen: int | None
    ends_at: datetime
    leading_rank: int | None = None  # of the leader, if it holds a priority
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A price in fen and the instant at which the market received it; `rank` if the bidder holds a priority, 1 before 2."""

    price_fen: int
    at: datetime
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Bidding that stood still: after how many bids, until how many, and when the sale ended from then on (R-BID-17)."""

    after: int
    until: int | None = None  # None while it lasts
    ends_at: datetime | None = None


class Fault(StrEnum):
    """Why a bid is refused."""

    EARLY = "early"
    LATE = "late"
    LOW = "low"
    STEP = "step"
    RANK = "rank"
    PAUSE = "pause"


RULE = {
    Fault.EARLY: "R-BID-07",
    Fault.LATE: "R-BID-08",
    Fault.LOW: "R-BID-08",
    Fault.STEP: "R-BID-08",
    Fault.RANK: "R-BID-11",
    Fault.PAUSE: "R-BID-17",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one offer: accepted if there is no fault; `ends_at` is the end of the sale from now on."""

    ends_at: datetime
    fault: Fault | None = None
    nearest_fen: tuple[int, ...] = ()  # for LOW, STEP and RANK: the valid prices closest to the offer, closest first

    @property
    def accepted(self) -> bool:
        return self.fault is None

    @property
    def rule(self) -> str:
        return RULE[self.fault] if self.fault else ""


def opening(terms: Terms) -> Standing:
    return Standing(leading_fen=None, ends_at=terms.free_ends_at)


def least_fen(terms: Terms, standing: Standing) -> int:
    """The lowest price that would be accepted now: the start price, or the leader plus one increment (R-BID-08)."""
    return terms.start_fen if standing.leading_fen is None else standing.leading_fen + terms.increment_fen


def may_match(standing: Standing, rank: int | None) -> bool:
    """Whether a bidder of this rank may bid the leading price itself: before all without priority, and before lower ranks (R-BID-11)."""
    if rank is None or standing.leading_fen is None:
        return False
    return standing.leading_rank is None or rank < standing.leading_rank


def judge(terms: Terms, standing: Standing, offer: Offer) -> Verdict:
    """Accept or refuse one offer (R-BID-08); only an accepted one may move the end (R-BID-07, one end time that extends).

    An offer at the end itself is late. An accepted offer within `extension_seconds` of the end resets it to its own
    time plus `extension_seconds`; the end never moves back. A holder of priority may bid the leading price itself, unless
    one of the same or a higher rank leads (R-BID-11).
    """
    if offer.at < terms.opens_at:
        return Verdict(standing.ends_at, Fault.EARLY)
    if standing.paused:
        return Verdict(standing.ends_at, Fault.PAUSE)
    if offer.at >= standing.ends_at:
        return Verdict(standing.ends_at, Fault.LATE)
    least = least_fen(terms, standing)
    if offer.rank is not None and offer.price_fen == standing.leading_fen:
        if not may_match(standing, offer.rank):
            return Verdict(standing.ends_at, Fault.RANK, nearest_fen=(least,))
        return Verdict(max(standing.ends_at, offer.at + timedelta(seconds=terms.extension_seconds)))
    if offer.price_fen < least:
        return Verdict(standing.ends_at, Fault.LOW, nearest_fen=(least,))
    over = (offer.price_fen - terms.start_fen) % terms.increment_fen
    if over:
        below = offer.price_fen - over
        around = sorted((below, below + terms.increment_fen), key=lambda price: abs(price - offer.price_fen))
        return Verdict(standing.ends_at, Fault.STEP, nearest_fen=tuple(p for p in around if p >= least))
    return Verdict(max(standing.ends_at, offer.at + timedelta(seconds=terms.extension_seconds)))


def follow(standing: Standing, offer: Offer, verdict: Verdict) -> Standing:
    """Where the sale stands after an offer was judged: a refused one changes nothing."""
    return Standing(offer.price_fen, verdict.ends_at, offer.rank) if verdict.accepted else standing


def resumed_end(paused: Standing, paused_at: datetime, resumed_at: datetime, least_seconds: int) -> datetime:
    """The end after a pause: what was left of the time when it began, at least N seconds (R-BID-17)."""
    return resumed_at + max(paused.ends_at - paused_at, timedelta(seconds=least_seconds))


def interrupt(standing: Standing, pauses: Iterable[Pause], count: int) -> Standing:
    """Where the sale stands once the pauses that fall between bid `count` and the next have begun and ended."""
    for pause in pauses:
        if pause.after == count:
            standing = replace(standing, paused=True)
        if pause.until == count and pause.ends_at is not None:
            standing = replace(standing, paused=False, ends_at=pause.ends_at)
    return standing


def replay(terms: Terms, offers: Iterable[Offer], pauses: Sequence[Pause] = ()) -> Iterator[tuple[Offer, Verdict]]:
    """Judge offers in the order of their sequence, as the market did."""
    standing = opening(terms)
    for count, offer in enumerate(offers):
        standing = interrupt(standing, pauses, count)
        verdict = judge(terms, standing, offer)
        yield offer, verdict
        standing = follow(standing, offer, verdict)


class Result(StrEnum):
    """How the bidding of a sale ended."""

    SOLD = "sold"
    BELOW_RESERVE = "below_reserve"
    NO_BID = "no_bid"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a sale: `winner` is the place of the winning offer among those given, counted from 0."""

    result: Result
    ends_at: datetime
    winner: int | None = None
    price_fen: int | None = None


def outcome(
    terms: Terms, offers: Iterable[Offer], reserve_fen: int | None = None, pauses: Sequence[Pause] = ()
) -> Outcome:
    """Who won, at what price, when: the last accepted offer, if it reaches the secret reserve (R-BID-09)."""
    leader, standing, count = None, opening(terms), 0
    for offer in offers:
        standing = interrupt(standing, pauses, count)
        verdict = judge(terms, standing, offer)
        standing = follow(standing, offer, verdict)
        leader, count = count if verdict.accepted else leader, count + 1
    standing = interrupt(standing, pauses, count)
    if standing.leading_fen is None:
        return Outcome(Result.NO_BID, standing.ends_at)
    if reserve_fen is not None and standing.leading_fen < reserve_fen:
        return Outcome(Result.BELOW_RESERVE, standing.ends_at)
    return Outcome(Result.SOLD, standing.ends_at, leader, standing.leading_fen)


def explain(terms: Terms, verdict: Verdict) -> str:
    """A refusal in the reader's language: what happened, by which rule, what to do; empty for an accepted offer."""
    match verdict.fault:
        case None:
            return ""
        case Fault.EARLY:
            return _("竞价尚未开始（规则 {rule}）。请在开始时间之后报价。").format(rule=verdict.rule)
        case Fault.LATE:
            return _("报价到达时竞价已结束（规则 {rule}）。到达时间以交易系统时钟为准。").format(rule=verdict.rule)
        case Fault.LOW:
            text = _("出价低于当前最低有效出价（规则 {rule}）。最低有效出价：{nearest} 元。")
        case Fault.PAUSE:
            return _("竞价因故暂停（规则 {rule}）。恢复时间另行通知，届时请重新报价。").format(rule=verdict.rule)
        case Fault.RANK:
            text = _(
                "顺位在先（或同顺位先到）的优先购买权人已按此价应价（规则 {rule}）。如需继续，请加价，最低有效出价：{nearest} 元。"
            )
        case Fault.STEP:
            text = _("出价须为起拍价加 {increment} 元的整数倍（规则 {rule}）。最近的有效出价：{nearest} 元。")
    nearest = _(" 元或 ").join(yuan(price) for price in verdict.nearest_fen)
    return text.format(rule=verdict.rule, increment=yuan(terms.increment_fen), nearest=nearest)

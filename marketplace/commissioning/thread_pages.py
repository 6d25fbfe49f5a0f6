"""What the pages of offers on needs show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form

from accounts.actor import Actor
from marketplace.catalogue.models import Need
from marketplace.commissioning import rules
from marketplace.commissioning.forms import threads as thread_forms
from marketplace.commissioning.models import (
    Engagement,
    NeedOffer,
    NeedThread,
    OfferedListing,
    OfferedState,
    ThreadSide,
    ThreadState,
)
from marketplace.commissioning.queries import threads as reading
from marketplace.core.clock import market_clock
from marketplace.trading.screening_forms import LinkForm, ScreeningForm
from marketplace.trading.turns import Last, is_spent, may_accept, may_offer

TONES = {
    "screening": "waiting",
    "open": "active",
    "agreed": "done",
    "ended": "plain",
    "offered": "waiting",
    "taken": "done",
    "declined": "plain",
}


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread in a list, with the last offer of each side."""

    thread: NeedThread
    tone: str
    last: NeedOffer | None
    asked: NeedOffer | None  # by the supplier
    bid: NeedOffer | None  # by the client


def thread_rows(threads: Sequence[NeedThread]) -> list[ThreadRow]:
    return [_row(one) for one in threads]


def _row(one: NeedThread) -> ThreadRow:
    offers = list(one.offers.all())
    by = {side: next((offer for offer in reversed(offers) if offer.side == side), None) for side in ThreadSide.values}
    return ThreadRow(one, TONES[one.state], offers[-1] if offers else None, by["supplier"], by["client"])


@dataclass(frozen=True, slots=True)
class ListingRow:
    offered: OfferedListing
    tone: str
    form: Form | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """All that was offered on a need, side by side; for a supplier its own alone."""

    need: Need
    threads: Sequence[ThreadRow]
    listings: Sequence[ListingRow]
    forms: Mapping[str, Form]
    own: bool


def compare_page(actor: Actor, need: Need, tried: Mapping[str, Form] | None = None) -> ComparePage:
    declined = dict(tried or {})
    threads = thread_rows(list(reading.threads(actor, need=need.number)))
    listings = [_listing_row(actor, one, declined) for one in reading.offered_listings(actor, need=need.number)]
    shown: dict[str, Form] = {}
    if need.state == Need.State.OPEN and not need.unverified and rules.may_approach(actor, need):
        if reading.live_thread(actor, need) is None:
            shown["thread"] = thread_forms.ThreadForm()
        if own := reading.own_listings(actor):
            shown["listing"] = thread_forms.ListingForm(listings=list(own))
    return ComparePage(need, threads, listings, shown | declined, actor.acts_for(need.organisation))


def _listing_row(actor: Actor, one: OfferedListing, declined: dict[str, Form]) -> ListingRow:
    answers = one.state == OfferedState.OFFERED and rules.may_answer_listing(actor, one)
    return ListingRow(one, TONES[one.state], declined.pop(one.number, LinkForm()) if answers else None)


@dataclass(frozen=True, slots=True)
class OfferRow:
    offer: NeedOffer
    own: bool
    spent: bool


@dataclass(frozen=True, slots=True)
class ThreadPage:
    thread: NeedThread
    tone: str
    offers: Sequence[OfferRow]
    side: str
    accepts: NeedOffer | None
    engagement: Engagement | None  # what the agreement came to
    forms: Mapping[str, Form]


def thread_page(actor: Actor, found: NeedThread, tried: Mapping[str, Form] | None = None) -> ThreadPage:
    now, side = market_clock.read(), rules.seat_in(actor, found)
    offers = list(found.offers.all())
    last = offers[-1] if offers else None
    known = Last(last.side, last.expires_at) if last else None
    negotiates = rules.may_negotiate_need(actor, found)
    shown: dict[str, Form] = {}
    if negotiates and found.state in NeedThread.LIVE:
        shown["leave"] = thread_forms.LeavingForm()
    turn = negotiates and found.state == ThreadState.OPEN and found.need.state == Need.State.OPEN
    if turn and may_offer(side, known, now) and (last or side == ThreadSide.SUPPLIER):
        shown["offer"] = thread_forms.OfferForm(answers=last)
    if found.state == ThreadState.SCREENING and rules.may_screen_thread(actor, found):
        shown["screen"] = ScreeningForm()
    rows = [OfferRow(one, one.side == side, is_spent(Last(one.side, one.expires_at), now)) for one in offers]
    return ThreadPage(
        thread=found,
        tone=TONES[found.state],
        offers=list(reversed(rows)),
        side=side,
        engagement=Engagement.objects.filter(thread=found).first(),
        accepts=last if turn and may_accept(side, known, now) else None,
        forms=shown | dict(tried or {}),
    )

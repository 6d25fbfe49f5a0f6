"""Offers on needs of `own`: threads of `str`, and listings that are offered."""

from marketplace.commissioning import commands
from marketplace.commissioning.models import NeedThread, OfferedListing
from tests.commissioning import factories as calls
from tests.commissioning.factories import HANDED_IN
from tests.guards.cast import Cast
from tests.guards.deeds.rows import ASK_NOBODY, Arguments, row

ASK_NOBODY["commissioning.end_due_thread"] = "the sweep; a thread ends with its need, whoever calls"


@row("commissioning.open_thread")
def open_thread(cast: Cast) -> Arguments:
    asked = {"kind": "commissioned", "foreign_link": "none"}
    return {"need": calls.posted(cast["own.agt"]), "clock": HANDED_IN, **asked}


def opened(cast: Cast) -> NeedThread:
    return commands.open_thread(actor=cast["str.agt"], **open_thread(cast))


def foreign(cast: Cast) -> NeedThread:
    link = {"foreign_link": "party", "declaration": "示范境外主体"}
    return commands.open_thread(actor=cast["str.agt"], **open_thread(cast) | link)


def of_own(cast: Cast) -> NeedThread:
    """A thread of `own` as the supplier on another's need."""
    return calls.thread(by=cast["own.agt"])


@row("commissioning.screen_thread")
def screen_thread(cast: Cast) -> Arguments:
    found = {"result": "free", "basis": "示范目录", "reason": "示范理由"}
    return {"thread": foreign(cast), "clock": HANDED_IN, **found}


@row("commissioning.make_need_offer")
def make_need_offer(cast: Cast) -> Arguments:
    draft = calls.solution_draft()
    said = {"price_fen": draft.price_fen, "content": "示范内容", "milestones": draft.milestones, "valid_days": 10}
    return {"thread": of_own(cast), "clock": HANDED_IN, **said}


def offered(cast: Cast) -> NeedThread:
    """With the first offer of `str`."""
    made = opened(cast)
    calls.need_offer(made, by=cast["str.agt"])
    return made


@row("commissioning.accept_need_offer")
def accept_need_offer(cast: Cast) -> Arguments:
    return {"thread": offered(cast), "position": 1, "clock": HANDED_IN}


@row("commissioning.withdraw_thread")
def withdraw_thread(cast: Cast) -> Arguments:
    return {"thread": opened(cast), "reason": "示范理由", "clock": HANDED_IN}


@row("commissioning.offer_listing")
def offer_listing(cast: Cast) -> Arguments:
    listing = calls.negotiable(cast["own.agt"])
    return {"need": calls.posted(), "listing": listing, "note": "示范说明", "clock": HANDED_IN}


def own_listing(cast: Cast) -> OfferedListing:
    """A listing of `own` offered on another's need."""
    return commands.offer_listing(actor=cast["own.agt"], **offer_listing(cast))


def to_own(cast: Cast) -> OfferedListing:
    """Another's listing offered on a need of `own`."""
    return calls.offered_listing(calls.posted(cast["own.agt"]))


@row("commissioning.take_listing")
def take_listing(cast: Cast) -> Arguments:
    return {"offered": to_own(cast), "foreign_link": "none", "clock": HANDED_IN}


@row("commissioning.decline_listing")
def decline_listing(cast: Cast) -> Arguments:
    return {"offered": to_own(cast), "clock": HANDED_IN}

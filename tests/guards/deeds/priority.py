"""Holders of priority: recorded, noticed, waived, identified."""

from accounts.models import Kind
from marketplace.trading import commands
from marketplace.trading.models import PriorityHolder
from tests.accounts.factories import officer, verified
from tests.catalogue.factories import TODAY, published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.negotiated import OPENED, buyer_of, negotiation, offer

SERVED = {"way": "served", "proof": "示范回执"}


def holder(cast: Cast, **fields: str) -> PriorityHolder:
    """A holder of priority in a listing of `own`."""
    listing = published_listing(lister=cast["own.agt"], inventors=[])
    told = {"kind": "completer", "name": "示范完成人"} | fields
    return commands.record_priority_holder(listing=listing, actor=officer(), clock=TODAY, **told)


@row("trading.record_priority_holder")
def record(cast: Cast) -> Arguments:
    listing = published_listing(lister=cast["own.agt"], inventors=[])
    return {"listing": listing, "kind": "completer", "name": "示范完成人", "clock": TODAY}


@row("trading.notify_priority_holder")
def notify(cast: Cast) -> Arguments:
    return {"holder": holder(cast), "clock": TODAY, **SERVED}


@row("trading.notify_priority_holder (by publication)")
def publish(cast: Cast) -> Arguments:
    return {"holder": holder(cast), "clock": TODAY, "way": "published", "proof": "示范：无法联系"}


def told(cast: Cast) -> PriorityHolder:
    """`own` holds a priority in somebody's lot, and was told the price that a firm has offered for it."""
    of = negotiation(priority=True, inventors=["示范完成人"], lister=cast["str.agt"])
    offer(of, buyer_of(of), valid_days=30)
    by, named = officer(), {"kind": "completer", "name": "示范完成人", "organisation": cast.own.number}
    made = commands.record_priority_holder(listing=of.listing, actor=by, clock=OPENED, **named)
    commands.notify_priority_holder(holder=made, negotiation=of, actor=by, clock=OPENED, **SERVED)
    return made


@row("trading.match_price")
def match(cast: Cast) -> Arguments:
    return {"holder": told(cast), "foreign_link": "none", "clock": OPENED}


@row("trading.waive_priority")
def waive(cast: Cast) -> Arguments:
    return {"holder": holder(cast), "proof": "示范放弃声明", "clock": TODAY}


@row("trading.identify_priority_holder")
def identify(cast: Cast) -> Arguments:
    return {"holder": holder(cast), "organisation": verified(Kind.PERSON).number, "clock": TODAY}

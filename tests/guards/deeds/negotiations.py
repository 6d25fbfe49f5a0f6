"""Negotiations of a listing of `own`, and the public notice of what is agreed."""

from marketplace.trading.models import Negotiation, NoticeObjection
from tests.catalogue.factories import published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.negotiated import (
    AGREED,
    DECIDED,
    OBJECTED,
    OPENED,
    OVER,
    PRICE,
    agreed,
    negotiation,
    objected,
    offered,
    publicity_of,
)

OFFER = {"price_fen": PRICE, "valid_days": 7}
SCREENED = {"result": "free", "basis": "示范目录 2025-07-15", "reason": "示范：不在目录内"}


@row("trading.open_negotiation")
def open_negotiation(cast: Cast) -> Arguments:
    return {"listing": published_listing(price_mode="negotiated"), "foreign_link": "none", "clock": OPENED}


@row("trading.open_negotiation (on a listing of one's own)")
def open_own(cast: Cast) -> Arguments:
    listing = published_listing(price_mode="negotiated", lister=cast["own.agt"])
    return {"listing": listing, "foreign_link": "none", "clock": OPENED}


@row("trading.screen_negotiation")
def screen_negotiation(cast: Cast) -> Arguments:
    return {"negotiation": negotiation(lister=cast["own.agt"], foreign_link="party"), "clock": OPENED, **SCREENED}


@row("trading.make_offer")
def make_offer(cast: Cast) -> Arguments:
    return {"negotiation": negotiation(lister=cast["own.agt"]), "clock": OPENED, **OFFER}


@row("trading.accept_offer")
def accept_offer(cast: Cast) -> Arguments:
    return {"negotiation": offered(lister=cast["own.agt"]), "position": 1, "clock": AGREED}


@row("trading.withdraw_negotiation")
def withdraw_negotiation(cast: Cast) -> Arguments:
    return {"negotiation": offered(lister=cast["own.agt"]), "reason": "示范理由", "clock": AGREED}


def before_the_public(cast: Cast) -> Negotiation:
    return agreed(lister=cast["own.agt"])


def objection(cast: Cast) -> NoticeObjection:
    """Raised by `SW.did`, who may not decide it (four eyes)."""
    return objected(before_the_public(cast), by=cast["SW.did"])


@row("trading.object_to_notice")
def object_to_notice(cast: Cast) -> Arguments:
    return {"publicity": publicity_of(before_the_public(cast)), "content": "示范异议", "clock": OBJECTED}


@row("trading.dismiss_objection")
def dismiss_objection(cast: Cast) -> Arguments:
    return {"objection": objection(cast), "reasons": "示范理由", "clock": DECIDED}


@row("trading.uphold_objection")
def uphold_objection(cast: Cast) -> Arguments:
    return {"objection": objection(cast), "effect": "restart", "reasons": "示范理由", "clock": DECIDED}


@row("trading.conclude_negotiation")
def conclude_negotiation(cast: Cast) -> Arguments:
    return {"negotiation": before_the_public(cast), "clock": OVER}

"""Rows of the pages of negotiations and their public notices."""

from tests.catalogue.factories import published_listing
from tests.guards.cast import Cast
from tests.guards.deeds import negotiations as deeds
from tests.guards.doors import Call
from tests.trading.negotiated import AGREED, DECIDED, OBJECTED, OPENED, OVER, negotiation, offered, publicity_of

SCREENED = {"result": "free", "basis": "示范目录 2025-07-15", "permit": "", "reason": "示范理由"}


def look(cast: Cast) -> Call:
    negotiation(lister=cast["own.agt"])
    return Call(at=OPENED)


def one(cast: Cast) -> Call:
    return Call({"number": offered(lister=cast["own.agt"]).number}, at=OPENED)


def opening(cast: Cast) -> Call:
    listing = published_listing(price_mode="negotiated", lister=cast["own.agt"])
    body = {"foreign_link": "none", "declaration": "", "via_exchange": "SW"}
    return Call({"number": listing.number}, body=body, at=OPENED)


def offer(cast: Cast) -> Call:
    body = {"price": "1200000.00", "text": "", "valid_days": "7"}
    return Call({"number": negotiation(lister=cast["own.agt"]).number}, body=body, at=OPENED)


def accept(cast: Cast) -> Call:
    return Call({"number": offered(lister=cast["own.agt"]).number, "position": 1}, body={}, at=AGREED)


def withdraw(cast: Cast) -> Call:
    return Call({"number": offered(lister=cast["own.agt"]).number}, body={"reason": "示范理由"}, at=AGREED)


def conclude(cast: Cast) -> Call:
    return Call({"number": deeds.before_the_public(cast).number}, body={}, at=OVER)


def screen(cast: Cast) -> Call:
    return Call({"number": deeds.screen_negotiation(cast)["negotiation"].number}, body=SCREENED, at=OPENED)


def decide(cast: Cast) -> Call:
    body = {"outcome": "dismissed", "reasons": "示范理由"}
    return Call({"number": deeds.objection(cast).number}, body=body, at=DECIDED)


def publicity(cast: Cast) -> Call:
    return Call({"number": publicity_of(deeds.before_the_public(cast)).notice.number}, at=AGREED)


def object_to(cast: Cast) -> Call:
    number = publicity_of(deeds.before_the_public(cast)).notice.number
    return Call({"number": number}, body={"content": "示范异议"}, at=OBJECTED)

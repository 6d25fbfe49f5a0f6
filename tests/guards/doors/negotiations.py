"""Negotiations, and the public notices of what is agreed."""

from tests.catalogue.factories import published_listing
from tests.clients import money
from tests.guards.cast import Cast
from tests.guards.deeds import negotiations as deeds
from tests.guards.doors.rows import Call, door
from tests.trading.negotiated import AGREED, DECIDED, OBJECTED, OPENED, OVER, negotiation, offered, publicity_of

OFFER = {"price": money("1200000.00"), "text": "示范条件", "valid_days": 7}
SCREENED = {"result": "free", "basis": "示范目录 2025-07-15", "reason": "示范理由", "permit": ""}


@door("GET negotiations")
def negotiations(cast: Cast) -> Call:
    return Call(finds=negotiation(lister=cast["own.agt"]).number)


@door("GET negotiations/<number>")
def one(cast: Cast) -> Call:
    return Call({"number": negotiation(lister=cast["own.agt"]).number})


@door("POST negotiations")
def opening(cast: Cast) -> Call:
    listing = published_listing(price_mode="negotiated", lister=cast["own.agt"]).number
    body = {"listing": listing, "foreign_link": "none", "declaration": "", "via_exchange": "SW"}
    return Call(body=body, at=OPENED)


@door("POST negotiations/<number>/screenings")
def screening(cast: Cast) -> Call:
    return Call({"number": deeds.screen_negotiation(cast)["negotiation"].number}, body=SCREENED, at=OPENED)


@door("POST negotiations/<number>/offers")
def offer(cast: Cast) -> Call:
    return Call({"number": negotiation(lister=cast["own.agt"]).number}, body=OFFER, at=OPENED)


@door("POST negotiations/<number>/acceptances")
def acceptance(cast: Cast) -> Call:
    return Call({"number": offered(lister=cast["own.agt"]).number}, body={"offer": 1}, at=AGREED)


@door("POST negotiations/<number>/withdrawals")
def withdrawal(cast: Cast) -> Call:
    return Call({"number": offered(lister=cast["own.agt"]).number}, body={"reason": "示范理由"}, at=AGREED)


@door("POST negotiations/<number>/conclusions")
def conclusion(cast: Cast) -> Call:
    return Call({"number": deeds.before_the_public(cast).number}, at=OVER)


def notice_of(cast: Cast) -> str:
    return publicity_of(deeds.before_the_public(cast)).notice.number


@door("GET publicities")
def publicities(cast: Cast) -> Call:
    return Call(finds=notice_of(cast), at=AGREED)


@door("GET publicities/<number>")
def publicity(cast: Cast) -> Call:
    return Call({"number": notice_of(cast)}, at=AGREED)


@door("POST publicities/<number>/objections")
def objecting(cast: Cast) -> Call:
    return Call({"number": notice_of(cast)}, body={"content": "示范异议"}, at=OBJECTED)


@door("GET objections")
def objections(cast: Cast) -> Call:
    return Call(finds=deeds.objection(cast).number, at=DECIDED)


@door("GET objections/<number>")
def objection(cast: Cast) -> Call:
    return Call({"number": deeds.objection(cast).number}, at=DECIDED)


@door("POST objections/<number>/decisions")
def decision(cast: Cast) -> Call:
    body = {"outcome": "dismissed", "reasons": "示范理由"}
    return Call({"number": deeds.objection(cast).number}, body=body, at=DECIDED)

"""Threads on needs and listings that are offered."""

from typing import Any

from tests.clients import money
from tests.commissioning.factories import HANDED_IN
from tests.guards.cast import Cast
from tests.guards.deeds import threads as deeds
from tests.guards.doors.rows import Call, door

OFFER: dict[str, Any] = {
    "price": money("800000.00"),
    "content": "示范内容",
    "milestones": [{"title": "样机", "deliverable": "示范样机", "amount": money("800000.00"), "days": 120}],
    "valid_days": 10,
}


def about(thing: Any, body: Any = None) -> Call:
    return Call({"number": thing.number}, body=body, at=HANDED_IN)


@door("GET need-threads")
def need_threads(cast: Cast) -> Call:
    return Call(finds=deeds.opened(cast).number, at=HANDED_IN)


@door("POST need-threads")
def new_thread(cast: Cast) -> Call:
    body = {"kind": "service", "foreign_link": "none", "declaration": "", "via_exchange": "CQ"}
    return Call(body={"need": deeds.open_thread(cast)["need"].number, **body}, at=HANDED_IN)


@door("GET need-threads/<number>")
def need_thread(cast: Cast) -> Call:
    return about(deeds.opened(cast))


@door("POST need-threads/<number>/screening")
def screening(cast: Cast) -> Call:
    body = {"result": "free", "basis": "示范目录", "reason": "示范理由", "permit": ""}
    return about(deeds.foreign(cast), body)


@door("POST need-threads/<number>/offers")
def offers(cast: Cast) -> Call:
    return about(deeds.of_own(cast), OFFER)


@door("POST need-threads/<number>/acceptance")
def acceptance(cast: Cast) -> Call:
    return about(deeds.offered(cast), {"position": 1})


@door("POST need-threads/<number>/withdrawal")
def withdrawal(cast: Cast) -> Call:
    return about(deeds.opened(cast), {"reason": "示范理由"})


@door("GET offered-listings")
def offered_listings(cast: Cast) -> Call:
    return Call(finds=deeds.to_own(cast).number, at=HANDED_IN)


@door("POST offered-listings")
def new_offered(cast: Cast) -> Call:
    given = deeds.offer_listing(cast)
    body = {"need": given["need"].number, "listing": given["listing"].number, "note": "示范说明"}
    return Call(body=body, at=HANDED_IN)


@door("POST offered-listings/<number>/negotiation")
def negotiation(cast: Cast) -> Call:
    return about(deeds.to_own(cast), {"foreign_link": "none", "declaration": ""})


@door("POST offered-listings/<number>/decline")
def decline(cast: Cast) -> Call:
    return about(deeds.to_own(cast))

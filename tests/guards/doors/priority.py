"""Holders of priority in a listing."""

from accounts.models import Kind
from tests.accounts.factories import verified
from tests.catalogue.factories import TODAY, published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.priority import SERVED, holder, told
from tests.guards.doors.rows import Call, door
from tests.trading.negotiated import OPENED

HOLDER = {"kind": "completer", "name": "示范完成人", "rank": 1, "organisation": ""}


@door("GET listings/<number>/priority-holders")
def holders(cast: Cast) -> Call:
    found = holder(cast)
    return Call({"number": found.listing.number}, finds=found.number)


@door("POST listings/<number>/priority-holders")
def record(cast: Cast) -> Call:
    number = published_listing(lister=cast["own.agt"], inventors=[]).number
    return Call({"number": number}, body=HOLDER, at=TODAY)


@door("POST priority-holders/<number>/notices")
def notify(cast: Cast) -> Call:
    return Call({"number": holder(cast).number}, body=SERVED | {"served_date": "2027-03-01"}, at=TODAY)


@door("POST priority-holders/<number>/matches")
def match(cast: Cast) -> Call:
    return Call({"number": told(cast).number}, body={"foreign_link": "none", "declaration": ""}, at=OPENED)


@door("POST priority-holders/<number>/waivers")
def waive(cast: Cast) -> Call:
    return Call({"number": holder(cast).number}, body={"proof": "示范放弃声明"}, at=TODAY)


@door("POST priority-holders/<number>/identities")
def identify(cast: Cast) -> Call:
    body = {"organisation": verified(Kind.PERSON).number}
    return Call({"number": holder(cast).number}, body=body, at=TODAY)

"""Sealed prices: keys of custodians, schemes, envelopes, scores, openings."""

from marketplace.trading.models import Envelope, Sale
from tests.catalogue.factories import TODAY, published_listing
from tests.clients import money
from tests.guards.cast import Cast
from tests.guards.deeds import sealed as deeds
from tests.guards.doors.rows import Call, door
from tests.trading.factories import ANNOUNCED, at, bidder
from tests.trading.sealed import WRAPPED, Opener, envelope, registered_key

CRITERIA = [{"name": "实施方案", "weight": 25, "measure": ""}, {"name": "交付", "weight": 15, "measure": ""}]


@door("GET opening-keys")
def keys(cast: Cast) -> Call:
    return Call(finds=deeds.proposed_key(cast).number)


@door("POST opening-keys")
def register(cast: Cast) -> Call:
    return Call(body={"public_key": Opener("SW").public_key, "wrapped": WRAPPED}, at=ANNOUNCED)


@door("GET opening-keys/<number>")
def key(cast: Cast) -> Call:
    return Call({"number": deeds.proposed_key(cast).number})


@door("GET opening-keys/<number> (active)")
def active_key(cast: Cast) -> Call:
    return Call({"number": registered_key(deeds.held_by(cast, "SW.off")).number})


@door("POST opening-keys/<number>/approvals")
def approve(cast: Cast) -> Call:
    return Call({"number": deeds.proposed_key(cast).number}, at=ANNOUNCED)


@door("POST opening-keys/<number>/retirements")
def retire(cast: Cast) -> Call:
    return Call({"number": deeds.proposed_key(cast).number}, at=ANNOUNCED)


@door("GET listings/<number>/schemes")
def schemes(cast: Cast) -> Call:
    found = deeds.scheme(cast)
    return Call({"number": found.listing.number}, finds=found.number)


@door("POST listings/<number>/schemes")
def draft(cast: Cast) -> Call:
    number = published_listing(lister=cast["own.agt"], inventors=[]).number
    return Call({"number": number}, body={"price_weight": 60, "criteria": CRITERIA}, at=TODAY)


@door("GET schemes/<number>")
def scheme(cast: Cast) -> Call:
    return Call({"number": deeds.scheme(cast).number})


@door("POST schemes/<number>/decisions")
def decide(cast: Cast) -> Call:
    body = {"approved": False, "reason": "示范：评价项与履约能力无关"}
    return Call({"number": deeds.scheme(cast).number}, body=body, at=TODAY)


@door("GET sales/<number>/sealed")
def sealed(cast: Cast) -> Call:
    return Call({"number": deeds.offered(cast).number}, at=ANNOUNCED)


def sealed_by_own(cast: Cast) -> Sale:
    of = deeds.offered(cast)
    deeds.sealed_by_own(cast, of)
    return of


@door("GET sales/<number>/envelopes")
def envelopes(cast: Cast) -> Call:
    of = sealed_by_own(cast)
    return Call({"number": of.number}, finds=Envelope.objects.get().number, at=at("09:40:00"))


@door("POST sales/<number>/envelopes")
def seal(cast: Cast) -> Call:
    of = deeds.offered(cast)
    bidder(of, cast["own.agt"])
    made, _copy = envelope(of, cast["own.agt"], 1_880_000)
    return Call({"number": of.number}, body={"envelope": made, "files": []}, at=at("09:30:00"))


@door("GET sales/<number>/shares")
def shares(cast: Cast) -> Call:
    return Call({"number": deeds.ended(cast, deeds.offered(cast)).number}, at=deeds.ENDED)


@door("POST sales/<number>/shares")
def hand_in(cast: Cast) -> Call:
    of = deeds.ended(cast, deeds.offered(cast))
    return Call({"number": of.number}, body={"shares": {deeds.code_of(of): ""}}, at=deeds.ENDED)


@door("POST sales/<number>/openings")
def open_own(cast: Cast) -> Call:
    told = deeds.open_own(cast)
    body = {"price": money("1880000.00"), "nonce": told["nonce"]}
    return Call({"number": told["sale"].number}, body=body, at=deeds.LEFT)


@door("GET sales/<number>/scores")
def plans(cast: Cast) -> Call:
    of = deeds.ended(cast, deeds.weighted(cast))
    return Call({"number": of.number}, finds=Envelope.objects.get().number, at=deeds.ENDED)


@door("POST sales/<number>/scores")
def enter(cast: Cast) -> Call:
    of = deeds.ended(cast, deeds.weighted(cast))
    points = {deeds.code_of(of): {"实施方案": 80, "交付": 90}}
    return Call({"number": of.number}, body={"points": points}, at=deeds.ENDED)


@door("POST sales/<number>/score-confirmations")
def confirm(cast: Cast) -> Call:
    return Call({"number": deeds.scored(cast).number}, at=deeds.ENDED)

"""Rows of the pages of sealed prices."""

import json

from tests.catalogue.factories import TODAY, published_listing
from tests.guards.cast import Cast
from tests.guards.deeds import sealed as deeds
from tests.guards.doors import Call
from tests.trading.factories import ANNOUNCED, at, bidder
from tests.trading.sealed import WRAPPED, Opener, envelope

SCHEME = {"price_weight": "60", "name_0": "实施方案", "weight_0": "25", "measure_0": ""}
SCHEME |= {"name_1": "交付", "weight_1": "15", "measure_1": "", "name_2": "", "weight_2": "", "measure_2": ""}
SCHEME |= {"name_3": "", "weight_3": "", "measure_3": ""}


def seal(cast: Cast) -> Call:
    of = deeds.offered(cast)
    bidder(of, cast["own.agt"])
    made, _copy = envelope(of, cast["own.agt"], 1_880_000)
    return Call({"number": of.number}, body={"envelope": json.dumps(made)}, at=at("09:30:00"))


def open_own(cast: Cast) -> Call:
    told = deeds.open_own(cast)
    copy = {"price_fen": told["price_fen"], "nonce": told["nonce"]}
    return Call({"number": told["sale"].number}, body={"copy": json.dumps(copy)}, at=deeds.LEFT)


def opening(cast: Cast) -> Call:
    return Call({"number": deeds.ended(cast, deeds.offered(cast)).number}, at=deeds.ENDED)


def hand_in(cast: Cast) -> Call:
    of = deeds.ended(cast, deeds.offered(cast))
    return Call({"number": of.number}, body={"shares": json.dumps({deeds.code_of(of): ""})}, at=deeds.ENDED)


def plans(cast: Cast) -> Call:
    return Call({"number": deeds.ended(cast, deeds.weighted(cast)).number}, at=deeds.ENDED)


def score(cast: Cast) -> Call:
    of = deeds.ended(cast, deeds.weighted(cast))
    code = deeds.code_of(of)
    return Call({"number": of.number}, body={f"{code}-1": "80", f"{code}-2": "90"}, at=deeds.ENDED)


def confirm(cast: Cast) -> Call:
    return Call({"number": deeds.scored(cast).number}, body={"confirm": "1"}, at=deeds.ENDED)


def register(cast: Cast) -> Call:
    body = {"public_key": Opener("SW").public_key, "wrapped": json.dumps(WRAPPED)}
    return Call(body=body, at=ANNOUNCED)


def keys(cast: Cast) -> Call:
    deeds.proposed_key(cast)
    return Call(at=ANNOUNCED)


def schemes(cast: Cast) -> Call:
    return Call({"number": deeds.scheme(cast).listing.number}, at=TODAY)


def draft(cast: Cast) -> Call:
    number = published_listing(lister=cast["own.agt"], inventors=[]).number
    return Call({"number": number}, body=SCHEME, at=TODAY)


def decide(cast: Cast) -> Call:
    return Call({"number": deeds.scheme(cast).number}, body={"reject": "1", "reason": "示范理由"}, at=TODAY)


SEALED_PAGES = {
    "GET sales/<number>/ (sealed)": lambda cast: Call({"number": deeds.offered(cast).number}, at=at("09:10:00")),
    "POST sales/<number>/seal/": seal,
    "POST sales/<number>/open/": open_own,
    "GET sales/<number>/opening/": opening,
    "POST sales/<number>/opening/": hand_in,
    "GET sales/<number>/scores/": plans,
    "POST sales/<number>/scores/": score,
    "POST sales/<number>/scores/ (confirmed)": confirm,
    "GET sales/seal/program/": lambda cast: Call(),
    "GET opening-keys/": keys,
    "POST opening-keys/": register,
    "POST opening-keys/<number>/<act>/": lambda cast: Call(
        {"number": deeds.proposed_key(cast).number, "act": "approve"}, body={}, at=ANNOUNCED
    ),
    "GET listings/<number>/schemes/": schemes,
    "POST listings/<number>/schemes/": draft,
    "POST schemes/<number>/decide/": decide,
}

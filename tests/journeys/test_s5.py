"""Story S5 through the API: sealed prices that nobody reads before the end, a tie, weighted criteria (R-BID-15, R-BID-16)."""

import json

import pytest
from rest_framework.test import APIClient

from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.core.clock import shanghai
from marketplace.keys.queries import public_keys
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading.models import Envelope
from marketplace.trading.standalone import replay_sale
from marketplace.trading.standalone.seal_bid import open_share, seal
from marketplace.trading.tasks import attend_due_rounds, close_due_sales, open_due_sales
from tests.accounts.factories import actor, reviewer, upload, verified
from tests.clients import client_of, money, ok
from tests.journeys.casting import Cast, accepted, listing_body
from tests.rulebook.factories import load_2027
from tests.trading.sealed import WRAPPED, Opener
from tests.trading.tampering import unnoticed

pytestmark = pytest.mark.django_db
EVERYBODY = APIClient()
TERMS = {
    "method": "sealed",
    "start": money("1500000.00"),
    "opens_at": "2027-04-12T09:00:00+08:00",
    "free_ends_at": "2027-04-12T10:00:00+08:00",
}
PLAN = {"name": "实施方案", "weight": 25, "measure": "产业化路径、投入和进度"}
DELIVERY = {"name": "交付", "weight": 15, "measure": "人员和技术交底安排"}


@pytest.fixture
def cast(db):
    load_2027()
    cast = Cast(
        U1=actor(verified(Kind.UNIVERSITY, name="示范大学")),
        X=actor(verified(name="示范甲企业")),
        Y=actor(verified(name="示范乙企业")),
        Z=actor(verified(name="示范丙企业")),
    )
    cast.openers = {code: Opener(code) for code in ("CQ", "CD", "SW")}
    for code, opener in cast.openers.items():
        cast.clients[code] = client_of(opener.actor)
        cast.clients[f"{code} reviewer"] = client_of(reviewer(code))
    return cast


@pytest.fixture
def keys(cast, sandbox_at):
    """Active opening keys of three exchanges, by exchange."""
    sandbox_at("2027-02-01T10:00:00")
    made = {}
    for code, opener in cast.openers.items():
        body = {"public_key": opener.public_key, "wrapped": WRAPPED}
        made[code] = cast.post(code, "opening-keys", body)["number"]
        cast.post(f"{code} reviewer", f"opening-keys/{made[code]}/approvals")
    return made


@pytest.fixture
def listing(cast, keys, sandbox_at):
    sandbox_at("2027-03-01T10:00:00")
    number = accepted(cast, "U1", listing_body(asking_price=money("1500000.00")))
    cast.post("officer", f"listings/{number}/publication")
    return number


def announced(cast, listing, sandbox_at, **terms):
    sandbox_at("2027-03-22T10:00:00")
    return cast.post("U1", "sales", {"listing": listing, **TERMS, **terms})["number"]


def opened(cast, sale, sandbox_at):
    """Everybody has paid the deposit, and sealing has begun."""
    sandbox_at("2027-04-08T10:00:00")
    for who in "XYZ":
        cast.join(who, sale)
    sandbox_at("2027-04-12T09:00:00")
    assert open_due_sales() == 1


def sealed(cast, sale, sandbox_at, clock, who, amount, day="2027-04-12", **fields):
    """Seal an amount with the stand-alone program; the answer, and the copy that the bidder keeps."""
    sandbox_at(f"{day}T{clock}")
    envelope, copy = seal(cast.get(who, f"sales/{sale}/sealed"), int(amount.replace(".", "")))
    return cast.post(who, f"sales/{sale}/envelopes", {"envelope": envelope, **fields}), copy


def shares(cast, sale, code, keys):
    """What a custodian decrypts of what the market gives it."""
    given = cast.get(code, f"sales/{sale}/shares")
    whole = [{**one, "shares": [one["share"]]} for one in given]
    return {one["code"]: open_share(one, keys[code], cast.openers[code].private) for one in whole}


def hand_in(cast, sale, keys, *codes):
    for code in codes:
        told = cast.post(code, f"sales/{sale}/shares", {"shares": shares(cast, sale, code, keys)})
    return told


def fees(cast, sale):
    told = cast.get("officer", f"sales/{sale}/settlement")
    return told["buyer"]["fee"], told["seller"]["fee"]


def protocol(sale):
    return ok(EVERYBODY.get(f"/api/v1/sales/{sale}/protocol"))["text"].encode()


@pytest.fixture
def tied(cast, listing, keys, sandbox_at):
    """(a) with its three prices, sealed out of the order of their times."""
    sale = announced(cast, listing, sandbox_at)
    opened(cast, sale, sandbox_at)
    sealed(cast, sale, sandbox_at, "09:31:07", "Y", "1880000.00")
    sealed(cast, sale, sandbox_at, "09:45:12", "X", "1880000.00")
    sealed(cast, sale, sandbox_at, "09:50:00", "Z", "1750000.00")
    return sale


def test_a_nobody_reads_a_price_before_the_deadline(cast, tied, keys, sandbox_at):
    sandbox_at("2027-04-12T09:59:59.999999")

    kept = list(Envelope.objects.values_list("price_fen", "nonce", "opened_at"))
    seen = cast.get("officer", f"sales/{tied}/envelopes")["results"]
    own = cast.get("X", f"sales/{tied}/envelopes")["results"]
    asked = cast.clients["CQ"].get(f"/api/v1/sales/{tied}/shares")

    assert kept == [(None, "", None)] * 3
    assert not any("188000000" in text for text in Envelope.objects.values_list("text", flat=True))
    assert seen == []  # not even how many there are
    assert [(one["own"], one["price"], one["nonce"]) for one in own] == [(True, None, "")]
    assert (asked.status_code, asked.json()["rule"]) == (409, "R-BID-15")
    any_shares = {"shares": {}}
    assert cast.refused("CQ", f"sales/{tied}/shares", any_shares)[:2] == (409, "R-BID-15")
    assert cast.refused("officer", f"sales/{tied}/shares", any_shares)[:2] == (403, "R-BID-15")
    assert ok(EVERYBODY.get(f"/api/v1/sales/{tied}"))["bid_count"] == 0


def test_a_tie_goes_to_a_supplementary_round_and_the_higher_price_wins(cast, tied, keys, sandbox_at):
    sandbox_at("2027-04-12T10:00:00")
    assert (attend_due_rounds(), close_due_sales()) == (1, 0)
    assert (
        cast.refused("Z", f"sales/{tied}/openings", {"price": money("1750000.00"), "nonce": "0" * 64})[1] == "R-BID-15"
    )

    hand_in(cast, tied, keys, "CQ")
    assert ok(EVERYBODY.get(f"/api/v1/sales/{tied}/envelopes"))["results"] == []  # one alone opens nothing
    hand_in(cast, tied, keys, "SW")

    code = {who: cast.get(who, f"sales/{tied}/sealed")["code"] for who in "XYZ"}
    shown = ok(EVERYBODY.get(f"/api/v1/sales/{tied}/envelopes"))["results"]
    assert {one["bidder"]: one["price"]["amount"] for one in shown} == {
        code["X"]: "1880000.00",
        code["Y"]: "1880000.00",
        code["Z"]: "1750000.00",
    }
    again = ok(EVERYBODY.get(f"/api/v1/sales/{tied}/sealed"))["rounds"][1]
    assert (again["floor"], again["invited"]) == (money("1880000.00"), sorted([code["X"], code["Y"]]))
    assert again["ends_at"] == "2027-04-13T10:00:00+08:00"
    envelope, _copy = seal(cast.get("Z", f"sales/{tied}/sealed"), 2_000_000_00)
    assert cast.refused("Z", f"sales/{tied}/envelopes", {"envelope": envelope})[:2] == (409, "R-BID-15")

    first, _copy = sealed(cast, tied, sandbox_at, "11:00:00", "X", "1900000.00")
    sealed(cast, tied, sandbox_at, "11:30:00", "Y", "1905000.00")
    sandbox_at("2027-04-13T10:00:00")
    assert attend_due_rounds() == 1
    hand_in(cast, tied, keys, "CD", "CQ")

    won = ok(EVERYBODY.get(f"/api/v1/sales/{tied}"))
    assert (won["state"], won["winner"]["name"], won["leading"]) == ("won", "示范乙企业", money("1905000.00"))
    assert fees(cast, tied) == (money("33575.00"), money("33575.00"))
    result = replay_sale.check(protocol(tied), public_keys()["keys"], [first["jws"]])
    assert (result["winner"], result["price_fen"]) == (code["Y"], 1_905_000_00)
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


def test_a_of_two_who_are_tied_again_the_earlier_wins(cast, tied, keys, sandbox_at):
    sandbox_at("2027-04-12T10:00:00")
    attend_due_rounds()
    hand_in(cast, tied, keys, "CQ", "SW")
    sealed(cast, tied, sandbox_at, "11:00:00", "X", "1900000.00")
    sealed(cast, tied, sandbox_at, "11:30:00", "Y", "1900000.00")
    sandbox_at("2027-04-13T10:00:00")
    attend_due_rounds()
    hand_in(cast, tied, keys, "CQ", "SW")

    assert ok(EVERYBODY.get(f"/api/v1/sales/{tied}"))["winner"]["name"] == "示范甲企业"


def test_a_a_lower_price_in_the_round_does_not_count_and_silence_keeps_the_first(cast, tied, keys, sandbox_at):
    sandbox_at("2027-04-12T10:00:00")
    attend_due_rounds()
    hand_in(cast, tied, keys, "CQ", "SW")
    sealed(cast, tied, sandbox_at, "11:00:00", "X", "1879999.99")
    sandbox_at("2027-04-13T10:00:00")
    attend_due_rounds()
    hand_in(cast, tied, keys, "CQ", "SW")

    refused = ok(EVERYBODY.get(f"/api/v1/sales/{tied}/envelopes"))["results"][0]
    assert (refused["refusal"], refused["rule"]) == ("low", "R-BID-08")
    won = ok(EVERYBODY.get(f"/api/v1/sales/{tied}"))
    assert (won["winner"]["name"], won["leading"]) == ("示范乙企业", money("1880000.00"))  # 09:31:07 before 09:45:12
    assert replay_sale.check(protocol(tied), public_keys()["keys"])["price_fen"] == 1_880_000_00


def test_a_envelope_is_neither_late_nor_replaced_nor_of_another_shape(cast, tied, keys, sandbox_at):
    sandbox_at("2027-04-12T09:55:00")
    body = cast.get("X", f"sales/{tied}/sealed")
    envelope, _copy = seal(body, 1_900_000_00)

    assert cast.refused("X", f"sales/{tied}/envelopes", {"envelope": envelope})[:2] == (409, "R-BID-10")
    assert cast.refused("officer", f"sales/{tied}/envelopes", {"envelope": envelope})[0] == 403
    assert cast.refused("X", f"sales/{tied}/bids", {"price": money("1900000.00")})[:2] == (409, "R-BID-06")
    sandbox_at("2027-04-12T10:00:00")
    late = cast.refused("X", f"sales/{tied}/envelopes", {"envelope": envelope})
    assert late[:2] == (409, "R-BID-15")


def test_a_every_change_of_the_protocol_is_noticed(cast, tied, keys, sandbox_at):
    sandbox_at("2027-04-12T10:00:00")
    attend_due_rounds()
    hand_in(cast, tied, keys, "CQ", "SW")
    sandbox_at("2027-04-13T10:00:00")
    attend_due_rounds()
    text, trusted = protocol(tied), public_keys()["keys"]
    assert replay_sale.check(text, trusted)["result"] == "sold"

    assert unnoticed(text, trusted) == []


@pytest.fixture
def scheme(cast, listing, sandbox_at):
    sandbox_at("2027-03-20T10:00:00")
    drafted = cast.post("U1", f"listings/{listing}/schemes", {"price_weight": 60, "criteria": [PLAN, DELIVERY]})
    assert cast.refused("U1", f"schemes/{drafted['number']}/decisions", {"approved": True})[:2] == (403, "R-BID-16")
    asked = {"listing": listing, **TERMS, "method": "weighted", "scheme": drafted["number"]}
    sandbox_at("2027-03-22T10:00:00")
    assert cast.refused("U1", "sales", asked) == (400, "R-BID-16", {"scheme"})  # not before it is approved
    cast.post("officer", f"schemes/{drafted['number']}/decisions", {"approved": True})
    return drafted["number"]


def planned(cast, who):
    """The number of a plan that a bidder has handed in."""
    answer = cast.clients[who].post(
        "/api/v1/files", {"file": upload("示范方案.pdf"), "purpose": "plan"}, format="multipart"
    )
    return ok(answer)["number"]


@pytest.fixture
def weighted(cast, listing, scheme, keys, sandbox_at):
    """(b) with its three prices and plans."""
    sale = announced(cast, listing, sandbox_at, method="weighted", scheme=scheme)
    opened(cast, sale, sandbox_at)
    prices = {"X": "2000000.00", "Y": "1900000.00", "Z": "1800000.00"}
    for minute, (who, price) in enumerate(prices.items(), start=10):
        sealed(cast, sale, sandbox_at, f"09:{minute}:00", who, price, files=[planned(cast, who)])
    return sale


def points(cast, sale, **given):
    """`X=(80, 90)` under the code of X."""
    codes = {who: cast.get(who, f"sales/{sale}/sealed")["code"] for who in given}
    return {"points": {codes[who]: {"实施方案": one, "交付": other} for who, (one, other) in given.items()}}


SCORES = {"X": (80, 90), "Y": (95, 80), "Z": (90, 100)}


def test_b_weighted_prices_are_opened_after_the_scores_and_the_best_total_wins(cast, weighted, keys, sandbox_at):
    assert cast.get("officer", f"sales/{weighted}/scores") == []  # no plan is read before the end
    sandbox_at("2027-04-12T10:00:00")
    attend_due_rounds()
    asked = points(cast, weighted, **SCORES)
    plans = cast.get("officer", f"sales/{weighted}/scores")
    assert sorted(one["bidder"] for one in plans) == sorted(asked["points"])
    file = cast.get("officer", f"files/{plans[0]['files'][0]}")
    assert file["owner"] == ""  # whose it is stays hidden

    assert cast.refused("CQ", f"sales/{weighted}/shares", {"shares": {}})[:2] == (409, "R-BID-16")
    assert cast.refused("reviewer", f"sales/{weighted}/score-confirmations")[:2] == (409, "R-BID-16")
    assert cast.refused("reviewer", f"sales/{weighted}/scores", asked)[:2] == (403, "R-BID-16")
    missing = points(cast, weighted, X=(80, 90))
    assert cast.refused("officer", f"sales/{weighted}/scores", missing) == (400, "R-BID-16", {"points"})
    beyond = points(cast, weighted, **SCORES | {"X": (101, 90)})
    assert cast.refused("officer", f"sales/{weighted}/scores", beyond) == (400, "R-BID-16", {"points"})
    cast.post("officer", f"sales/{weighted}/scores", asked)
    assert cast.refused("officer", f"sales/{weighted}/score-confirmations")[:2] == (403, "R-BID-16")
    cast.post("reviewer", f"sales/{weighted}/score-confirmations")
    assert cast.refused("officer", f"sales/{weighted}/scores", asked)[:2] == (409, "R-BID-16")
    hand_in(cast, weighted, keys, "CQ", "CD")

    told = ok(EVERYBODY.get(f"/api/v1/sales/{weighted}/sealed"))["ranking"]
    assert [(one["price"]["amount"], one["total"]) for one in told] == [
        ("2000000.00", "93.50"),
        ("1900000.00", "92.75"),
        ("1800000.00", "91.50"),
    ]
    won = ok(EVERYBODY.get(f"/api/v1/sales/{weighted}"))
    assert (won["winner"]["name"], won["leading"]) == ("示范甲企业", money("2000000.00"))
    assert fees(cast, weighted) == (money("35000.00"), money("35000.00"))
    result = replay_sale.check(protocol(weighted), public_keys()["keys"])
    assert (result["price_fen"], result["winner"]) == (2_000_000_00, told[0]["bidder"])
    assert unnoticed(protocol(weighted), public_keys()["keys"]) == []


def test_b_a_plan_belongs_to_a_weighted_price(cast, listing, scheme, keys, sandbox_at):
    sale = announced(cast, listing, sandbox_at, method="weighted", scheme=scheme)
    opened(cast, sale, sandbox_at)
    envelope, _copy = seal(cast.get("X", f"sales/{sale}/sealed"), 2_000_000_00)

    assert cast.refused("X", f"sales/{sale}/envelopes", {"envelope": envelope}) == (400, "R-BID-16", {"files"})


@pytest.mark.parametrize(
    "criterion",
    [
        {"name": "Registered in Sichuan +5", "weight": 5},
        {"name": "注册地", "weight": 5, "measure": "注册地在四川的加 5 分"},
        {"name": "国有企业", "weight": 5},
    ],
)
def test_c_criterion_of_place_or_ownership_is_refused_at_drafting(cast, listing, sandbox_at, criterion):
    body = {"price_weight": 60, "criteria": [{**PLAN, "weight": 35}, criterion]}
    asked = cast.clients["U1"].post(f"/api/v1/listings/{listing}/schemes", body, format="json")
    assert (asked.status_code, asked.json()["rule"], set(asked.json()["errors"])) == (
        400,
        "R-BID-16",
        {"criteria.1.name"},
    )
    assert "公平竞争" in asked.json()["detail"]


def test_c_price_weighs_half_at_least_and_weights_make_a_hundred(cast, listing):
    light = {"price_weight": 49, "criteria": [{**PLAN, "weight": 36}, DELIVERY]}
    short = {"price_weight": 60, "criteria": [PLAN]}
    path = f"listings/{listing}/schemes"

    assert cast.refused("U1", path, light) == (400, "R-BID-16", {"price_weight"})
    assert cast.refused("U1", path, short) == (400, "R-BID-16", {"criteria"})
    assert cast.refused("X", path, {"criteria": [PLAN, DELIVERY]})[0] == 403


def test_sale_is_announced_only_with_custodians_none_of_whom_opens_alone(cast, listing, keys, sandbox_at):
    sandbox_at("2027-03-22T10:00:00")
    second = Opener("CQ")
    cast.clients["CQ2"] = client_of(second.actor)
    number = cast.post("CQ2", "opening-keys", {"public_key": second.public_key, "wrapped": WRAPPED})["number"]
    asked = {"listing": listing, **TERMS, "custodians": [keys["CQ"], number, keys["SW"]]}

    assert cast.refused("U1", "sales", asked) == (400, "R-BID-15", {"custodians"})  # not approved
    cast.post("CQ reviewer", f"opening-keys/{number}/approvals")
    assert cast.refused("U1", "sales", asked) == (400, "R-BID-15", {"custodians"})  # CQ would hold two
    asked["custodians"] = [keys["CQ"], keys["SW"]]
    assert cast.refused("U1", "sales", asked) == (400, "R-BID-15", {"custodians"})  # three are wanted
    cast.post("CD reviewer", f"opening-keys/{keys['CD']}/retirements")
    del asked["custodians"]
    assert cast.refused("U1", "sales", asked) == (400, "R-BID-15", {"custodians"})  # two exchanges are left


def test_quorum_that_never_comes_lets_the_bidders_open_and_fails_at_the_limit(cast, tied, keys, sandbox_at):
    sandbox_at("2027-04-14T00:00:00")  # the custodians' day is over
    attend_due_rounds()

    assert ok(EVERYBODY.get(f"/api/v1/sales/{tied}"))["state"] == "open"
    assert cast.refused("Z", f"sales/{tied}/openings", {"price": money("1750000.01"), "nonce": "0" * 64}) == (
        400,
        "R-BID-15",
        {"nonce"},
    )
    sandbox_at("2027-04-17T00:00:00")
    attend_due_rounds()

    failed = ok(EVERYBODY.get(f"/api/v1/sales/{tied}"))
    assert (failed["state"], failed["result"], failed["winner"]) == ("failed", "unopened", None)
    assert replay_sale.check(protocol(tied), public_keys()["keys"])["result"] == "unopened"
    returned = cast.post("reviewer", f"sales/{tied}/deposit-returns")
    assert [one["state"] for one in returned] == ["returned"] * 3  # nobody forfeits


def test_bidders_open_their_own_envelopes_with_their_copies(cast, listing, keys, sandbox_at):
    sale = announced(cast, listing, sandbox_at)
    opened(cast, sale, sandbox_at)
    kept = {}
    for who, amount in {"X": "1880000.00", "Y": "1890000.00"}.items():
        _answer, kept[who] = sealed(cast, sale, sandbox_at, "09:30:00", who, amount)
    sandbox_at("2027-04-14T00:00:00")
    attend_due_rounds()

    for who, copy in kept.items():
        price = money(f"{copy['price_fen'] // 100}.00")
        cast.post(who, f"sales/{sale}/openings", {"price": price, "nonce": copy["nonce"]})

    won = ok(EVERYBODY.get(f"/api/v1/sales/{sale}"))
    assert (won["winner"]["name"], won["leading"]) == ("示范乙企业", money("1890000.00"))
    lines = [json.loads(line) for line in protocol(sale).splitlines()]
    assert {line["by_bidder"] for line in lines if line["line"] == "envelope"} == {True}
    assert replay_sale.check(protocol(sale), public_keys()["keys"])["price_fen"] == 1_890_000_00
    assert shanghai("2027-04-12T10:00:00").isoformat() in lines[1]["ends_at"].replace(".000000", "")

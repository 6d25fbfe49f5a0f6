"""Story S2 through the API, at its own dates, to the fen: a negotiated price, its public notice, objections, the deal.

What the seller does with the money (steps 4 to 6, from 1,150,240.00 to the bases of tax) is `tests/proceeds/test_story_s2.py`.
"""

import json

import pytest
from rest_framework.test import APIClient

from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.ledger.models import Leg
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading.tasks import end_due_negotiations
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.clients import client_of, money, ok
from tests.journeys.test_s1 import EXAMINED, LISTING, REVIEWED
from tests.support.receiving import receive

pytestmark = pytest.mark.django_db
EVERYBODY = APIClient()
# The price is not known yet as the listing is accepted: nobody asks for a notice of it.
LOOKED_THROUGH = REVIEWED
NEGOTIATED = {**LISTING, "price_mode": "negotiated", "asking_price": money("1250000.00")}


class Cast:
    """Everybody of the story, each with a client of the API."""

    def __init__(self) -> None:
        self.actors = {
            "U1": actor(verified(Kind.UNIVERSITY, name="示范大学", home_exchange="SW")),
            "M1": actor(verified(name="示范小微企业（绵阳）", home_exchange="CQ", by="CQ")),
            "other": actor(verified(name="示范企业九（成都）", home_exchange="SW")),
            "officer": officer("SW"),
            "finance": finance("SW"),
            "reviewer": reviewer("SW"),
            "CQ": officer("CQ"),
        }
        self.clients = {name: client_of(one) for name, one in self.actors.items()}

    def get(self, who: str, path: str):
        return ok(self.clients[who].get(f"/api/v1/{path}"))

    def post(self, who: str, path: str, body: dict | None = None):
        return ok(self.try_post(who, path, body))

    def try_post(self, who: str, path: str, body: dict | None = None):
        return self.clients[who].post(f"/api/v1/{path}", body or {}, format="json")

    def refused(self, who: str, path: str, body: dict | None = None) -> tuple[int, str, str]:
        answer = self.try_post(who, path, body)
        told = answer.json()
        return answer.status_code, told["code"], told.get("rule", "")


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def listing(cast, sandbox_at):
    """On offer at an agreed price, its disclosure over before March. Its number."""
    sandbox_at("2027-02-01T10:00:00")
    number = cast.post("U1", "listings", NEGOTIATED)["number"]
    cast.post("U1", f"listings/{number}/submission")
    cast.post("officer", f"listings/{number}/acceptance", {"checks": LOOKED_THROUGH})
    cast.post("reviewer", f"listings/{number}/examination", {"checks": EXAMINED})
    cast.post("officer", f"listings/{number}/publication")
    holder = cast.post("U1", f"listings/{number}/priority-holders", {"kind": "completer", "name": "示范研究员一"})
    cast.post("U1", f"priority-holders/{holder['number']}/waivers", {"proof": "示范放弃声明，2027-02-01"})
    return number


@pytest.fixture
def negotiation(cast, listing, sandbox_at):
    """Offer and counter-offers up to 1,200,000.00, which M1 has before it. Its number."""
    sandbox_at("2027-02-26T10:00:00")
    number = cast.post("M1", "negotiations", {"listing": listing, "foreign_link": "none"})["number"]
    cast.post("M1", f"negotiations/{number}/offers", {"price": money("1100000.00"), "valid_days": 7})
    cast.post("U1", f"negotiations/{number}/offers", {"price": money("1250000.00"), "valid_days": 7})
    cast.post("M1", f"negotiations/{number}/offers", {"price": money("1150000.00"), "valid_days": 7})
    cast.post(
        "U1",
        f"negotiations/{number}/offers",
        {"price": money("1200000.00"), "valid_days": 7, "text": "转让方提供十个工作日的现场培训。"},
    )
    return number


@pytest.fixture
def publicised(cast, negotiation, sandbox_at):
    """Step 1: agreed and made public on Monday 2027-03-01. The number of the notice."""
    sandbox_at("2027-03-01T09:00:00")
    return cast.post("M1", f"negotiations/{negotiation}/acceptances", {"offer": 4})["publicity"]


def stand(number: str) -> tuple[int, str | None, bool]:
    """What everybody reads: days counted, the day from which it may be signed, whether an objection waits."""
    told = ok(EVERYBODY.get(f"/api/v1/publicities/{number}"))
    return told["counted_days"], told["signing_from"], told["waiting"]


def test_fifteen_days_are_public_and_the_contract_waits_for_their_end(cast, negotiation, publicised, sandbox_at):
    shown = ok(EVERYBODY.get(f"/api/v1/publicities/{publicised}"))
    board = ok(EVERYBODY.get(f"/api/v1/notices/{publicised}"))
    sandbox_at("2027-03-16T23:59:59")
    swept_early = end_due_negotiations()
    early = cast.try_post("M1", f"negotiations/{negotiation}/conclusions").json()
    counted = stand(publicised)
    sandbox_at("2027-03-17T00:00:00")

    swept = end_due_negotiations()

    assert (shown["price"], shown["days"], shown["signing_from"]) == (money("1200000.00"), 15, "2027-03-17")
    assert "buyer" not in shown
    assert (board["kind"], "1,200,000.00" in board["body"], "示范小微企业" in board["body"]) == (
        "publicity",
        True,
        False,
    )
    assert (swept_early, early["status"], early["code"], early["rule"]) == (0, 409, "notice_runs", "R-PRI-04")
    assert "2027-03-17" in early["detail"]
    assert counted == (14, "2027-03-17", False)
    assert swept == 1
    concluded = cast.get("M1", f"negotiations/{negotiation}")
    assert (concluded["state"], concluded["sale"][:2]) == ("concluded", "S-")


def test_unfounded_objection_only_suspends(cast, negotiation, publicised, sandbox_at):
    sandbox_at("2027-03-10T11:00:00")
    raised = cast.post("other", f"publicities/{publicised}/objections", {"content": "价格低于同类成果。"})
    while_it_waits = stand(publicised)
    cast.refused("M1", f"negotiations/{negotiation}/conclusions")
    sandbox_at("2027-03-15T16:00:00")
    decided = cast.post(
        "officer",
        f"objections/{raised['number']}/decisions",
        {"outcome": "dismissed", "reasons": "依据充分，异议不成立。"},
    )
    resumed = stand(publicised)
    sandbox_at("2027-03-22T23:59:59")
    early = end_due_negotiations(), cast.refused("U1", f"negotiations/{negotiation}/conclusions")
    sandbox_at("2027-03-23T00:00:00")

    swept = end_due_negotiations()

    assert while_it_waits == (8, None, True)
    assert decided["state"] == "dismissed"
    assert resumed == (8, "2027-03-23", False)
    assert early == (0, (409, "notice_runs", "R-PRI-04"))
    assert swept == 1


def test_contract_waits_while_an_objection_does(cast, negotiation, publicised, sandbox_at):
    sandbox_at("2027-03-10T11:00:00")
    cast.post("other", f"publicities/{publicised}/objections", {"content": "价格低于同类成果。"})
    sandbox_at("2027-03-30T09:00:00")

    refused = cast.refused("M1", f"negotiations/{negotiation}/conclusions")

    assert refused == (409, "objection_waits", "R-PRI-04")
    assert end_due_negotiations() == 0


def test_another_price_is_made_public_for_the_full_period_again(cast, negotiation, publicised, sandbox_at):
    sandbox_at("2027-03-10T11:00:00")
    raised = cast.post("other", f"publicities/{publicised}/objections", {"content": "价格低于同类成果。"})
    sandbox_at("2027-03-15T16:00:00")
    upheld = {"outcome": "restart", "reasons": "同类成果成交价较高，应重新协商。"}
    cast.post("officer", f"objections/{raised['number']}/decisions", upheld)
    sandbox_at("2027-03-16T10:00:00")
    again = cast.refused("M1", f"negotiations/{negotiation}/acceptances", {"offer": 4})
    cast.post("M1", f"negotiations/{negotiation}/offers", {"price": money("1300000.00"), "valid_days": 7})
    anew = cast.post("U1", f"negotiations/{negotiation}/acceptances", {"offer": 5})
    sandbox_at("2027-03-31T23:59:59")
    early = end_due_negotiations()
    sandbox_at("2027-04-01T00:00:00")
    assert end_due_negotiations() == 1
    sale = cast.get("U1", f"negotiations/{negotiation}")["sale"]

    settlement = cast.get("U1", f"sales/{sale}/settlement")

    assert again == (409, "not_acceptable", "R-PRI-01")
    assert anew["publicity"] != publicised
    assert stand(anew["publicity"])[1] == "2027-04-01"
    assert ok(EVERYBODY.get(f"/api/v1/publicities/{publicised}"))["state"] == "stopped"
    assert early == 0
    assert cast.get("M1", f"sales/{sale}/settlement")["buyer"]["fee"] == money("24500.00")
    assert settlement["seller"]["fee"] == money("24500.00")


@pytest.fixture
def sale(cast, negotiation, publicised, sandbox_at):
    """Main line: the notice is over, the contract drawn up. The number of the deal."""
    sandbox_at("2027-03-17T00:00:00")
    assert end_due_negotiations() == 1
    return cast.get("M1", f"negotiations/{negotiation}")["sale"]


@pytest.fixture
def certified(cast, sale, sandbox_at):
    """Signed, paid, settled by the second pair of eyes, and certified."""
    sandbox_at("2027-03-17T10:00:00")
    for who in ("M1", "U1"):
        cast.post(who, f"sales/{sale}/contract/signatures")
    sandbox_at("2027-03-18T10:00:00")
    payer = cast.actors["M1"].organisation.name
    receive(cast.post, "payment", sale, payer=payer, reference="20270318-M1", amount=money("1223000.00"))
    sandbox_at("2027-03-19T10:00:00")
    cast.post("reviewer", f"sales/{sale}/settlement")
    return cast.post("officer", f"sales/{sale}/certificate")


def test_contract_repeats_what_was_agreed(cast, sale, negotiation):
    contract = cast.get("U1", f"sales/{sale}/contract")

    assert contract["terms"]["price"] == money("1200000.00")
    assert contract["terms"]["agreement"] == {
        "negotiation": negotiation,
        "offer": 4,
        "text": "转让方提供十个工作日的现场培训。",
    }
    assert contract["due_at"] == "2027-03-25T00:00:00+08:00"


def test_fees_are_those_of_an_agreed_price(cast, sale):
    buyer, seller = (cast.get(who, f"sales/{sale}/settlement") for who in ("M1", "U1"))

    assert (buyer["buyer"]["fee"], seller["seller"]["fee"]) == (money("23000.00"), money("23000.00"))
    assert (buyer["buyer"]["deposit"], buyer["buyer"]["due"]) == (money("0.00"), money("1223000.00"))
    assert seller["seller"]["net"] == money("1177000.00")
    assert {part["payee"]: part["amount"] for part in cast.get("officer", f"sales/{sale}/settlement")["shares"]} == {
        "listing": money("27600.00"),
        "referral": money("13800.00"),
        "fund": money("4600.00"),
    }


def test_certificate_tells_the_route_and_its_notice(cast, certified, negotiation, publicised):
    payload = certified["certificate"]["payload"]

    assert (payload["route"], payload["price"]) == ("negotiated", money("1200000.00"))
    assert payload["negotiation"]["notice"] == {
        "number": publicised,
        "days": 15,
        "objections": 0,
        "published_at": "2027-03-01T09:00:00+08:00",
        "ended_at": "2027-03-17T00:00:00+08:00",
    }
    check = ok(
        EVERYBODY.post("/api/v1/certificate-checks", {"text": json.dumps(certified["certificate"])}, format="json")
    )
    assert check["verified"]


def test_log_and_ledger_are_sound_after_the_story(cast, certified, sale):
    settle()

    assert list(log_faults()) == []
    assert list(ledger_faults()) == []
    assert Leg.objects.filter(transfer__reference=f"deposit-applied:{sale}").count() == 0


def test_nobody_else_knows_of_the_negotiation(cast, negotiation):
    stranger = cast.clients["other"].get(f"/api/v1/negotiations/{negotiation}")
    of_another_exchange = cast.clients["CQ"].get(f"/api/v1/negotiations/{negotiation}")

    assert (stranger.status_code, of_another_exchange.status_code) == (404, 404)
    assert cast.get("other", "negotiations")["results"] == []
    assert EVERYBODY.get(f"/api/v1/negotiations/{negotiation}").status_code in (401, 404)
    assert [row["number"] for row in cast.get("officer", "negotiations")["results"]] == [negotiation]


def test_anybody_signed_in_may_object_and_strangers_may_not(cast, publicised):
    person = client_of(actor(verified(Kind.PERSON)))

    raised = person.post(f"/api/v1/publicities/{publicised}/objections", {"content": "我是完成人。"}, format="json")
    stranger = EVERYBODY.post(f"/api/v1/publicities/{publicised}/objections", {"content": "异议"}, format="json")

    assert (raised.status_code, stranger.status_code) == (201, 401)

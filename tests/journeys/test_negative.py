"""The negative cross-cutting tests at the end of the stories (domain.md §3), through the API: status, field and rule of each refusal.

What a foreign party may not enter before its screening is tested route by route where the route is: bidders on the five routes in
`tests/trading/test_screening.py`, licensees in `tests/licensing/test_screening.py`, suppliers and calls in `tests/commissioning`. Here it is
the negotiation, which came first, and that no route lets a declaration be left out.
"""

import pytest

from accounts.models import Kind, Role
from accounts.models.organisation import Scale
from marketplace.trading.models import Negotiation
from tests.accounts.factories import actor, exchange, officer, reviewer, verified
from tests.catalogue.factories import agent_of, patent_number, published_listing
from tests.clients import client_of, money
from tests.commissioning.factories import posted
from tests.guards.doors.rules import draft_body
from tests.guards.rule_pages import draft as rules_form
from tests.journeys.casting import Cast, accepted, listing_body
from tests.licensing.factories import OPEN, published
from tests.rulebook.factories import load_2027
from tests.trading.factories import sale

pytestmark = pytest.mark.django_db
FOREIGN = {"foreign_link": "party", "declaration": "示范：境外主体受让"}


@pytest.fixture
def cast(sandbox_at):
    load_2027()
    sandbox_at("2027-03-01T09:00:00")
    university = verified(Kind.UNIVERSITY, name="示范大学一（演示）", home_exchange="SW")
    firm = verified(name="示范中小企业（演示）", home_exchange="CQ", scale=Scale.SMALL)
    return Cast(U1=agent_of(university), M1=actor(firm))


def refusal(client, path, body=None):
    """Status, rule, code and the fields at fault."""
    answer = client.post(f"/api/v1/{path}", body or {}, format="json")
    problem = answer.json()
    return answer.status_code, problem.get("rule", ""), problem.get("code", ""), sorted(problem.get("errors", {}))


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "示范专利等额拆分为 100 份转让"),
        ("abstract", "本专利拆分为 100 份，每份 1 万元，份额可以再转让。"),
        ("payment_terms", "采用集合竞价方式转让"),
    ],
)
def test_listing_that_splits_a_right_into_equal_units_is_refused(cast, field, words):
    answer = cast.clients["U1"].post("/api/v1/listings", listing_body(**{field: words}), format="json")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert (
        "R-LST-10" in answer.json()["errors"][field][0]
    )  # a draft may have faults by several rules: each says its own


def test_foreign_buyer_negotiates_nothing_before_its_technology_is_screened(cast):
    listing = published_listing(price_mode="negotiated")
    number = cast.post("M1", "negotiations", {"listing": listing.number, **FOREIGN})["number"]
    offer = {"price": money("1200000.00"), "valid_days": 7}

    assert refusal(cast.clients["M1"], f"negotiations/{number}/offers", offer)[:3] == (409, "R-SEC-08", "not_open")
    found = {"result": "prohibited", "basis": "示范目录 2025-07-15", "reason": "示范：列入禁止类"}
    assert cast.post("officer", f"negotiations/{number}/screenings", found)["state"] == "ended"
    assert Negotiation.objects.get(number=number).ending == "prohibited"


@pytest.mark.parametrize("route", ["negotiation", "bidding", "licence", "need"])
@pytest.mark.parametrize(
    ("declared", "field"),
    [
        ({}, "foreign_link"),
        ({"foreign_link": "controlled"}, "declaration"),
        ({"foreign_link": "somewhere"}, "foreign_link"),
    ],
)
def test_no_route_is_entered_without_the_declaration_of_foreign_links(cast, route, declared, field):
    paths = {
        "negotiation": lambda: ("negotiations", {"listing": published_listing(price_mode="negotiated").number}),
        "bidding": lambda: (f"sales/{sale().number}/registrations", {}),
        "licence": lambda: ("licences", {"offer": published(**OPEN).number, "use": "示范产品"}),
        "need": lambda: ("need-threads", {"need": posted().number, "kind": "commissioned"}),
    }
    path, body = paths[route]()

    status, rule, _code, fields = refusal(cast.clients["M1"], path, {**body, **declared})

    assert (status, fields) == (400, [field])
    assert rule == ("R-SEC-08" if field == "declaration" else "")  # what lacks in the shape is told before any rule


def test_without_the_declaration_that_nothing_is_classified_it_is_not_published(cast):
    body = listing_body(
        asking_price=money("2800000.00"),
        secrecy_reviewer="",
        rights=[listing_body()["rights"][0] | {"number": patent_number()}],
    )
    del body["secrecy_reviewed_date"]
    number = accepted(cast, "U1", body)

    assert cast.refused("officer", f"listings/{number}/publication") == (400, "R-SEC-07", {"secrecy_reviewed_date"})


class TestSchedules:
    def post(self, who, path, body=None):
        return refusal(client_of(who), f"fee-schedule-versions{path}", body)

    def consulted(self, drafter, **more):
        client = client_of(drafter)
        number = client.post("/api/v1/fee-schedule-versions", draft_body(code="E2", exchange="", **more), format="json")
        client.post(f"/api/v1/fee-schedule-versions/{number.json()['number']}/publication", format="json")
        return number.json()["number"]

    @pytest.fixture(autouse=True)
    def in_january(self, sandbox_at):
        sandbox_at("2027-01-10T10:00:00")

    def test_who_proposed_one_does_not_approve_it_in_any_role(self):
        both = actor(exchange("SW"), [Role.OFFICER, Role.REVIEWER])
        number = self.consulted(both)

        refused = self.post(both, f"/{number}/approval", {"legal_basis": "own", "instrument": "示范办法"})

        assert (refused[0], refused[1]) == (403, "R-SEC-12")

    @pytest.mark.parametrize(
        ("basis", "fields"),
        [
            ({"legal_basis": "", "instrument": "示范办法"}, ["legal_basis"]),
            ({"legal_basis": "agreed", "instrument": "示范办法"}, ["legal_basis"]),
            ({"legal_basis": "own", "instrument": " "}, ["instrument"]),
            ({}, ["instrument", "legal_basis"]),
        ],
    )
    def test_one_without_legal_basis_is_not_activated(self, basis, fields):
        number = self.consulted(officer("SW"))

        status, rule, _code, at_fault = self.post(reviewer("SW"), f"/{number}/approval", basis)

        assert (status, at_fault) == (400, fields)
        assert rule in ("R-FEE-12", "")

    def test_change_that_takes_effect_in_six_days_is_not_published(self):
        drafter = client_of(officer("SW"))
        drafted = drafter.post(
            "/api/v1/fee-schedule-versions",
            draft_body(code="E2", exchange="", effective_from="2027-01-16"),
            format="json",
        )

        refused = refusal(drafter, f"fee-schedule-versions/{drafted.json()['number']}/publication")

        assert refused[:2] == (409, "R-GEN-09")


def test_rule_that_would_take_effect_in_six_days_is_not_published(cast, client):
    """Rules are drafted on pages alone."""
    client.force_login(cast.actors["officer"].user)
    made = client.post("/rules/new/", rules_form(None).body | {"effective_from": "2027-03-07T00:00"})

    told = client.post(f"{made['Location']}publish/", follow=True).content.decode()

    assert "R-GEN-09" in told
    assert "最早可于 2027-03-09 00:00 生效" in told

"""A bidder with a foreign link is screened before anything else, on every route (R-SEC-08, R-SEC-09, R-SEC-11)."""

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Role
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.trading import commands
from marketplace.trading.models import Registration
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, published_listing
from tests.clients import client_of, ok
from tests.rulebook.factories import load_2027
from tests.trading.factories import REGISTERED, deposit, registered, sale, waived
from tests.trading.sealed import openers, sealed_sale
from tests.trading.test_listed import listed

pytestmark = pytest.mark.django_db
FOREIGN = {"foreign_link": "controlled", "declaration": "示范：外方持股百分之六十"}
FOUND = {"result": "free", "basis": "示范目录 2025-07-15", "reason": "示范：不在目录内"}
RESTRICTED = FOUND | {"result": "restricted", "permit": "示范意向书 2027-1"}
PROHIBITED = FOUND | {"result": "prohibited", "reason": "示范：列入禁止类"}


@pytest.fixture(autouse=True)
def calendar(sandbox_at):
    load_2027()
    sandbox_at("2027-04-08T10:00:00")


def bidding():
    return sale()


def dynamic():
    lot = published_listing(inventors=[])
    given = {"method": "dynamic", "opens_at": frozen("2027-03-03T09:00:00").at, "free_ends_at": lot.disclosure_ends_at}
    return sale(listing=lot, reserve_fen=None, clock=frozen("2027-03-02T10:00:00"), **given)


def sealed():
    return sealed_sale(sealed=commands.SealedDraft(custodians=list(openers())))


def weighted():
    lot = waived(published_listing(inventors=[]))
    criteria = [commands.CriterionDraft("实施方案", 40)]
    scheme = commands.draft_scheme(listing=lot, criteria=criteria, price_weight=60, actor=officer(), clock=TODAY)
    commands.approve_scheme(scheme=scheme, actor=reviewer(), clock=TODAY)
    draft = commands.SealedDraft(custodians=list(openers()), scheme=scheme.number)
    return sealed_sale(listing=lot, method="weighted", sealed=draft)


BEFORE = "2027-04-08T10:00:00"
ROUTES = [(bidding, BEFORE), (listed, BEFORE), (dynamic, "2027-03-02T11:00:00"), (sealed, BEFORE), (weighted, BEFORE)]


def post(who, path, body):
    answer = client_of(who).post(f"/api/v1/{path}", body, format="json")
    return answer.status_code, answer.json()


def foreigner(of):
    """A bidder that waits for its screening."""
    return registered(of, **FOREIGN)


def told(answer):
    status, problem = answer
    return status, problem.get("rule"), problem.get("code"), sorted(problem.get("errors", {}))


@pytest.mark.parametrize(("route", "moment"), ROUTES)
def test_foreign_link_waits_for_the_venue_on_every_route(route, moment, sandbox_at):
    of, who = route(), actor(verified())
    sandbox_at(moment)

    status, made = post(who, f"sales/{of.number}/registrations", FOREIGN)

    assert (status, made["state"]) == (201, "screening")
    registration = Registration.objects.get(number=made["number"])
    with pytest.raises(Refused) as refused:
        deposit(registration, clock=frozen(moment))
    assert (refused.value.rule, refused.value.code) == ("R-SEC-08", "not_screened")
    screened = post(officer("SW"), f"registrations/{made['number']}/screenings", FOUND)
    assert (screened[0], screened[1]["registration"]["state"]) == (201, "registered")
    assert screened[1]["foreign"]["screening_reason"] == "示范：不在目录内"
    deposit(registration, clock=frozen(moment))
    registration.refresh_from_db()
    assert registration.state == "qualified"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "foreign_link"),
        ({"foreign_link": "perhaps"}, "foreign_link"),
        ({"foreign_link": "party"}, "declaration"),
        ({"foreign_link": "access", "declaration": "  "}, "declaration"),
        ({"foreign_link": "personnel", "declaration": "x" * 1_001}, "declaration"),
    ],
)
def test_link_is_declared_and_explained(given, field):
    status, _rule, _code, fields = told(post(actor(verified()), f"sales/{sale().number}/registrations", given))

    assert (status, fields) == (400, [field])


def test_prohibited_technology_bars_the_bidder_for_this_sale():
    of = sale()
    who, registration = foreigner(of)

    status, shown = post(officer("SW"), f"registrations/{registration.number}/screenings", PROHIBITED)

    assert (status, shown["registration"]["state"]) == (201, "refused")
    again = told(post(who, f"sales/{of.number}/registrations", {"foreign_link": "none"}))
    assert again[:3] == (409, "R-BID-08", "registered_already")
    bid = post(who, f"sales/{of.number}/bids", {"price": {"amount": "2800000.00", "currency": "CNY"}})
    assert bid[0] in (403, 409)
    with pytest.raises(Refused, match="R-SEC-08"):
        deposit(registration)


def test_restricted_technology_needs_its_letter_of_intent_first():
    _who, registration = foreigner(sale())
    path = f"registrations/{registration.number}/screenings"

    without = told(post(officer("SW"), path, RESTRICTED | {"permit": " "}))
    status, shown = post(officer("SW"), path, RESTRICTED)

    assert without == (400, "R-SEC-08", without[2], ["permit"])
    assert (status, shown["registration"]["state"], shown["foreign"]["permit"]) == (
        201,
        "registered",
        "示范意向书 2027-1",
    )


@pytest.mark.parametrize(("lacking", "rule"), [("basis", "R-SEC-08"), ("reason", "R-SEC-11")])
def test_finding_has_its_catalogue_and_its_reason(lacking, rule):
    _who, registration = foreigner(sale())

    answer = told(post(officer("SW"), f"registrations/{registration.number}/screenings", FOUND | {lacking: " "}))
    with pytest.raises(Invalid) as refused:
        commands.screen_bidder(
            registration=registration, actor=officer("SW"), clock=REGISTERED, **FOUND | {lacking: " "}
        )

    assert (answer[0], answer[3]) == (400, [lacking])
    assert (refused.value.rule, list(refused.value.fields)) == (rule, [lacking])


def test_only_an_officer_of_the_venue_screens_and_once():
    _who, registration = foreigner(sale())
    path = f"registrations/{registration.number}/screenings"

    assert post(officer("CQ"), path, FOUND)[0] == 404
    with pytest.raises(Forbidden) as refused:
        commands.screen_bidder(registration=registration, actor=officer("CQ"), clock=REGISTERED, **FOUND)
    assert refused.value.rule == "R-SEC-08"
    assert post(officer("SW"), path, FOUND)[0] == 201
    assert told(post(officer("SW"), path, FOUND))[:3] == (409, "R-SEC-08", "not_screening")


def test_nobody_without_a_link_is_screened():
    _who, registration = registered(sale())

    answer = told(post(officer("SW"), f"registrations/{registration.number}/screenings", FOUND))

    assert answer[:3] == (409, "R-SEC-08", "not_screening")


def test_conditions_are_looked_at_after_the_screening_and_the_seller_sees_nobody_before():
    lot = published_listing(buyer_conditions="具备铸件打磨产线", inventors=[])
    of = sale(listing=lot)
    _who, registration = registered(of, statement="现有两条产线", **FOREIGN)
    seller = client_of(actor(lot.lister))
    assert ok(seller.get(f"/api/v1/sales/{of.number}/opinions")) == []
    early = told(post(officer("SW"), f"registrations/{registration.number}/qualification", {"confirmed": True}))
    assert early[:3] == (409, "R-DSK-05", "not_applying")

    status, shown = post(officer("SW"), f"registrations/{registration.number}/screenings", FOUND)

    assert (status, shown["registration"]["state"]) == (201, "applying")
    assert shown["registration"]["decision_due_at"] is not None
    [row] = ok(seller.get(f"/api/v1/sales/{of.number}/opinions"))
    assert row["statement"] == "现有两条产线"
    assert "declaration" not in row


def test_sale_that_is_over_needs_no_screening():
    of = sale()
    _who, registration = foreigner(of)
    commands.withdraw_sale(sale=of, reason="示范理由", actor=officer("SW"), clock=REGISTERED)

    answer = told(post(officer("SW"), f"registrations/{registration.number}/screenings", FOUND))

    assert answer[:3] == (409, "R-SEC-08", "sale_over")


@pytest.mark.parametrize(
    "change",
    [
        {"state": "registered"},
        {"foreign_link": "none"},
        {"declaration": "示范：改写"},
    ],
)
def test_database_lets_nobody_pass_unscreened(change):
    _who, registration = foreigner(sale())

    with pytest.raises(DatabaseError), transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(**change)


def test_finding_stands():
    _who, registration = foreigner(sale())
    commands.screen_bidder(registration=registration, actor=officer("SW"), clock=REGISTERED, **FOUND)

    with pytest.raises(DatabaseError), transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(screening_reason="示范：改写")


def test_bidder_who_waits_for_the_screening_may_withdraw(client):
    who, registration = foreigner(sale())
    client.force_login(registration.registered_by)
    page = f"/registrations/{registration.number}/"

    assert f"{page}withdraw/" in client.get(page).content.decode()
    status, shown = post(who, f"registrations/{registration.number}/withdrawals", {"reason": "示范：改变计划"})

    assert (status, shown["registration"]["state"]) == (201, "withdrawn")
    assert told(post(officer("SW"), f"registrations/{registration.number}/screenings", FOUND))[0] == 409


def test_bidder_and_officer_find_what_to_do_on_their_pages(client):
    _who, registration = foreigner(sale())
    client.force_login(registration.registered_by)
    shown = client.get(f"/sales/{registration.sale.number}/").content.decode()
    assert "待涉外审查" in shown
    assert "请勿付款" in shown

    clerk = officer("SW")
    client.force_login(clerk.user)
    assert registration.number in client.get("/desk/others/").content.decode()
    client.post(f"/registrations/{registration.number}/screen/", FOUND | {"permit": ""})

    registration.refresh_from_db()
    assert registration.state == "registered"
    assert Role.OFFICER in clerk.roles

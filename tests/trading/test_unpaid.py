"""A negotiated deal without deposit that nobody pays: noted, demanded, then a default that is a claim (R-SET-04, R-SET-05)."""

import pytest

from marketplace.audit.following import settle
from marketplace.catalogue.commands import withdraw_listing
from marketplace.core.clock import frozen
from marketplace.core.errors import Refused
from marketplace.ledger.models import Leg
from marketplace.messages.models import Message
from marketplace.trading import commands
from marketplace.trading.tasks import note_overdue_payments
from tests.accounts.factories import actor, officer, reviewer
from tests.clients import client_of
from tests.rulebook.factories import load_2027
from tests.trading.factories import SWEEP, contracted_sale
from tests.trading.negotiated import PRICE, buyer_of, concluded, seller_of

pytestmark = pytest.mark.django_db
SIGNED = "2027-04-07T10:00:00"
OVERDUE = "2027-04-15T10:00:00"  # five working days after the contract are over at midnight of the 14th
WHY = {"grounds": "not_paid", "reason": "示范：催告期满仍未付款", "costs": {"amount": "0.00", "currency": "CNY"}}


@pytest.fixture(autouse=True)
def calendar(sandbox_at):
    load_2027()
    sandbox_at(OVERDUE)


@pytest.fixture
def unpaid():
    """At 1,200,000.00, in force since 2027-04-07."""
    of = concluded()
    for who in (seller_of(of), buyer_of(of)):
        commands.sign_contract(sale=of.sale, actor=who, clock=frozen(SIGNED))
    of.sale.refresh_from_db()
    return of


def post(who, path, body=None):
    answer = client_of(who).post(f"/api/v1/{path}", body or {}, format="json")
    return answer.status_code, answer.json()


def told(answer):
    status, problem = answer
    return status, problem.get("rule"), problem.get("code")


def test_price_is_noted_once_as_overdue_and_all_are_told(unpaid, sandbox_at):
    sides = [buyer_of(unpaid), seller_of(unpaid), officer("SW")]
    sandbox_at("2027-04-14T23:59:00")
    assert note_overdue_payments() == 0
    sandbox_at("2027-04-15T00:00:00")

    assert note_overdue_payments() == 1

    assert note_overdue_payments() == 0
    settle()
    for who in sides:
        assert Message.objects.filter(user=who.user, kind__startswith="trading.payment_overdue").exists()


def test_demand_comes_once_and_after_the_day(unpaid, sandbox_at):
    path = f"sales/{unpaid.sale.number}/settlement/demands"
    sandbox_at("2027-04-14T10:00:00")
    assert told(post(officer("SW"), path)) == (409, "R-SET-04", "not_overdue")
    sandbox_at(OVERDUE)
    assert told(post(buyer_of(unpaid), path))[:2] == (403, "R-SET-04")

    assert post(officer("SW"), path)[0] == 201

    assert told(post(officer("SW"), path)) == (409, "R-SET-04", "demanded")


def test_default_is_found_only_after_the_demand_and_is_a_claim(unpaid, sandbox_at):
    sale, legs = unpaid.sale, Leg.objects.count()
    path = f"sales/{sale.number}/defaults"
    assert told(post(officer("SW"), path, WHY)) == (409, "R-SET-04", "demand_first")
    commands.demand_payment(sale=sale, actor=officer("SW"), clock=frozen(OVERDUE))
    assert told(post(officer("SW"), path, WHY)) == (409, "R-SET-04", "in_time")
    sandbox_at("2027-05-20T10:00:00")
    status, found = post(officer("SW"), path, WHY)
    assert status == 201

    status, declared = post(reviewer("SW"), f"defaults/{found['number']}/declarations")

    sale.refresh_from_db()
    sale.listing.refresh_from_db()
    assert (status, declared["state"], sale.state, sale.listing.state) == (201, "declared", "defaulted", "published")
    assert Leg.objects.count() == legs
    again = told(post(buyer_of(unpaid), "negotiations", {"listing": sale.listing.number, "foreign_link": "none"}))
    assert again[:2] == (403, "R-SET-05")


def test_claim_is_fixed_after_the_lot_has_left_the_offer(unpaid):
    default = declared_default(unpaid)
    listing = unpaid.sale.listing
    listing.refresh_from_db()
    withdraw(listing)

    done = commands.conclude_default(default=default, actor=reviewer("SW"), clock=frozen("2027-06-01T10:00:00"))

    assert (done.state, done.rest_fen, done.fees_claim_fen) == ("concluded", 0, unpaid.sale.settlement.pool_fen)


def test_default_without_deposit_is_lifted_by_two_persons_without_money(unpaid):
    default = declared_default(unpaid)
    late = frozen("2027-05-21T10:00:00")
    asked = commands.propose_unwinding(
        sale=unpaid.sale, kind="lift_default", reason="示范：认定有误", actor=officer("SW"), clock=late
    )

    done = commands.approve_unwinding(unwinding=asked, actor=reviewer("SW"), clock=late)

    default.refresh_from_db()
    assert (done.state, done.transfer, default.state) == ("approved", None, "lifted")


def test_nobody_is_bound_before_the_contract():
    of = concluded()

    with pytest.raises(Refused) as refused:
        commands.propose_default(
            sale=of.sale, grounds="not_signed", reason="示范", actor=officer("SW"), clock=frozen("2027-05-20T10:00:00")
        )

    assert (refused.value.rule, refused.value.code) == ("R-CON-02", "not_bound")


def test_price_of_a_bidding_is_demanded_too():
    sold, _winner = contracted_sale()

    asked = commands.demand_payment(sale=sold, actor=officer("SW"), clock=frozen("2027-04-20T10:00:00"))

    assert asked.demand_ends_at > asked.demanded_at


def test_price_that_came_is_not_noted(unpaid):
    commands.confirm_payment(
        sale=unpaid.sale,
        payer_name=unpaid.buyer.name,
        bank_reference="示范-1",
        amount_fen=unpaid.sale.settlement.buyer_due_fen,
        actor=officer("SW"),
        clock=frozen(OVERDUE),
    )

    with pytest.raises(Refused) as refused:
        commands.note_payment_overdue(settlement=unpaid.sale.settlement, actor=SWEEP, clock=frozen(OVERDUE))

    assert refused.value.code == "not_overdue"
    assert unpaid.agreed_offer.price_fen == PRICE


def test_officer_demands_on_the_page(client, unpaid):
    client.force_login(officer("SW").user)
    page = f"/sales/{unpaid.sale.number}/settlement/"
    assert "催告受让方付款" in client.get(page).content.decode()

    client.post(f"{page}demand/")

    unpaid.sale.settlement.refresh_from_db()
    assert unpaid.sale.settlement.demanded_at is not None
    client.force_login(actor(unpaid.buyer).user)
    assert "已催告" in client.get(page).content.decode()


def declared_default(of):
    commands.demand_payment(sale=of.sale, actor=officer("SW"), clock=frozen(OVERDUE))
    late = frozen("2027-05-20T10:00:00")
    found = commands.propose_default(
        sale=of.sale, grounds="not_paid", reason="示范：催告期满仍未付款", actor=officer("SW"), clock=late
    )
    return commands.declare_default(default=found, actor=reviewer("SW"), clock=late)


def withdraw(listing):
    withdraw_listing(
        listing=listing, reasons="示范理由", actor=actor(listing.lister), clock=frozen("2027-05-25T10:00:00")
    )

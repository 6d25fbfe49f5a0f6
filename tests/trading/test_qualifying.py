"""资格确认, and a deposit that was confirmed wrongly."""

import pytest

from accounts.models import Kind
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk import commands as desk
from marketplace.desk.effects import effect_of
from marketplace.desk.models import Case
from marketplace.ledger.models import Account, Purpose
from marketplace.trading import commands
from marketplace.trading.commands import reverting
from marketplace.trading.queries import sales as queries
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import agent_of, published_listing
from tests.trading.factories import REGISTERED, bid, deposit, registered, sale

pytestmark = pytest.mark.django_db
NEXT_DAY = frozen("2027-04-09T10:00:00")
AFTER_SILENCE = frozen("2027-04-14T00:00:00")


def conditional():
    """A lot whose buyer needs a production line: the seller, the sale."""
    seller = agent_of(None)
    offered = published_listing(lister=seller, buyer_conditions="具备铸件打磨产线")
    lasting = {"opens_at": shanghai("2027-04-20T09:00:00"), "free_ends_at": shanghai("2027-04-20T15:00:00")}
    return seller, sale(listing=offered, **lasting)


def test_registration_without_conditions_needs_no_confirmation():
    _bidder, registration = registered(sale())

    assert registration.state == "registered"
    assert Case.objects.get().stage == "deposit"


def test_registration_with_conditions_waits_for_the_seller():
    _seller, lot = conditional()

    _bidder, registration = registered(lot, statement="现有两条自动打磨产线")

    # Thursday 2027-04-08: three working days end with Tuesday 13 April, three more with Friday 16 April.
    assert (registration.state, registration.opinion_due_at) == ("applying", shanghai("2027-04-14T00:00:00"))
    assert registration.decision_due_at == shanghai("2027-04-17T00:00:00")
    assert Case.objects.get().stage == "qualification"
    with pytest.raises(Refused) as refused:
        deposit(registration)
    assert refused.value.code == "not_confirmed"


@pytest.mark.parametrize("statement", ["", "示范铸造有限公司有两条产线"])
def test_statement_is_wanted_and_names_nobody(statement):
    _seller, lot = conditional()

    with pytest.raises(Invalid) as refused:
        registered(lot, actor(verified(Kind.FIRM, name="示范铸造有限公司")), statement=statement)

    assert list(refused.value.fields) == ["statement"]


def test_seller_sees_code_and_statement_and_no_name():
    seller, lot = conditional()
    bidder, registration = registered(lot, statement="现有两条自动打磨产线")

    assert [row.code for row in queries.applications(seller, lot)] == [registration.code]
    assert list(queries.registrations(seller, lot)) == []
    assert list(queries.applications(bidder, lot)) == []
    assert list(queries.applications(officer("SW"), lot)) == []


def test_opinion_and_confirmation_let_the_deposit_count():
    seller, lot = conditional()
    _bidder, registration = registered(lot, statement="现有两条自动打磨产线")
    clerk = officer("SW")

    with pytest.raises(Refused):
        commands.confirm_qualification(registration=registration, actor=clerk, clock=NEXT_DAY)
    commands.give_opinion(registration=registration, objects=False, actor=seller, clock=NEXT_DAY)
    commands.confirm_qualification(registration=registration, actor=clerk, clock=NEXT_DAY)
    deposit(registration)

    assert (registration.opinion, registration.state) == ("none", "qualified")


def test_silence_is_no_objection():
    seller, lot = conditional()
    _bidder, registration = registered(lot, statement="现有两条自动打磨产线")

    with pytest.raises(Refused) as late:
        commands.give_opinion(registration=registration, objects=True, reason="无", actor=seller, clock=AFTER_SILENCE)
    commands.confirm_qualification(registration=registration, actor=officer("SW"), clock=AFTER_SILENCE)

    assert (late.value.code, registration.state) == ("opinion_late", "registered")


def test_venue_refuses_with_reasons_after_an_objection():
    seller, lot = conditional()
    _bidder, registration = registered(lot, statement="现有两条自动打磨产线")
    commands.give_opinion(registration=registration, objects=True, reason="产线不符", actor=seller, clock=NEXT_DAY)

    with pytest.raises(Invalid):
        commands.confirm_qualification(registration=registration, actor=officer("SW"), clock=NEXT_DAY)
    commands.refuse_qualification(registration=registration, reason="不具备产线", actor=officer("SW"), clock=NEXT_DAY)

    assert (registration.state, registration.decision_reason) == ("refused", "不具备产线")


def reverse(registration):
    case, payload = Case.objects.get(), {"registration": registration.number}
    proposed = desk.propose_correction(
        case=case, kind="deposit_reversal", reason="户名看错", payload=payload, actor=officer("SW"), clock=REGISTERED
    )
    desk.approve_correction(correction=proposed, actor=reviewer("SW"), clock=REGISTERED)
    registration.refresh_from_db()
    return proposed


def test_reversed_deposit_leaves_no_money_and_no_right_to_bid():
    lot = sale()
    bidder, registration = registered(lot)
    deposit(registration, bank_reference="line-wrong")

    correction = reverse(registration)

    own = Account.objects.filter(organisation=bidder.organisation)
    assert dict(own.values_list("purpose", "balance_fen")) == {Purpose.AVAILABLE: 0, Purpose.DEPOSIT: 0}
    assert (registration.state, registration.held, correction.after) == ("registered", None, {"state": "registered"})
    with pytest.raises(Forbidden):
        bid(lot, bidder, "09:15:00", 2_800_000)


def test_line_of_a_reversed_deposit_counts_for_the_right_bidder():
    lot = sale()
    _wrong, first = registered(lot)
    _right, second = registered(lot)
    deposit(first, bank_reference="line-mixed")

    reverse(first)
    deposit(second, bank_reference="line-mixed")
    deposit(first, bank_reference="line-own")

    assert (first.state, second.state) == ("qualified", "qualified")
    assert first.held.reference == f"deposit:{first.number}/2"
    with pytest.raises(Refused):
        deposit(registered(lot)[1], bank_reference="line-mixed")


def test_deposit_behind_a_bid_is_not_reversed():
    lot = sale()
    bidder, registration = registered(lot)
    deposit(registration)
    bid(lot, bidder, "09:15:00", 2_800_000)

    with pytest.raises(Refused) as refused:
        reverse(registration)

    assert refused.value.code == "has_bid"


def test_trading_knows_its_own_corrections():
    assert effect_of("deposit_reversal").apply is reverting.reverse_deposit
    assert effect_of("certificate_reissue").apply is reverting.reissue

"""Engagements: signed, paid by milestones that grow the fees, passed on after acceptance, refunded by two; amounts by E1."""

from itertools import count

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Kind, Role
from marketplace.commissioning import commands
from marketplace.commissioning.models import Engagement, StagePayment
from marketplace.commissioning.queries import engagements as reading
from marketplace.commissioning.tasks import watch_calls
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.documents.queries import documents_of, readable
from marketplace.fees.models import PaymentNotice, Side
from marketplace.fees.pricing import charge, increment
from marketplace.fees.queries import schedule
from marketplace.ledger.models import Leg, Purpose
from marketplace.ledger.queries import faults
from tests.accounts.factories import actor, exchange, officer, reviewer, verified
from tests.commissioning.factories import (
    DUE,
    PAID,
    SIGNED,
    SWEEP,
    accepted,
    awarded,
    engaged,
    handed_in,
    paid,
    published,
    settled,
    signed,
    terminated,
)

pytestmark = pytest.mark.django_db
line = count(1)


def code_of(act):
    with pytest.raises((Refused, Forbidden, Invalid)) as caught:
        act()
    return caught.value.code


def test_award_becomes_an_engagement_with_its_contract():
    call = awarded()
    made = Engagement.objects.get()

    assert (made.client, made.solution, made.price_fen, made.state) == (
        call.poster,
        call.solutions.get(state="won"),
        700_000_00,
        "signing",
    )
    text = made.deed.current.content
    assert (text.subtype, text.price_fen, made.deed.provider) == ("commissioned", 700_000_00, made.supplier)
    assert [one.amount_fen for one in text.milestones] == [262_500_00, 437_500_00]
    assert "申请专利的权利属于甲方" in reading.ownership_of(made)


def test_cooperative_development_makes_the_results_joint():
    assert "属于双方共有" in reading.ownership_of(engaged(kind="cooperative"))


def test_need_is_met_as_both_have_signed():
    made = engaged()
    by = actor(made.client)
    commands.sign_engagement(engagement=made, actor=by, clock=SIGNED)
    assert (made.state, made.need.state) == ("signing", "open")
    assert code_of(lambda: commands.sign_engagement(engagement=made, actor=by, clock=SIGNED)) == "signed_already"

    commands.sign_engagement(engagement=made, actor=actor(made.supplier), clock=SIGNED)

    made.need.refresh_from_db()
    assert (made.state, made.need.state) == ("in_force", "closed")
    assert made.number in made.need.close_reason
    assert [one.state for one in made.payments.all()] == ["due"]


def test_fees_of_two_milestones_are_those_of_one_payment():
    """800,000.00 in 300,000.00 and 500,000.00: 6,000.00 and 10,000.00 of each side, together F(800,000.00)."""
    made = signed(engaged())
    first = made.payments.get()
    assert (first.amount_fen, first.before_fen, first.client_fee_fen, first.supplier_fee_fen) == (
        300_000_00,
        0,
        6_000_00,
        6_000_00,
    )
    settled(accepted(paid(first)))
    second = made.payments.get(state="due")
    assert (second.amount_fen, second.before_fen, second.client_fee_fen, second.supplier_fee_fen) == (
        500_000_00,
        300_000_00,
        10_000_00,
        10_000_00,
    )
    assert not documents_of(made).exists()
    settled(accepted(paid(second)))

    made.refresh_from_db()
    certificate = documents_of(made).get()  # once the whole price and all fees were passed on (R-SET-06)
    assert (certificate.code, certificate.data["contract_number"]) == ("deal_certificate", made.deed.number)
    assert readable(actor(made.supplier), made) == [certificate]
    assert readable(actor(verified()), made) == []
    e1 = schedule("E1")
    assert made.state == "completed"
    assert reading.sums(made).client_fees_fen == charge(800_000_00, e1.tariff(Side.BUYER)) == 16_000_00
    assert reading.sums(made).supplier_fees_fen == charge(800_000_00, e1.tariff(Side.SELLER)) == 16_000_00
    assert list(faults()) == []
    assert set(PaymentNotice.objects.values_list("state", flat=True)) == {"paid"}


def test_money_goes_to_the_supplier_and_the_exchanges():
    made = signed(engaged())
    payment = settled(accepted(paid(made.payments.get())))

    legs = Leg.objects.filter(transfer__reference__endswith=payment.number)
    fund = legs.filter(account__purpose=Purpose.FUND).get().amount_fen
    fees = sorted(legs.filter(account__purpose=Purpose.FEE).values_list("amount_fen", flat=True))
    assert (payment.paid_out_fen, fees, fund) == (294_000_00, [3_600_00, 7_200_00], 1_200_00)


def test_milestone_is_passed_on_after_its_acceptance_by_another():
    payment = paid(signed(engaged()).payments.get(), by=(both := officer_and_reviewer()))
    by = reviewer("SW")
    assert code_of(lambda: commands.settle_stage_payment(payment=payment, actor=by, clock=PAID)) == "not_accepted"
    accepted(payment)
    assert (
        code_of(lambda: commands.settle_stage_payment(payment=payment, actor=both, clock=PAID)) == "may_settle_payment"
    )

    commands.settle_stage_payment(payment=payment, actor=by, clock=PAID)

    assert payment.state == "settled"
    assert code_of(lambda: commands.settle_stage_payment(payment=payment, actor=by, clock=PAID)) == "state_settle"


def officer_and_reviewer():
    return actor(exchange("SW"), [Role.OFFICER, Role.REVIEWER])


def test_only_the_clients_own_exact_money_counts():
    payment = signed(engaged()).payments.get()
    for wrong in ({"amount_fen": 1}, {"payer_name": "示范他人"}):
        with pytest.raises(Invalid):
            paid(payment, **wrong)

    assert payment.due_fen == 306_000_00
    assert code_of(lambda: paid(paid(payment))) == "not_due"


def test_unaccepted_milestone_is_refunded_by_two_once_the_contract_has_ended():
    made = signed(engaged())
    payment = paid(made.payments.get())
    proposes = {"payment": payment, "reason": "示范：合同已解除。", "actor": officer("SW"), "clock": PAID}
    assert code_of(lambda: commands.propose_refund(**proposes)) == "in_force"
    terminated(made)
    payment = StagePayment.objects.get()
    commands.propose_refund(**{**proposes, "payment": payment})
    with pytest.raises(Forbidden):
        commands.confirm_refund(payment=payment, actor=proposes["actor"], clock=PAID)

    commands.confirm_refund(payment=payment, actor=reviewer("SW"), clock=PAID)

    made.refresh_from_db()
    assert (made.state, payment.state) == ("terminated", "refunded")
    assert set(PaymentNotice.objects.values_list("state", flat=True)) == {"withdrawn"}
    back = Leg.objects.get(transfer__reference=f"refund-paid:{payment.number}", account__purpose=Purpose.AVAILABLE)
    assert (back.account.organisation, back.amount_fen) == (made.client, -306_000_00)
    assert list(faults()) == []


def test_accepted_milestone_is_never_refunded_and_still_passed_on():
    made = signed(engaged())
    payment = accepted(paid(made.payments.get()))
    terminated(made)
    payment = StagePayment.objects.get(pk=payment.pk)
    refund = {"payment": payment, "reason": "示范", "actor": officer("SW"), "clock": PAID}
    assert code_of(lambda: commands.propose_refund(**refund)) == "accepted"

    assert settled(payment).state == "settled"
    assert StagePayment.objects.count() == 1


def test_end_of_the_contract_asks_no_more():
    made = signed(engaged())
    terminated(made)

    assert made.payments.get().state == "withdrawn"
    assert set(PaymentNotice.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_engagement_that_nobody_signs_may_be_left():
    made = engaged()
    commands.decline_engagement(engagement=made, reason="示范理由", actor=actor(made.supplier), clock=SIGNED)

    made.deed.refresh_from_db()
    assert (made.state, made.deed.state) == ("terminated", "lapsed")


def test_overdue_payment_is_noted(sandbox_at):
    payment = signed(engaged()).payments.get()
    sandbox_at("2027-05-20T00:00:00")
    assert watch_calls() >= 1

    payment.refresh_from_db()
    assert payment.overdue_at


def test_only_both_sides_and_the_exchange_know_of_an_engagement():
    made = engaged()
    knows = [actor(made.client), actor(made.supplier), officer("SW")]
    others = [officer("CQ"), actor(verified(Kind.FIRM))]

    assert [reading.engagements(one).count() for one in [*knows, *others]] == [1, 1, 1, 0, 0]


@given(st.lists(st.integers(1, 10**10), min_size=1, max_size=12))
@settings(max_examples=200)
def test_increments_sum_to_the_fee_of_one_payment(amounts):
    tariff = schedule("E1").tariff(Side.BUYER)
    before, fees = 0, 0
    for amount in amounts:
        fees += increment(before, before + amount, tariff)
        before += amount

    assert fees == charge(before, tariff)


def test_sides_price_and_money_are_fixed_by_the_database():
    made = signed(engaged())
    payment = paid(made.payments.get())
    for act in (
        lambda: Engagement.objects.filter(pk=made.pk).update(price_fen=1),
        lambda: Engagement.objects.filter(pk=made.pk).update(supplier=made.client),
        lambda: made.delete(),
        lambda: StagePayment.objects.filter(pk=payment.pk).update(amount_fen=1),
        lambda: StagePayment.objects.filter(pk=payment.pk).update(client_fee_fen=1),
        lambda: StagePayment.objects.filter(pk=payment.pk).update(state="settled"),
        lambda: payment.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_race_of_two_teams_has_two_engagements():
    call = published(mode="race", teams=2)
    for yuan in (700_000, 640_000, 760_000):
        handed_in(call, yuan)

    awarded(commands.open_solutions(call=call, actor=SWEEP, clock=DUE), teams=2)

    assert Engagement.objects.count() == 2
    assert frozen("2027-04-12T00:00:00").at <= Engagement.objects.first().made_at

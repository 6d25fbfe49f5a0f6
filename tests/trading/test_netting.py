"""The price goes out in full unless the seller has agreed in the contract that its fee comes out of it (R-SET-08)."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from marketplace.audit.following import settle as settle_log
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.ledger.models import Account, Leg, Purpose
from marketplace.ledger.queries import faults
from marketplace.trading import commands
from marketplace.trading.models import Sale, Settlement
from marketplace.trading.queries.expected import expected
from tests.accounts.factories import actor, officer, reviewer
from tests.together import together
from tests.trading.factories import at, paid_sale, won_sale

pytestmark = pytest.mark.django_db
LATER = frozen("2027-04-15T10:00:00")


def seller_of(sold):
    return actor(sold.listing.lister)


def apart(*, signed=True):
    """A sale at 3,000,000.00 whose seller pays its fee of 50,000.00 apart."""
    sold, winner = won_sale()
    commands.choose_netting(sale=sold, nets=False, actor=seller_of(sold), clock=at("15:30:00"))
    if signed:
        for side in (seller_of(sold), winner):
            commands.sign_contract(sale=sold, actor=side, clock=at("16:00:00"))
    return sold, winner


def paid(sold, winner):
    told = {"payer_name": winner.organisation.name, "amount_fen": sold.settlement.buyer_due_fen}
    commands.confirm_payment(sale=sold, bank_reference="price-1", actor=officer(), clock=LATER, **told)


def fee_came(sold, *, by=None, bank_reference="fee-1", **changes):
    told = {"payer_name": sold.listing.lister.name, "amount_fen": 50_000_00} | changes
    by = by or officer()
    return commands.confirm_seller_fee(sale=sold, bank_reference=bank_reference, actor=by, clock=LATER, **told)


def moved_at_the_bank(sold):
    """What left the settlement account for the seller, by reference."""
    legs = Leg.objects.filter(account__purpose=Purpose.BANK, amount_fen__gt=0)
    return dict(legs.filter(transfer__reference__contains=sold.number).values_list("transfer__reference", "amount_fen"))


def test_by_the_usual_contract_the_fee_comes_out_of_the_price():
    sold, _winner = paid_sale()
    assert sold.contract.terms["seller_fee"] == "netted from the price"

    commands.settle_sale(sale=sold, actor=reviewer(), clock=LATER)

    assert moved_at_the_bank(sold) == {f"proceeds:{sold.number}": 2_950_000_00}


def test_without_consent_the_price_goes_out_in_full_and_the_fee_is_paid_apart():
    sold, winner = apart()
    assert sold.contract.terms["seller_fee"] == "paid apart"
    paid(sold, winner)
    with pytest.raises(Refused, match="服务费到账后结算") as refused:
        commands.settle_sale(sale=sold, actor=reviewer(), clock=LATER)
    assert (refused.value.code, refused.value.rule) == ("fee_not_paid", "R-SET-08")

    fee_came(sold)
    commands.settle_sale(sale=sold, actor=reviewer(), clock=LATER)

    assert moved_at_the_bank(sold) == {f"proceeds:{sold.number}": 3_000_000_00}
    of_parties = Account.objects.filter(organisation__isnull=False)
    assert not of_parties.exclude(balance_fen=0).exists()
    assert list(faults()) == []


def test_choice_is_part_of_what_is_signed_and_may_be_taken_back():
    sold, _winner = won_sale()
    hashes = [sold.contract.terms_hash]
    for nets in (False, True):
        commands.choose_netting(sale=sold, nets=nets, actor=seller_of(sold), clock=at("15:30:00"))
        hashes.append(Sale.objects.get(pk=sold.pk).contract.terms_hash)

    assert hashes[0] == hashes[2] != hashes[1]


def test_nobody_chooses_after_a_signature():
    sold, winner = won_sale()
    commands.sign_contract(sale=sold, actor=winner, clock=at("16:00:00"))

    with pytest.raises(Refused, match="已签署"):
        commands.choose_netting(sale=sold, nets=False, actor=seller_of(sold), clock=at("16:01:00"))


def test_only_the_seller_chooses():
    sold, winner = won_sale()

    for stranger in (winner, officer(), actor()):
        with pytest.raises(Forbidden, match="转让方"):
            commands.choose_netting(sale=sold, nets=False, actor=stranger, clock=at("15:30:00"))


def test_parts_of_a_price_and_a_fee_apart_exclude_each_other():
    sold, winner = apart(signed=False)
    parts = [commands.Parcel(2_000_000_00, 0), commands.Parcel(1_000_000_00, 6)]
    terms = {"security": "bank_guarantee", "security_note": "示范银行保函", "interest_bp": 360}
    propose = partial(commands.propose_instalments, parts=parts, actor=winner, clock=at("15:40:00"), **terms)
    with pytest.raises(Refused, match="请先改回扣收"):
        propose(sale=sold)

    commands.choose_netting(sale=sold, nets=True, actor=seller_of(sold), clock=at("15:41:00"))
    propose(sale=Sale.objects.get(pk=sold.pk))

    with pytest.raises(Refused, match="分期付款"):
        commands.choose_netting(sale=sold, nets=False, actor=seller_of(sold), clock=at("15:42:00"))


def test_fee_is_expected_until_it_has_come():
    sold, _winner = apart()
    row = next(one for one in expected("SW") if one.kind == "seller_fee")
    notice = sold.settlement.seller_quote.notice
    assert (row.reference, row.payer, row.amount_fen) == (notice.number, sold.listing.lister, 50_000_00)

    told = {"payer_name": sold.listing.lister.name, "bank_reference": "fee-1", "amount_fen": 50_000_00}
    kind = commands.confirm_expected(reference=row.reference, actor=officer(), clock=LATER, **told)

    assert kind == "seller_fee"
    assert [one.kind for one in expected("SW")] == ["payment"]


@pytest.mark.parametrize("wrong", [{"amount_fen": 49_999_99}, {"payer_name": "示范他人有限公司"}])
def test_fee_of_another_amount_or_payer_is_refused(wrong):
    sold, _winner = apart()

    with pytest.raises(Invalid):
        fee_came(sold, **wrong)


def test_fee_is_confirmed_once_and_only_where_it_is_paid_apart():
    sold, _winner = apart()
    fee_came(sold)
    netted, _other = paid_sale()

    for done in (sold, netted):
        with pytest.raises(Refused, match="另行支付"):
            fee_came(done, bank_reference="fee-2")


def test_who_confirmed_the_fee_does_not_settle():
    sold, winner = apart()
    both = reviewer()
    fee_came(sold)
    paid(sold, winner)
    Settlement.objects.filter(sale=sold).update(seller_fee_confirmed_by=both.user)

    with pytest.raises(Forbidden):
        commands.settle_sale(sale=sold, actor=both, clock=LATER)
    with pytest.raises(IntegrityError, match="four_eyes_settle_the_fee"), transaction.atomic():
        Settlement.objects.filter(sale=sold).update(settled_by=both.user)


def test_database_keeps_a_settlement_open_until_the_fee_has_come():
    sold, winner = apart()
    paid(sold, winner)

    with pytest.raises(IntegrityError, match="fee_is_netted_or_has_come"), transaction.atomic():
        Settlement.objects.filter(sale=sold).update(settled_at=LATER.at)


def test_winner_defaults_and_the_fee_goes_back():
    sold, _winner = apart()
    fee_came(sold)
    late = frozen("2027-06-01T10:00:00")
    told = {"grounds": "not_paid", "reason": "逾期未付款"}
    proposed = commands.propose_default(sale=sold, actor=officer(), clock=late, **told)
    commands.declare_default(default=proposed, actor=reviewer(), clock=late)

    assert moved_at_the_bank(sold)[f"fee-back:{sold.number}"] == 50_000_00
    settle_log()
    assert list(faults()) == []


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_confirm_one_fee():
    sold, _winner = apart()

    def confirm(n, by):
        try:
            fee_came(Sale.objects.get(pk=sold.pk), by=by, bank_reference=f"fee-{n}")
        except Refused:
            return "too late"
        return "confirmed"

    outcomes = together([partial(confirm, n, officer()) for n in range(3)])

    assert sorted(outcomes) == ["confirmed", "too late", "too late"]
    assert list(faults()) == []

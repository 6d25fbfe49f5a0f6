"""A broker's commission is apart from the fee, agreed, and disclosed to both sides (R-FEE-09)."""

from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from accounts.actor import actor_for
from marketplace.audit.following import settle as settle_log
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.documents.queries import documents_of
from marketplace.ledger.models import Account, Leg, Purpose
from marketplace.ledger.queries import faults
from marketplace.messages.models import Message
from marketplace.trading import commands
from marketplace.trading.models import Commission
from marketplace.trading.queries.commissions import commissions_of
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.agency.factories import broker, practitioner
from tests.trading.factories import AFTER, contracted_sale, paid_sale, settled_sale, won_sale
from tests.trading.test_defaults import declared

pytestmark = pytest.mark.django_db
LATER = frozen("2027-04-15T10:00:00")


@pytest.fixture(autouse=True)
def in_april(sandbox_at):
    sandbox_at("2027-04-13T10:00:00")


def seller_of(sold):
    return actor(sold.listing.lister)


def brought_about(sold, row=None, **fields):
    row = row or practitioner(broker())
    given = {"practitioner": row, "role": "for_seller", "share": Fraction(1, 2)} | fields
    return commands.attribute_sale(sale=sold, actor=seller_of(sold), clock=AFTER, **given)


def promised(sold, attribution=None, *, by=None, **fields):
    attribution = attribution or brought_about(sold)
    given = {"amount_fen": 60_000_00, "agreement": "示范居间合同〔2027〕1 号"} | fields
    by = by or seller_of(sold)
    return commands.propose_commission(sale=sold, attribution=attribution.number, actor=by, clock=AFTER, **given)


def himself(commission):
    row = commission.attribution.practitioner
    return actor_for(row.user, row.organisation)


def agreed(sold, *args, **fields):
    commission = promised(sold, *args, **fields)
    commands.agree_commission(commission=commission, actor=himself(commission), clock=AFTER)
    return commission


def out_of_the_bank(sold):
    legs = Leg.objects.filter(account__purpose=Purpose.BANK, account__exchange=sold.exchange, amount_fen__gt=0)
    return {leg.transfer.reference.partition(":")[0]: leg.amount_fen for leg in legs.select_related("transfer")}


def test_seller_s_commission_comes_out_of_its_part_and_leaves_fee_and_pool_alone():
    """3,000,000.00, fee 50,000.00 each side (E1): the seller gets 2,950,000.00 less the commission of 60,000.00."""
    sold, _winner = paid_sale()
    before = sold.settlement
    commission = agreed(sold, through_exchange=True)

    commands.settle_sale(sale=sold, actor=reviewer(), clock=LATER)

    moved = out_of_the_bank(sold)
    assert (moved["proceeds"], moved["commission-paid"]) == (2_890_000_00, 60_000_00)
    sold.settlement.refresh_from_db()
    assert (sold.settlement.pool_fen, sold.settlement.seller_net_fen) == (100_000_00, before.seller_net_fen)
    commission.refresh_from_db()
    assert (commission.state, commission.transfer.reference) == ("paid", f"commission:{commission.number}")
    assert not Account.objects.filter(organisation__isnull=False).exclude(balance_fen=0).exists()
    assert list(faults()) == []


def test_statement_of_the_seller_has_it_on_a_line_of_its_own_and_the_buyer_s_has_not():
    sold, winner = paid_sale()
    agreed(sold, through_exchange=True)

    commands.settle_sale(sale=sold, actor=reviewer(), clock=LATER)

    notices = {one.addressee: one.data for one in documents_of(sold).filter(code="settlement_notice")}
    lines = {line["item"]: line["amount"] for line in notices[sold.listing.lister]["lines"]}
    assert lines["居间佣金（从价款中划付，不属于服务费）"] == 60_000_00
    assert notices[sold.listing.lister]["total"] == 2_890_000_00
    assert "居间佣金" not in str(notices[winner.organisation])


def test_commission_that_is_paid_directly_moves_no_money_here():
    sold, winner = paid_sale()
    agreed(sold, by=winner)

    commands.settle_sale(sale=sold, actor=reviewer(), clock=LATER)

    moved = out_of_the_bank(sold)
    assert moved["proceeds"] == 2_950_000_00
    assert "commission-paid" not in moved


def test_without_the_broker_s_consent_nothing_is_paid():
    sold, _winner = paid_sale()
    commission = promised(sold, through_exchange=True)

    commands.settle_sale(sale=sold, actor=reviewer(), clock=LATER)

    assert out_of_the_bank(sold)["proceeds"] == 2_950_000_00
    with pytest.raises(Refused) as refused:
        commands.agree_commission(commission=commission, actor=himself(commission), clock=LATER)
    assert refused.value.code == "state_commission"


def test_both_sides_the_venue_and_the_broker_see_it_and_nobody_else():
    sold, winner = won_sale()
    commission = agreed(sold)

    for reader in (seller_of(sold), winner, officer("SW"), himself(commission)):
        assert list(commissions_of(reader, sold)) == [commission]
    for stranger in (actor(verified()), officer("CQ")):
        assert not commissions_of(stranger, sold).exists()


def test_the_other_side_is_told_once_it_is_agreed():
    sold, winner = won_sale()
    broker_s_name = agreed(sold).attribution.practitioner.name

    settle_log()

    told = Message.objects.get(kind="trading.commission_agreed", user=winner.user)
    assert f"向技术经理人{broker_s_name}支付佣金 60,000.00 元" in told.body


def test_only_the_broker_himself_agrees_and_only_the_payer_withdraws():
    sold, winner = won_sale()
    commission = promised(sold)

    for other in (seller_of(sold), winner, officer("SW")):
        with pytest.raises(Forbidden):
            commands.agree_commission(commission=commission, actor=other, clock=AFTER)
    with pytest.raises(Forbidden):
        commands.withdraw_commission(commission=commission, actor=winner, clock=AFTER)

    commands.withdraw_commission(commission=commission, actor=seller_of(sold), clock=AFTER)
    with pytest.raises(Refused):
        commands.agree_commission(commission=commission, actor=himself(commission), clock=AFTER)


def test_agreed_commission_is_not_taken_back_by_one_side():
    sold, _winner = won_sale()
    commission = agreed(sold)

    with pytest.raises(Refused):
        commands.withdraw_commission(commission=commission, actor=seller_of(sold), clock=AFTER)


@pytest.mark.parametrize("amount_fen", [0, -1, 3_000_000_01])
def test_amount_is_one_and_not_above_the_price(amount_fen):
    sold, _winner = won_sale()

    with pytest.raises(Invalid) as refused:
        promised(sold, amount_fen=amount_fen)
    assert set(refused.value.fields) == {"amount"}


def test_commissions_out_of_the_price_leave_something_to_the_seller():
    sold, _winner = contracted_sale()
    promised(sold, brought_about(sold), amount_fen=1_500_000_00, through_exchange=True)

    with pytest.raises(Invalid) as refused:
        promised(sold, brought_about(sold), amount_fen=1_450_000_00, through_exchange=True)
    assert set(refused.value.fields) == {"amount"}


def test_agreement_and_attribution_are_named():
    sold, _winner = won_sale()
    other = brought_about(won_sale()[0])

    with pytest.raises(Invalid) as refused:
        promised(sold, agreement=" ")
    assert set(refused.value.fields) == {"agreement"}
    with pytest.raises(Invalid) as refused:
        promised(sold, other)
    assert set(refused.value.fields) == {"attribution"}


def test_venue_pays_for_the_seller_alone_to_an_organisation_and_after_the_contract():
    sold, winner = won_sale()
    with pytest.raises(Refused):  # the contract is not in force
        promised(sold, through_exchange=True)
    contracted, winner = contracted_sale()
    with pytest.raises(Refused):
        promised(contracted, by=winner, through_exchange=True)


def test_party_s_own_people_get_no_commission():
    sold, _winner = won_sale()
    own = brought_about(sold, practitioner(actor(sold.listing.lister)))

    with pytest.raises(Refused) as refused:
        promised(sold, own)
    assert refused.value.code == "own_broker"


def test_one_commission_for_a_broker_and_a_side_and_none_after_the_settlement():
    sold, winner = won_sale()
    attribution = brought_about(sold)
    promised(sold, attribution)

    promised(sold, attribution, by=winner)
    with pytest.raises(Refused):
        promised(sold, attribution)


def test_settled_deal_gets_no_commission_any_more():
    sold, _winner = settled_sale()
    attribution = brought_about(sold)

    with pytest.raises(Refused) as refused:
        promised(sold, attribution)
    assert refused.value.code == "state_commission"


def test_database_refuses_a_payment_without_transfer_and_a_buyer_s_out_of_the_price():
    sold, winner = won_sale()
    commission = agreed(sold, by=winner)
    rows = Commission.objects.filter(pk=commission.pk)

    for change in ({"state": "paid"}, {"through_exchange": True}, {"amount_fen": 0}, {"agreement": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_deal_that_falls_through_leaves_no_commission():
    sold, _winner = won_sale()
    row = brought_about(sold)
    promise = agreed(sold, row)

    declared(sold)

    promise.refresh_from_db()
    assert promise.state == "void"
    assert not commissions_of(seller_of(sold), sold).exclude(state="void").exists()

"""Fees given back when a deal is void without the payer's fault, and not on a default (R-FEE-08, R-FEE-14)."""

import pytest

from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.fees.models import PaymentNotice
from marketplace.ledger.models import Account
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading import commands
from marketplace.trading.models import Unwinding
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.trading.factories import AFTER, contracted_sale, settled_sale
from tests.trading.test_defaults import declared, paid_out, won_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled():
    """At 3,000,000.00: fees 50,000.00 each; the winner came through CQ."""
    return settled_sale(winner=actor(verified(home_exchange="CQ", by="CQ")))


def proposed(sold, kind="refund_buyer", **fields):
    told = {"reason": "示范：合同被判决无效，非该方过错", "actor": officer(), "clock": AFTER}
    return commands.propose_unwinding(sale=sold, kind=kind, **told | fields)


def approved(sold, kind="refund_buyer"):
    return commands.approve_unwinding(unwinding=proposed(sold, kind), actor=reviewer(), clock=AFTER)


def market():
    rows = Account.objects.filter(organisation=None).exclude(balance_fen=0).order_by("exchange", "purpose")
    return {
        (exchange, purpose): fen for exchange, purpose, fen in rows.values_list("exchange", "purpose", "balance_fen")
    }


def test_one_side_has_its_fee_back_and_the_exchanges_half_their_shares(settled):
    sold, winner = settled

    done = approved(sold)

    assert (done.amount_fen, paid_out(winner.organisation)) == (50_000_00, [50_000_00])
    assert market() == {
        ("CQ", "bank"): -15_000_00,
        ("CQ", "fee"): 15_000_00,
        ("SW", "bank"): -35_000_00,
        ("SW", "fee"): 30_000_00,
        ("SW", "fund"): 5_000_00,
    }
    assert dict(PaymentNotice.objects.values_list("quote__side", "state")) == {"buyer": "refunded", "seller": "paid"}
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


def test_both_sides_refunded_leave_nothing(settled):
    sold, _winner = settled
    approved(sold, "refund_seller")
    approved(sold, "refund_buyer")

    assert market() == {}
    assert list(ledger_faults()) == []


def test_refund_is_of_two_persons_and_once(settled):
    sold, _winner = settled
    asked = proposed(sold)
    with pytest.raises(Refused) as twice:
        proposed(sold)
    for wrong in (officer(), reviewer("CQ"), actor(sold.listing.lister)):
        with pytest.raises(Forbidden):
            commands.approve_unwinding(unwinding=asked, actor=wrong, clock=AFTER)
    commands.approve_unwinding(unwinding=asked, actor=reviewer(), clock=AFTER)
    with pytest.raises(Refused):
        commands.approve_unwinding(unwinding=asked, actor=reviewer(), clock=AFTER)
    with pytest.raises(Refused) as again:
        proposed(sold)

    assert (twice.value.code, again.value.code) == ("proposed_already", "nothing_to_give")


def test_rejected_refund_moves_nothing_and_may_be_proposed_anew(settled):
    sold, _winner = settled
    before = market()
    asked = proposed(sold)
    commands.reject_unwinding(unwinding=asked, reason="示范：证据不足", actor=reviewer(), clock=AFTER)

    assert (market(), asked.state) == (before, Unwinding.State.REJECTED)
    assert proposed(sold).state == Unwinding.State.PROPOSED


def test_default_of_a_party_refunds_nothing():
    sold, _winner = won_sale(start_fen=3_000_000_00, deposit_fen=300_000_00, reserve_fen=None)
    declared(sold)

    for kind in ("refund_buyer", "refund_seller"):
        with pytest.raises(Refused) as refused:
            proposed(sold, kind)
        assert (refused.value.code, refused.value.rule) == ("party_default", "R-FEE-08")


def test_what_was_not_paid_is_not_refunded():
    sold, _winner = contracted_sale()

    with pytest.raises(Refused) as unpaid:
        proposed(sold)
    with pytest.raises(Invalid):
        proposed(sold, "mercy")
    with pytest.raises(Invalid):
        proposed(sold, reason="")

    assert unpaid.value.code == "nothing_to_give"

"""Steps 1 to 7 of story S1 by commands, to the fen."""

import pytest

from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.core.clock import frozen, shanghai
from marketplace.ledger.models import Account, Purpose
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading import commands
from marketplace.trading.models import Sale
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import published_listing
from tests.trading.factories import SWEEP, at, bid, bidder, sale

pytestmark = pytest.mark.django_db


def balances(organisation, exchange="SW"):
    rows = Account.objects.filter(organisation=organisation, exchange=exchange).exclude(balance_fen=0)
    return dict(rows.values_list("purpose", "balance_fen"))


def test_story_s1():
    u1 = actor(verified(Kind.UNIVERSITY, name="示范大学"))
    listing = published_listing(lister=u1)
    sold = sale(listing=listing)
    assert sold.deposit_fen == 280_000_00
    b1 = bidder(sold, actor(verified(name="示范企业一", home_exchange="SW")))
    b2 = bidder(sold, actor(verified(name="示范企业二", home_exchange="CQ", by="CQ")))
    b3 = bidder(sold, actor(verified(name="示范企业三", home_exchange="SW")))

    receipts = [
        bid(sold, b1, "09:15:00", 2_800_000),
        bid(sold, b2, "10:02:10", 2_900_000),
        bid(sold, b3, "10:05:00", 2_960_000),
        bid(sold, b1, "14:56:30", 3_050_000),
        bid(sold, b3, "15:00:59", 3_200_000),
        bid(sold, b2, "15:05:58", 3_350_000),
        bid(sold, b1, "15:10:58.000", 3_400_000),
    ]

    assert [(r.sequence, r.accepted, r.rule, r.ends_at) for r in receipts] == [
        (1, True, "", at("15:00:00").at),
        (2, True, "", at("15:00:00").at),
        (3, False, "R-BID-08", at("15:00:00").at),
        (4, True, "", at("15:01:30").at),
        (5, True, "", at("15:05:59").at),
        (6, True, "", at("15:10:58").at),
        (7, False, "R-BID-08", at("15:10:58").at),
    ]

    commands.close_sale(sale=sold, actor=SWEEP, clock=at("15:10:58"))
    assert (sold.state, sold.result, sold.leading_fen) == (Sale.State.WON, "sold", 3_350_000_00)
    assert sold.leading_registration.organisation == b2.organisation
    assert sold.deposits_due_at == shanghai("2027-04-16T00:00:00")

    due = sold.settlement
    assert (due.seller_fee_fen, due.buyer_fee_fen, due.pool_fen) == (55_250_00, 55_250_00, 110_500_00)
    assert list(due.shares.order_by("pk").values_list("payee", "exchange", "amount_fen")) == [
        ("listing", "SW", 66_300_00),
        ("referral", "CQ", 33_150_00),
        ("fund", "", 11_050_00),
    ]
    assert (due.price_fen - due.deposit_fen, due.buyer_due_fen) == (3_070_000_00, 3_125_250_00)
    assert due.seller_net_fen == 3_294_750_00

    returned = commands.return_deposits(sale=sold, actor=reviewer(), clock=frozen("2027-04-13T10:00:00"))
    assert [row.organisation for row in returned] == [b1.organisation, b3.organisation]
    assert (balances(b1.organisation), balances(b3.organisation)) == ({}, {})

    commands.sign_contract(sale=sold, actor=u1, clock=frozen("2027-04-13T11:00:00"))
    contract = commands.sign_contract(sale=sold, actor=b2, clock=frozen("2027-04-13T11:30:00"))
    assert contract.effective_at == shanghai("2027-04-13T11:30:00")
    commands.confirm_payment(
        sale=sold,
        payer_name="示范企业二",
        bank_reference="20270414-0001",
        amount_fen=3_125_250_00,
        actor=officer(),
        clock=frozen("2027-04-14T10:00:00"),
    )
    assert balances(b2.organisation) == {"deposit": 280_000_00, "escrow": 3_125_250_00}

    commands.settle_sale(sale=sold, actor=reviewer(), clock=frozen("2027-04-15T10:00:00"))
    assert (balances(u1.organisation), balances(b2.organisation)) == ({}, {})
    assert balances(None) == {"bank": -77_350_00, "fee": 66_300_00, "fund": 11_050_00}
    assert balances(None, "CQ") == {"bank": -33_150_00, "fee": 33_150_00}
    paid_out = Account.objects.get(organisation=u1.organisation, purpose=Purpose.AVAILABLE).legs.order_by("pk").last()
    assert paid_out.amount_fen == -3_294_750_00

    certificate = commands.issue_certificate(sale=sold, actor=officer(), clock=frozen("2027-04-15T11:00:00"))
    assert certificate.number == "TC-SW-2027-000001"
    sold.refresh_from_db()
    assert sold.state == Sale.State.CERTIFIED
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])

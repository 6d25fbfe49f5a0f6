"""Quotes, notices of payment, payment."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.actor import system_actor
from accounts.models import Role
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.fees.commands import mark_paid, mark_refunded, notify_payment, quote, withdraw_notice
from marketplace.fees.queries import replays, schedule
from marketplace.fees.telling import sentences_of
from marketplace.ledger.commands import post, reverse
from marketplace.ledger.models import Purpose
from tests.accounts.factories import actor, exchange, officer, verified
from tests.ledger.factories import BANK, account, funded

pytestmark = pytest.mark.django_db

CLOCK = frozen("2027-04-12T15:20:00")
SYSTEM = system_actor("tests")


@pytest.fixture
def buyer():
    return verified()


def quoted(payer, price_fen=3_350_000_00, **fields):
    asked = {"schedule": schedule("E1"), "side": "buyer", "subject": "sale:S-2027-000001", "exchange": "SW"}
    return quote(price_fen=price_fen, payer=payer, actor=SYSTEM, clock=CLOCK, **asked | fields)


def fee_transfer(payer, amount_fen, reference="fee:1"):
    available = funded(payer, amount_fen)
    pool = account(Purpose.POOL)
    return post(reference=reference, legs=[(available, -amount_fen), (pool, amount_fen)], memo="服务费", actor=BANK)


def test_quote_freezes_the_fee_of_s1_with_its_calculation(buyer):
    made = quoted(buyer)

    assert made.number.startswith("Q-")
    assert made.amount_fen == 55_250_00
    assert [(part["width_fen"], part["rate"], part["amount"]) for part in made.breakdown["slices"]] == [
        (1_000_000_00, "1/50", "2000000"),
        (2_350_000_00, "3/200", "3525000"),
    ]
    assert replays(made)


def test_quote_shows_what_the_deal_costs_at_each_venue_and_in_each_phase(buyer):
    made = quoted(buyer)

    assert {row["schedule"]: row["amount_fen"] for row in made.comparison["schedules"]} == {
        "E1.1": 55_250_00,
        "SW.1": 120_500_00,
        "CQ.1": 23_450_00,
    }
    at_cq = [row for row in made.comparison["phases"] if row["exchange"] == "CQ"]
    assert [row["amount_fen"] for row in at_cq] == [23_450_00, 34_050_00, 44_650_00, 55_250_00]
    assert [row["small_firm_fen"] for row in at_cq] == [23_450_00, 23_450_00, 23_450_00, 55_250_00]


def test_quote_at_a_venue_that_has_not_adopted_the_schedule_is_refused(buyer):
    with pytest.raises(Refused) as refused:
        quoted(buyer, schedule=schedule("CQ"), exchange="SW")

    assert (refused.value.code, refused.value.rule) == ("schedule_not_adopted", "R-FEE-12")


@pytest.mark.parametrize("wrong", [{"side": "broker"}, {"price_fen": -1}, {"price_fen": 10**18}])
def test_quote_of_a_wrong_price_or_side_is_refused(buyer, wrong):
    with pytest.raises(Invalid, match="无法计费"):
        quoted(buyer, **wrong)


def test_notices_are_numbered_without_gaps_in_each_exchange_and_year(buyer):
    at_cq = {"schedule": schedule("CQ"), "exchange": "CQ"}
    notices = [
        notify_payment(quote=made, actor=SYSTEM, clock=CLOCK)
        for made in (quoted(buyer), quoted(buyer, **at_cq), quoted(buyer, side="seller"))
    ]

    assert [notice.number for notice in notices] == ["PN-SW-2027-000001", "PN-CQ-2027-000001", "PN-SW-2027-000002"]


def test_notice_is_sent_once(buyer):
    made = quoted(buyer)

    first = notify_payment(quote=made, actor=SYSTEM, clock=CLOCK)

    assert notify_payment(quote=made, actor=SYSTEM, clock=CLOCK) == first


def test_notice_for_an_estimate_is_refused(buyer):
    estimate = quoted(buyer, exchange="")

    with pytest.raises(Refused, match="未指明交易机构"):
        notify_payment(quote=estimate, actor=SYSTEM, clock=CLOCK)


def test_notice_by_another_exchange_is_forbidden(buyer):
    made = quoted(buyer)
    stranger = officer("CQ")

    with pytest.raises(Forbidden, match="所在交易机构"):
        notify_payment(quote=made, actor=stranger, clock=CLOCK)


def test_payment_by_the_transfer_that_brought_the_fee(buyer):
    notice = notify_payment(quote=quoted(buyer), actor=SYSTEM, clock=CLOCK)
    transfer = fee_transfer(buyer, 55_250_00)
    clerk = actor(exchange("SW"), [Role.FINANCE])

    mark_paid(notice=notice, transfer=transfer, actor=clerk, clock=CLOCK)

    notice.refresh_from_db()
    assert (notice.state, notice.transfer, notice.paid_at) == ("paid", transfer, CLOCK.read())


def test_one_transfer_pays_both_sides_and_no_third(buyer):
    notices = [
        notify_payment(quote=quoted(buyer, side=side), actor=SYSTEM, clock=CLOCK)
        for side in ("seller", "buyer", "buyer")
    ]
    transfer = fee_transfer(buyer, 110_500_00)
    for notice in notices[:2]:
        mark_paid(notice=notice, transfer=transfer, actor=SYSTEM, clock=CLOCK)

    with pytest.raises(Refused, match=r"可抵服务费 0.00 元") as refused:
        mark_paid(notice=notices[2], transfer=transfer, actor=SYSTEM, clock=CLOCK)

    assert refused.value.code == "not_covered"


def test_payment_by_a_transfer_that_was_undone_is_refused(buyer):
    notice = notify_payment(quote=quoted(buyer), actor=SYSTEM, clock=CLOCK)
    transfer = fee_transfer(buyer, 55_250_00)
    reverse(transfer=transfer, reason="误记", actor=BANK)

    with pytest.raises(Refused):
        mark_paid(notice=notice, transfer=transfer, actor=SYSTEM, clock=CLOCK)


def test_payment_of_a_paid_notice_is_refused(buyer):
    notice = notify_payment(quote=quoted(buyer), actor=SYSTEM, clock=CLOCK)
    transfer = fee_transfer(buyer, 200_000_00)
    mark_paid(notice=notice, transfer=transfer, actor=SYSTEM, clock=CLOCK)

    with pytest.raises(Refused, match="已付款"):
        mark_paid(notice=notice, transfer=transfer, actor=SYSTEM, clock=CLOCK)


def refund_transfer(buyer, amount_fen):
    legs = [(account(Purpose.POOL), -amount_fen), (account(Purpose.AVAILABLE, buyer), amount_fen)]
    return post(reference="refund", legs=legs, memo="退还服务费", actor=SYSTEM)


def test_paid_notice_is_refunded_once_and_whole(buyer):
    notice = notify_payment(quote=quoted(buyer), actor=SYSTEM, clock=CLOCK)
    mark_paid(notice=notice, transfer=fee_transfer(buyer, 200_000_00), actor=SYSTEM, clock=CLOCK)
    amount = notice.quote.amount_fen

    back = refund_transfer(buyer, amount)
    mark_refunded(notice=notice, transfer=back, actor=SYSTEM, clock=CLOCK)

    assert (notice.state, notice.refund, notice.refunded_at) == ("refunded", back, CLOCK.read())
    with pytest.raises(Refused):
        mark_refunded(notice=notice, transfer=back, actor=SYSTEM, clock=CLOCK)


def test_refund_below_the_fee_is_refused(buyer):
    notice = notify_payment(quote=quoted(buyer), actor=SYSTEM, clock=CLOCK)
    mark_paid(notice=notice, transfer=fee_transfer(buyer, 200_000_00), actor=SYSTEM, clock=CLOCK)

    back = refund_transfer(buyer, notice.quote.amount_fen - 1)

    with pytest.raises(Refused) as short:
        mark_refunded(notice=notice, transfer=back, actor=SYSTEM, clock=CLOCK)

    assert (short.value.code, short.value.rule) == ("not_covered", "R-FEE-08")


def test_notice_that_was_not_paid_is_withdrawn(buyer):
    notice = notify_payment(quote=quoted(buyer), actor=SYSTEM, clock=CLOCK)

    withdraw_notice(notice=notice, actor=SYSTEM, clock=CLOCK)

    assert notice.state == "withdrawn"
    with pytest.raises(Refused):
        mark_paid(notice=notice, transfer=fee_transfer(buyer, 200_000_00), actor=SYSTEM, clock=CLOCK)


def test_fee_of_a_part_is_what_it_grows_by(buyer):
    """1,350,000.00 first, then the rest of 4,500,000.00: 25,250.00 and 47,250.00, together 72,500.00 (story S3)."""
    told = {"schedule": schedule("E1"), "side": "buyer", "subject": "sale:S-2027-000001", "payer": buyer}
    first = quote(price_fen=1_350_000_00, exchange="SW", actor=SYSTEM, clock=CLOCK, **told)
    rest = quote(
        price_fen=3_150_000_00, received_before_fen=1_350_000_00, exchange="SW", actor=SYSTEM, clock=CLOCK, **told
    )

    assert (first.amount_fen, rest.amount_fen) == (25_250_00, 47_250_00)
    assert replays(first)
    assert replays(rest)
    assert sentences_of(rest)[-1] == (
        "减去此前累计 1,350,000.00 元应收的 25,250.00 元：72,500.00 − 25,250.00 = 47,250.00 元。"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE fees_quote SET amount_fen = 1",
        "DELETE FROM fees_quote",
        "UPDATE fees_paymentnotice SET number = 'PN-SW-2027-000009'",
        "UPDATE fees_paymentnotice SET state = 'paid', issued_at = market_now(), paid_at = market_now()",
        "DELETE FROM fees_paymentnotice",
    ],
)
def test_database_refuses_to_change_a_quote_or_a_notice(buyer, sql):
    notify_payment(quote=quoted(buyer), actor=SYSTEM, clock=CLOCK)

    with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_quote_that_was_tampered_with_does_not_replay(buyer):
    made = quoted(buyer)
    made.amount_fen -= 1

    assert not replays(made)

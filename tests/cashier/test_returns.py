"""The queue of deposits that go back to those who did not win (R-BID-03)."""

import pytest

from marketplace.cashier.queries.returns import queue
from marketplace.core.clock import shanghai
from marketplace.portal.queries.workspace import workspace
from marketplace.trading import commands
from tests.accounts.factories import officer, reviewer
from tests.cashier.factories import confirm, finance, proposed, waiting
from tests.clients import client_of
from tests.portal.browsing import signed_in
from tests.rulebook.factories import load_2027
from tests.trading.factories import SWEEP, at, bid, bidder, sale

pytestmark = pytest.mark.django_db
ENDED, IN_TIME, LATE = shanghai("2027-04-12T15:00:00"), shanghai("2027-04-15T10:00:00"), shanghai("2027-04-16T00:00:00")


@pytest.fixture
def outbid():
    """A bidder whose deposit came by the desk and who did not win; the sale ended on 12 April 2027."""
    load_2027()
    sold = sale()
    registration = waiting(sold)
    confirm(proposed(registration))
    bid(sold, bidder(sold), "10:00:00", 3_000_000)
    commands.close_sale(sale=sold, actor=SWEEP, clock=at("15:00:00"))
    return registration


def test_queue_has_the_loser_with_limit_amount_and_account_and_not_the_winner(outbid):
    [row] = queue(finance(), IN_TIME)

    assert (row.registration, row.due_at, row.amount_fen) == (outbid, LATE, 280_000_00)
    assert row.payer_account == "6222000011112222"
    assert not row.overdue


def test_overdue_from_the_end_of_the_third_working_day_on(outbid):
    assert [row.overdue for row in queue(finance(), LATE)] == [True]


def test_queue_is_empty_while_the_sale_runs_and_when_the_money_went_back(outbid):
    running = waiting()
    confirm(proposed(running))

    commands.return_deposits(sale=outbid.sale, actor=reviewer("SW"), clock=at("16:00:00"))

    assert queue(finance(), LATE) == []


def test_other_exchange_sees_nothing(outbid):
    assert queue(finance("CQ"), LATE) == []


def test_page_and_api_tell_what_is_late(outbid, sandbox_at):
    sandbox_at("2027-04-16T09:00:00")

    page = signed_in(finance()).get("/cashier/returns/").content.decode()
    [row] = client_of(finance()).get("/api/v1/deposits-to-return").json()

    assert "有 1 笔已超过退还期限" in page
    assert outbid.organisation.name in page
    assert (row["registration"], row["overdue"], row["amount"]["amount"]) == (outbid.number, True, "280000.00")


def test_workspace_of_the_staff_leads_to_the_desk(outbid, sandbox_at):
    sandbox_at("2027-04-16T09:00:00")
    proposed(waiting(), by=officer("SW"))

    told = [(duty.title, duty.url) for duty in workspace(finance()).duties]

    assert told == [
        ("收款台有 1 笔到账或退款待您复核", "/cashier/"),
        ("退还 1 笔保证金", "/cashier/returns/"),
    ]

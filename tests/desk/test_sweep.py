"""Cases whose time is past."""

import pytest

from marketplace.core.clock import market_clock
from marketplace.desk import commands as desk
from marketplace.desk.queries import asked_of
from marketplace.desk.tasks import sweep_due_cases
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY, agent_of
from tests.desk.cases import announced_case, applied_case

pytestmark = pytest.mark.django_db
PIECES = [{"code": "", "text": "示范缺项"}]


def test_pieces_not_supplied_in_time_let_the_application_lapse(sandbox_at):
    agent = agent_of(None)
    case = applied_case(lister=agent)
    desk.request_pieces(case=case, pieces=PIECES, actor=officer("SW"), clock=TODAY)

    sandbox_at("2027-03-15T23:59:59")
    early = sweep_due_cases()
    sandbox_at("2027-03-16T00:00:00")
    swept = sweep_due_cases()
    case.refresh_from_db()
    lapsed = (case.stage, case.state)
    desk.apply(listing=case.listing, actor=agent, clock=market_clock)

    case.refresh_from_db()
    assert (early, swept, lapsed, case.stage) == (0, 1, ("application", "running"), "review")


def test_late_review_is_marked_once(sandbox_at):
    case = applied_case()

    sandbox_at("2027-03-09T00:00:00")
    swept = (sweep_due_cases(), sweep_due_cases())

    case.refresh_from_db()
    assert (swept, case.stage, case.overdue_at is None) == ((1, 0), "review", False)


def test_end_of_the_disclosure_makes_nobody_late_and_is_the_exchanges_turn(sandbox_at):
    case = announced_case()
    clerk = officer("SW")
    sandbox_at("2027-06-01T09:00:00")

    swept = (sweep_due_cases(), sweep_due_cases())

    case.refresh_from_db()
    assert (swept, case.waiting_for, case.due_at, case.overdue_at) == ((1, 0), "exchange", None, None)
    assert [asked.act for asked in asked_of(case, clerk)] == ["announce"]
    assert case.steps.order_by("-id").first().note == "信息披露期已满，由交易机构组织交易或办理终结。"


def test_announced_sale_makes_a_case_wait_for_bidders_again(sandbox_at):
    case = announced_case(price_mode="bidding", asking_price_fen=1_000_000_00)
    sandbox_at("2027-06-01T09:00:00")
    sweep_due_cases()
    case.refresh_from_db()

    desk.pass_stage(
        listing=case.listing,
        stage="interest",
        actor=officer("SW"),
        now=market_clock.read(),
        subject="sale:S-2027-000001",
    )

    case.refresh_from_db()
    assert (case.waiting_for, sweep_due_cases()) == ("bidders", 0)

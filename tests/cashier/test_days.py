"""A day of the bank beside the same day of the ledger."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.cashier import commands
from marketplace.cashier.models import Day, DayDifference
from marketplace.cashier.queries.days import reconciliation
from marketplace.core.clock import SHANGHAI, frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.ledger.reconciling import Difference, Fault, Line
from tests.accounts.factories import actor, exchange, reviewer
from tests.cashier.factories import (
    DAY,
    NEXT,
    arrived,
    closed,
    confirm,
    finance,
    proposed,
    read,
    returning,
    row,
    unknown,
    waiting,
)
from tests.trading.factories import deposit

pytestmark = pytest.mark.django_db


def test_day_agrees_when_all_its_lines_are_booked_or_in_suspense():
    confirm(proposed())
    unknown(reference="U1")

    found = reconciliation("SW", DAY)

    assert found.agrees
    assert (found.bank_fen, found.ledger_fen, len(found.matched)) == (292_345_67, 292_345_67, 2)


def test_line_that_nobody_claimed_is_missing_in_the_ledger():
    line = arrived(reference="U1")

    found = reconciliation("SW", DAY)

    assert found.differences == [Difference("U1", Fault.MISSING_HERE, 280_000_00, None)]
    commands.park_line(line=line, actor=finance(), clock=NEXT)
    assert reconciliation("SW", DAY).agrees


def test_receipt_booked_by_one_person_is_missing_at_the_bank_until_its_line_comes():
    due = waiting()
    deposit(due, bank_reference="H1", clock=NEXT)
    booked_date = due.receipt.at.astimezone(SHANGHAI).date()

    before = reconciliation("SW", booked_date)
    arrived(due, reference="H1")

    assert before.differences == [Difference("H1", Fault.MISSING_THERE, None, 280_000_00)]
    assert reconciliation("SW", booked_date).agrees
    assert reconciliation("SW", DAY).matched == [Line("H1", 280_000_00)]


def test_other_amount_than_was_booked_by_one_person_is_shown_to_the_fen():
    due = waiting()
    deposit(due, bank_reference="H1", clock=NEXT)
    arrived(due, reference="H1", amount="280000.01")

    [bank] = reconciliation("SW", DAY).differences

    assert bank == Difference("H1", Fault.MISSING_HERE, 280_000_01, None)


def test_return_waits_for_its_outgoing_line():
    line = unknown()
    confirm(returning(line))
    paid = reconciliation("SW", line.proposals.get().transfer.at.astimezone(SHANGHAI).date())

    read(row("12345.67", direction="支", remark=line.number))

    assert [one.fault for one in paid.differences] == [Fault.MISSING_THERE]
    assert reconciliation("SW", DAY).agrees


def test_day_is_closed_by_one_and_checked_by_another():
    arrived(reference="U1")
    with pytest.raises(Invalid) as refused:
        closed()

    day = closed(explanations={"U1": "示范：次日认领"})
    commands.check_day(day=day, actor=reviewer("SW"), clock=NEXT)

    assert refused.value.fields["explanations"] == ["请说明差异“U1”的原因（规则 R-SET-08）。"]
    assert (day.state, day.bank_fen, day.ledger_fen) == ("checked", 280_000_00, 0)
    assert [(one.reference, one.explanation) for one in day.differences.all()] == [("U1", "示范：次日认领")]


def test_who_closed_a_day_does_not_check_it():
    both = actor(exchange("SW"), ["finance", "reviewer"])
    unknown()
    day = closed(by=both)

    with pytest.raises(Forbidden):
        commands.check_day(day=day, actor=both, clock=NEXT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Day.objects.filter(pk=day.pk).update(state="checked", checked_by=both.user, checked_at=NEXT.at)


def test_closed_day_is_immutable():
    arrived(reference="U1")
    day = closed(explanations={"U1": "示范"})

    with pytest.raises(Invalid, match="该日已完成对账"):
        read(row("5.00"))
    for change in (
        lambda: Day.objects.filter(pk=day.pk).update(bank_fen=1),
        lambda: Day.objects.filter(pk=day.pk).delete(),
        lambda: DayDifference.objects.update(explanation="改写"),
        lambda: DayDifference.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    commands.check_day(day=day, actor=reviewer("SW"), clock=NEXT)
    with pytest.raises(Refused):
        commands.send_back_day(day=day, reason="示范", actor=reviewer("SW"), clock=NEXT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Day.objects.filter(pk=day.pk).update(state="sent_back")


def test_day_sent_back_is_closed_anew():
    unknown()
    day = closed()

    commands.send_back_day(day=day, reason="示范：缺一份对账单", actor=reviewer("SW"), clock=NEXT)
    read(row("5.00"))

    assert closed().bank_fen == 12_350_67


def test_day_is_closed_once_after_it_is_past_and_with_its_statement():
    with pytest.raises(Refused, match="只能对今天之前的日期"):
        closed(date=NEXT.at.date())
    with pytest.raises(Refused, match="没有该日结束之后读入"):
        closed()
    read(row("5.00"), clock=frozen("2027-04-07T12:00:00"))  # at noon: the day is not over
    with pytest.raises(Refused, match="没有该日结束之后读入"):
        closed()
    read(row("6.00"))
    closed()
    with pytest.raises(Refused, match="该日已完成对账"):
        closed()
    with pytest.raises(Refused, match="没有该日结束之后读入"):
        closed(date=DAY - timedelta(days=1))

"""Money that nobody claims is reported once, after the days that the rule allows (R-SET-08)."""

import pytest

from accounts.models import Kind, Role
from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.cashier import commands
from marketplace.cashier.queries.suspense import limit_days
from marketplace.cashier.tasks import report_long_suspense
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Refused
from marketplace.messages.models import Message
from tests.accounts.factories import actor, exchange, reviewer, verified
from tests.cashier.factories import arrived, confirm, finance, returning, unknown

pytestmark = pytest.mark.django_db
FIFTH, SIXTH = "2027-04-12T23:59:59", "2027-04-13T00:00:00"  # days after 7 April


def test_money_is_reported_once_when_it_has_lain_more_than_five_days(sandbox_at):
    line = unknown()
    arrived()  # waits to be claimed, so it is not in suspense

    sandbox_at(FIFTH)
    early = report_long_suspense()
    sandbox_at(SIXTH)
    late = (report_long_suspense(), report_long_suspense())

    line.refresh_from_db()
    assert (early, late) == (0, (1, 0))
    assert line.reported_at == shanghai(SIXTH)
    assert Entry.objects.filter(verb="cashier.suspense_overdue").count() == 1


def test_finance_reviewers_and_supervisors_are_told_and_supervisors_not_who_paid(sandbox_at):
    clerk, checker = finance(), reviewer("SW")
    elsewhere = actor(exchange("CQ"), [Role.FINANCE])
    supervisor = actor(verified(Kind.SUPERVISOR), [Role.SUPERVISOR])
    line = unknown(name="示范某某公司")
    sandbox_at(SIXTH)

    report_long_suspense()
    settle()

    told = {one.user: one for one in Message.objects.filter(subject=f"bankline:{line.number}")}
    assert set(told) >= {clerk.user, checker.user, supervisor.user}
    assert elsewhere.user not in told
    assert (told[clerk.user].link, told[supervisor.user].link) == (f"/cashier/lines/{line.number}/", "")
    assert "示范某某公司" not in "".join(one.title + one.body for one in told.values())


def test_money_that_went_back_is_not_reported(sandbox_at):
    confirm(returning())
    sandbox_at(SIXTH)

    assert report_long_suspense() == 0


def test_line_that_has_not_lain_long_is_refused():
    with pytest.raises(Refused) as refused:
        commands.report_suspense(line=unknown(), actor=finance(), clock=frozen(FIFTH))

    assert refused.value.code == "not_long_in_suspense"


def test_where_no_rules_are_in_force_there_is_no_limit():
    assert limit_days("SW", shanghai("2025-06-01T00:00:00")) is None

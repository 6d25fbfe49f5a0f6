"""A return's way: drafted, checked by a second person, filed, corrected by a new version."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.network import commands as network
from marketplace.reporting import commands
from marketplace.reporting.models import Return, ReturnRow
from marketplace.reporting.queries.returns import return_of, returns_for, rows_behind
from tests.accounts.factories import actor, exchange, officer, reviewer, verified
from tests.catalogue.factories import TODAY, published_listing
from tests.network.factories import deal
from tests.reporting.factories import MAY, drafted, filed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("period", "clock"), [("2027-05", MAY), ("2027", MAY), ("2027-13", MAY)])
def test_only_a_period_that_is_over_is_returned(period, clock):
    with pytest.raises(Invalid) as refused:
        commands.draft_return(period=period, exchange="SW", actor=officer(), clock=clock)

    assert list(refused.value.fields) == ["period"]


def test_one_return_of_a_period_at_a_time():
    drafted()

    with pytest.raises(Refused, match="RT-"):
        drafted()


def test_author_does_not_check():
    both = actor(exchange("SW"), ["officer", "reviewer"])
    found = drafted(by=both)

    with pytest.raises(Forbidden):
        commands.check_return(found=found, actor=both, clock=MAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.filter(pk=found.pk).update(checked_by=both.user)


def test_return_whose_rows_were_altered_is_not_checked():
    published_listing()
    found = drafted("2027-03")
    ReturnRow.objects.filter(of=found).update(title="示范改动")

    with pytest.raises(Refused, match="摘要"):
        commands.check_return(found=found, actor=reviewer(), clock=MAY)


def test_supervisor_sees_what_was_filed_and_nothing_else():
    supervisor = actor(verified("supervisor"), ["supervisor"])
    draft, done = drafted("2027-03"), filed("2027-04")

    assert list(returns_for(supervisor)) == [done]
    with pytest.raises(Http404):
        return_of(supervisor, draft.number)
    assert list(returns_for(actor())) == []


def test_other_exchange_sees_only_returns_of_all_four():
    of_sw, of_all = filed("2027-03", "SW"), filed("2027-04")

    assert list(returns_for(officer("CQ"))) == [of_all]
    assert set(returns_for(officer("SW"))) == {of_sw, of_all}


def test_correction_is_a_new_version_with_a_reason_and_the_old_one_stays():
    first = filed()
    published_listing(clock=frozen("2027-04-03T10:00:00"))
    with pytest.raises(Invalid):
        commands.correct_return(found=first, reason=" ", actor=officer(), clock=MAY)

    second = commands.correct_return(found=first, reason="漏报一项", actor=officer(), clock=MAY)
    commands.count_return(found=second, clock=MAY)
    second.refresh_from_db()
    commands.reject_return(found=second, reason="示范退回", actor=reviewer(), clock=MAY)
    third = commands.correct_return(found=first, reason="漏报一项", actor=officer(), clock=MAY)
    commands.count_return(found=third, clock=MAY)
    third.refresh_from_db()
    commands.check_return(found=third, actor=reviewer(), clock=MAY)
    commands.file_return(found=third, actor=officer(), clock=MAY)

    first.refresh_from_db()
    assert (third.version, third.supersedes, first.state, first.is_superseded) == (2, first, "filed", True)
    assert (first.figures["total"]["published"], third.figures["total"]["published"]) == (0, 1)


def test_step_out_of_order_is_refused():
    found = drafted()

    with pytest.raises(Refused):
        commands.file_return(found=found, actor=officer(), clock=MAY)
    with pytest.raises(Refused):
        commands.correct_return(found=found, reason="示范", actor=officer(), clock=MAY)


def test_compared_with_the_filed_return_of_the_period_before():
    before = filed("2027-03")

    assert drafted("2027-04").figures["compared"]["previous"]["basis"] == before.number


def test_unknown_indicator_or_dimension_is_refused():
    found = drafted()

    with pytest.raises(Invalid):
        rows_behind(found, indicator="nonsense")
    with pytest.raises(Invalid):
        rows_behind(found, title="示范")


def test_deals_closed_elsewhere_stand_beside_the_figures_and_never_among_them():
    told = checked_deal("1", deal_date=date(2027, 2, 28), amount_fen=500_000_00)
    checked_deal("2", deal_date=date(2027, 1, 31))
    checked_deal("3", exchange="CQ")
    deal(contract_number="HT-4")

    figures = drafted("2027-02", "SW").figures

    assert [one["number"] for one in figures["external"]["deals"]] == [told.number]
    assert (figures["external"]["count"], figures["external"]["sum_fen"]) == (1, 500_000_00)
    assert (figures["total"]["sold"], figures["total"]["sold_fen"]) == (0, 0)


def checked_deal(contract, **fields):
    found = deal(contract_number=f"HT-{contract}", **fields)
    network.check_deal(deal=found, actor=officer(found.exchange), clock=TODAY)
    return found

import pytest
from django.db import IntegrityError, transaction

from marketplace.audit.models import Entry
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk.models import PublicNotice
from marketplace.network import commands
from marketplace.network.models import ExternalDeal, PartnerRecord, Reading
from marketplace.network.queries.records import conflicts
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import accepted_listing
from tests.network.factories import CASE, DEAL, NOTICE, TODAY, brought_in, conflict, deal

pytestmark = pytest.mark.django_db
WHY = {"reason": "原系统更正单 7 号", "clock": TODAY}


def waiting():
    return Reading.objects.get(state="conflicting")


def test_ours_goes_on_to_hold_and_theirs_stays_known():
    reading, by = conflict(), officer("SW")

    commands.keep_ours(reading=reading, actor=by, **WHY)

    assert (reading.state, reading.decided_by, reading.decision) == ("declined", by.user, "原系统更正单 7 号")
    assert PartnerRecord.objects.get().title == "示范打磨技术"
    assert brought_in("case", [CASE, CASE | {"项目名称": "示范更名"}]).unchanged == 2
    assert Entry.objects.get(verb="network.ours_kept").private


def test_theirs_holds_from_now_on_and_ours_is_kept_as_superseded():
    reading = conflict()

    commands.take_theirs(reading=reading, actor=officer("SW"), **WHY)

    assert [one.state for one in Reading.objects.order_by("id")] == ["superseded", "current"]
    assert PartnerRecord.objects.get().title == "示范更名"
    assert brought_in("case", [CASE, CASE | {"项目名称": "示范更名"}]).unchanged == 2


def test_conflict_is_decided_once():
    reading = conflict()
    commands.keep_ours(reading=reading, actor=officer("SW"), **WHY)

    with pytest.raises(Refused):
        commands.take_theirs(reading=reading, actor=officer("SW"), **WHY)

    assert Reading.objects.filter(state="current").count() == 1


def test_decision_wants_reasons():
    with pytest.raises(Invalid) as refused:
        commands.keep_ours(reading=conflict(), reason=" ", actor=officer("SW"), clock=TODAY)

    assert list(refused.value.fields) == ["reason"]


@pytest.mark.parametrize("decide", [commands.keep_ours, commands.take_theirs])
def test_only_officers_of_the_exchange_decide(decide):
    for who in (officer("CQ"), actor()):
        with pytest.raises(Forbidden):
            decide(reading=conflict(), actor=who, **WHY)


def test_notice_that_is_taken_is_an_erratum_of_the_first():
    brought_in("notice", [NOTICE, NOTICE | {"公告正文": "另一正文"}])

    commands.take_theirs(reading=waiting(), actor=officer("SW"), **WHY)

    [first, second] = PublicNotice.objects.order_by("id")
    assert (second.kind, second.corrects) == ("erratum", first)
    assert second.body.endswith("另一正文")
    assert PartnerRecord.objects.get().notice == second


def test_case_of_ours_is_not_altered_by_what_is_taken():
    ours = accepted_listing(exchange="SW")
    brought_in("case", [CASE | {"原项目编号": ours.project_number}])

    commands.take_theirs(reading=waiting(), actor=officer("SW"), **WHY)

    title = ours.title
    ours.refresh_from_db()
    assert ours.title == title
    assert PartnerRecord.objects.get().title == "示范打磨技术"


def test_deal_that_is_taken_waits_for_its_check_again():
    brought_in("deal", [DEAL, DEAL | {"成交金额": "130万"}])

    commands.take_theirs(reading=waiting(), actor=officer("SW"), **WHY)

    found = ExternalDeal.objects.get()
    assert (found.amount_fen, found.state) == (1_300_000_00, "pending")


def test_deal_that_a_person_told_stands_against_an_imported_one():
    told = deal(contract_number="HT-2027-1")

    brought_in("deal", [DEAL])
    reading = waiting()
    commands.take_theirs(reading=reading, actor=officer("SW"), **WHY)

    told.refresh_from_db()
    assert (reading.reason, reading.own) == ("own_case", told.number)
    assert (told.buyer, told.record) == ("示范公司", reading.record)


def test_both_exchanges_see_what_stands_between_them_and_one_decides():
    brought_in("case", [CASE])
    brought_in("case", [CASE | {"原项目编号": "CQ-1"}], exchange="CQ")
    flagged = waiting()

    assert [list(conflicts(officer(code))) for code in ("SW", "CQ")] == [[flagged], [flagged]]
    assert list(conflicts(actor())) == []
    with pytest.raises(Forbidden):
        commands.keep_ours(reading=flagged, actor=officer("SW"), **WHY)
    commands.keep_ours(reading=flagged, actor=officer("CQ"), **WHY)


def test_database_holds_one_content_at_a_time():
    reading = conflict()

    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(state="current")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(state="declined")

"""By when an exchange decides at the entrance (R-DSK-07): counted once, shown, sorted by, and marked once when it is past."""

from datetime import date

import pytest
from django.test import Client

from accounts import commands
from accounts.actor import Actor, actor_for, system_actor
from accounts.commands.sweeping import mark_overdue
from accounts.models import Organisation, Role
from accounts.tasks import sweep_due_decisions
from marketplace.audit.queries import history
from marketplace.core.clock import frozen, market_clock, shanghai
from marketplace.core.errors import Forbidden
from marketplace.rulebook.commands import seed_provisional_year
from tests.accounts.factories import actor, officer, reading, scan, scans, uscc, user, verified

pytestmark = pytest.mark.django_db
MONDAY = frozen("2027-03-01T10:00:00")
IN_FIVE_DAYS = shanghai("2027-03-09T00:00:00")  # 24:00 of Monday 8 March, the fifth working day
IN_TEN_DAYS = shanghai("2027-03-16T00:00:00")


def seen_by(who: Actor, path: str) -> str:
    client = Client()
    client.force_login(who.user)
    return client.get(path).content.decode()


@pytest.fixture(autouse=True)
def calendar(db):
    holidays = {date(2027, 4, 5): "清明节"}
    told = {"source": "示范：暂定日历", "actor": system_actor("tests"), "clock": MONDAY}
    seed_provisional_year(year=2027, holidays=holidays, **told)


def registered(clock=MONDAY, *, papers=True, **said) -> tuple[Organisation, Actor]:
    person = user()
    alone = Actor(user=person)
    told = {"kind": "firm", "name": "示范新单位", "uscc": uscc(), "owner_category": "private", **said}
    handed_in = scans(alone) if papers else {}
    party = commands.register_organisation(actor=alone, clock=clock, papers=handed_in, **told)
    return party, actor_for(person, party)


def test_registration_is_due_five_working_days_after_it_was_handed_in():
    assert registered()[0].due_at == IN_FIVE_DAYS


def test_holidays_and_weekends_do_not_count():
    assert registered(frozen("2027-04-01T17:00:00"))[0].due_at == shanghai("2027-04-10T00:00:00")


def test_draft_has_no_limit_until_it_is_handed_in():
    party, admin = registered(papers=False)
    before = party.due_at
    for piece, file in scans(Actor(user=admin.user)).items():
        commands.hand_in_paper(organisation=party, piece=piece, file=file, actor=admin, clock=MONDAY)
    commands.submit_organisation(organisation=party, actor=admin, clock=frozen("2027-03-03T10:00:00"))

    assert (before, party.due_at) == (None, shanghai("2027-03-11T00:00:00"))


def test_exchange_has_its_whole_time_again_after_a_return():
    party, admin = registered()
    Organisation.objects.filter(pk=party.pk).update(overdue_at=MONDAY.read())
    told = {"pieces": [{"piece": "particulars", "fault": "differs", "note": "地址不符"}], "actor": officer()}
    commands.send_back_organisation(organisation=party, clock=frozen("2027-03-02T10:00:00"), **told)
    commands.resubmit_organisation(organisation=party, actor=admin, clock=frozen("2027-03-04T10:00:00"))

    assert (party.due_at, party.overdue_at) == (shanghai("2027-03-12T00:00:00"), None)


def test_mandate_new_name_and_merger_are_due_like_a_registration_and_a_claim_later():
    admin, staff = actor(), officer()
    party = admin.organisation
    agent = actor(party, [Role.AGENT], authorised=False)
    term = {"valid_from": date(2027, 3, 1), "valid_to": date(2028, 2, 29)}
    said = {"organisation": party, "actor": admin, "clock": MONDAY}
    mandate = commands.submit_authorisation(user=agent.user, scopes=["all"], paper=scan(admin), **term, **said)
    renaming = commands.rename_organisation(name="示范新名称", licence=scan(admin), **said)
    pair = {"absorbed": party, "successor": verified(), "reasons": "示范", "paper": scan(staff)}
    merger = commands.merge_organisations(actor=staff, clock=MONDAY, **pair)
    claimant = Actor(user=user())
    told = {"uscc": party.uscc, "statement": "管理员已离职", "papers": scans(claimant)}
    claim = commands.file_claim(actor=claimant, clock=MONDAY, **told)

    assert [row.due_at for row in (mandate, renaming, merger)] == [IN_FIVE_DAYS] * 3
    assert claim.due_at == IN_TEN_DAYS


def test_sweep_marks_what_is_late_once_and_leaves_a_line(sandbox_at):
    late, _admin = registered()
    sandbox_at("2027-03-08T23:59:59")
    early = sweep_due_decisions()
    sandbox_at("2027-03-09T00:00:00")

    swept = (sweep_due_decisions(), sweep_due_decisions())

    late.refresh_from_db()
    assert (early, swept, late.overdue_at) == (0, (1, 0), IN_FIVE_DAYS)
    lines = [entry.verb for entry in history(f"organisation:{late.number}")]
    assert lines == ["accounts.organisation_registered", "accounts.decision_overdue"]


def test_sweep_leaves_alone_what_was_decided_in_time(sandbox_at):
    party, _admin = registered()
    commands.verify_organisation(organisation=party, reading=reading(party), actor=officer(), clock=MONDAY)
    sandbox_at("2027-03-09T00:00:00")

    assert sweep_due_decisions() == 0


def test_nobody_but_the_system_marks():
    party, _admin = registered()

    with pytest.raises(Forbidden):
        mark_overdue(row=party, actor=officer(), clock=market_clock)


def test_queue_begins_with_what_is_due_first_and_says_how_late_it_is(sandbox_at):
    registered(frozen("2027-03-03T09:00:00"), name="示范后到单位")
    registered(name="示范先到单位")
    sandbox_at("2027-03-10T10:00:00")

    page = seen_by(officer(), "/organisations/waiting/")

    assert page.index("示范先到单位") < page.index("示范后到单位")
    assert "超期 2 个工作日" in page
    assert "今日到期" in page


def test_applicant_reads_by_when_the_exchange_decides(sandbox_at):
    party, admin = registered()
    sandbox_at("2027-03-03T10:00:00")

    page = seen_by(admin, f"/organisations/{party.number}/")

    assert "还剩 3 个工作日" in page
    assert "2027年3月8日" in page

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Kind, Role
from marketplace.audit.models import Entry
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.rulebook.commands import (
    adopt_version,
    approve_version,
    draft_version,
    end_version,
    publish_version,
)
from marketplace.rulebook.models import Adoption, RuleValue, RuleVersion
from marketplace.rulebook.queries import published_versions, version_in_force
from tests.accounts.factories import actor, officer, reviewer, user, verified

pytestmark = pytest.mark.django_db
CLOCK = frozen("2027-03-01T10:00:00")
EFFECT = shanghai("2027-03-09T00:00:00")
LATER = shanghai("2027-06-01T00:00:00")
TEN_MINUTES = {("R-BID-07", "extension_seconds"): 600}


def draft(by=None, effective_from=EFFECT, changes=TEN_MINUTES, edition="2027"):
    return draft_version(
        base=version_in_force(CLOCK.at),
        edition=edition,
        title_zh="2027 规则",
        title_en="Rules 2027",
        source="示范决定",
        effective_from=effective_from,
        changes=changes,
        actor=by or officer(),
        clock=CLOCK,
    )


def approved(**given):
    version = draft(**given)
    publish_version(version=version, actor=officer(), clock=CLOCK)
    approve_version(version=version, actor=reviewer(), clock=CLOCK)
    return version


def seconds(at, exchange=""):
    return version_in_force(at, exchange).value("R-BID-07", "extension_seconds")


def test_approved_version_applies_from_its_effect_where_it_is_adopted():
    version = approved()

    adopt_version(version=version, instrument="示范决定 1 号", actor=reviewer("CQ"), clock=CLOCK)

    assert [seconds(EFFECT - timedelta(microseconds=1)), seconds(EFFECT)] == [300, 600]
    assert [seconds(LATER, "CQ"), seconds(LATER, "SW")] == [600, 300]
    assert version_in_force(EFFECT).value("R-BID-01", "deposit_bp") == 1000


def test_late_adoption_applies_from_its_own_instant():
    version = approved()

    adopt_version(
        version=version, instrument="示范决定 1 号", actor=reviewer("CQ"), clock=frozen("2027-04-01T09:00:00")
    )

    assert seconds(shanghai("2027-03-31T23:59:59"), "CQ") == 300
    assert seconds(shanghai("2027-04-01T09:00:00"), "CQ") == 600


@pytest.mark.parametrize("effect", ["2027-03-07T10:00:00", "2027-03-08T00:00:00", "2027-03-08T23:59:59"])
def test_change_in_fewer_than_seven_full_days_is_refused(effect):
    version = draft(effective_from=shanghai(effect))

    with pytest.raises(Refused, match=r"最早可于 2027-03-09 00:00 生效.*R-GEN-09"):
        publish_version(version=version, actor=officer(), clock=CLOCK)

    assert version.state == "draft"


def test_drafter_does_not_approve_in_any_role():
    person = user()
    version = draft(by=officer(user=person))
    publish_version(version=version, actor=officer(), clock=CLOCK)

    with pytest.raises(Forbidden, match="起草人以外"):
        approve_version(version=version, actor=reviewer("CQ", user=person), clock=CLOCK)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.move("approve", approved_by=person)


def test_approval_after_the_effect_is_refused():
    version = draft()
    publish_version(version=version, actor=officer(), clock=CLOCK)

    with pytest.raises(Refused, match="溯及既往"):
        approve_version(version=version, actor=reviewer(), clock=frozen("2027-03-09T00:00:00"))


def test_rules_are_made_by_officers_and_reviewers_of_exchanges_and_the_alliance():
    alliance = verified(Kind.ALLIANCE)

    version = draft(by=actor(alliance, [Role.OFFICER]))
    publish_version(version=version, actor=officer("CD"), clock=CLOCK)
    for other in (actor(), officer("SW"), actor(roles=[Role.REVIEWER])):
        with pytest.raises(Forbidden):
            approve_version(version=version, actor=other, clock=CLOCK)
    approve_version(version=version, actor=actor(alliance, [Role.REVIEWER]), clock=CLOCK)

    for other in (actor(alliance, [Role.REVIEWER]), officer("CQ")):
        with pytest.raises(Forbidden):
            adopt_version(version=version, instrument="?", actor=other, clock=CLOCK)


def test_draft_is_for_officers():
    for other in (actor(), reviewer()):
        with pytest.raises(Forbidden):
            draft(by=other)


@pytest.mark.parametrize(
    "changes",
    [
        {("R-BID-07", "seconds"): 600},
        {("R-BID-07", "extension_seconds"): "600"},
        {("R-BID-07", "extension_seconds"): True},
        {("R-BID-07", "extension_seconds"): -1},
    ],
)
def test_draft_with_a_value_that_does_not_fit_is_invalid(changes):
    with pytest.raises(Invalid):
        draft(changes=changes)


def test_draft_with_a_taken_edition_or_a_start_in_the_past_is_invalid():
    with pytest.raises(Invalid, match="已有版本"):
        draft(edition="2026")
    with pytest.raises(Invalid, match="晚于现在"):
        draft(effective_from=CLOCK.at)


def test_adoption_needs_an_instrument_and_an_approved_version():
    version = approved()
    other = draft(edition="2028")

    with pytest.raises(Invalid):
        adopt_version(version=version, instrument=" ", actor=reviewer(), clock=CLOCK)
    with pytest.raises(Refused, match="尚未批准"):
        adopt_version(version=other, instrument="示范决定", actor=reviewer(), clock=CLOCK)
    adopt_version(version=version, instrument="示范决定", actor=reviewer(), clock=CLOCK)
    with pytest.raises(Refused, match="已采纳"):
        adopt_version(version=version, instrument="示范决定", actor=reviewer(), clock=CLOCK)


def test_ended_version_gives_way_to_the_one_before():
    version = approved()

    with pytest.raises(Refused):
        end_version(version=version, at=shanghai("2027-03-08T00:00:00"), actor=reviewer(), clock=CLOCK)
    end_version(version=version, at=LATER, actor=reviewer(), clock=CLOCK)

    assert [seconds(LATER - timedelta(seconds=1)), seconds(LATER)] == [600, 300]


def test_version_dropped_in_consultation_never_applies():
    version = draft()
    publish_version(version=version, actor=officer(), clock=CLOCK)

    end_version(version=version, at=CLOCK.at, actor=reviewer(), clock=CLOCK)

    assert seconds(LATER) == 300


def test_every_step_leaves_its_line():
    version = approved()
    adopt_version(version=version, instrument="示范决定", actor=reviewer(), clock=CLOCK)
    end_version(version=version, at=LATER, actor=reviewer(), clock=CLOCK)

    lines = Entry.objects.filter(subject=f"ruleversion:{version.number}").order_by("id")
    assert [line.verb for line in lines] == [
        "rulebook.version_drafted",
        "rulebook.version_published",
        "rulebook.version_approved",
        "rulebook.version_adopted",
        "rulebook.version_ended",
    ]


def refused_by_the_database(act):
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        act()


def test_published_version_cannot_be_changed_in_the_database():
    version = draft()
    publish_version(version=version, actor=officer(), clock=CLOCK)
    rows = RuleVersion.objects.filter(pk=version.pk)
    values = RuleValue.objects.filter(version=version)

    refused_by_the_database(lambda: rows.update(title_zh="另一个"))
    refused_by_the_database(lambda: rows.update(effective_from=LATER))
    refused_by_the_database(lambda: rows.update(state="draft"))
    refused_by_the_database(lambda: values.update(value=1))
    refused_by_the_database(lambda: values.all()._raw_delete(using="default"))
    refused_by_the_database(
        lambda: RuleValue.objects.create(version=version, rule="R-BID-99", key="x", value=1, source="[DESIGN]")
    )


def test_active_and_ended_versions_and_adoptions_cannot_be_changed_in_the_database():
    version = RuleVersion.objects.get(family="trading", edition="2026")
    rows = RuleVersion.objects.filter(pk=version.pk)

    refused_by_the_database(lambda: rows.update(approved_by=user().pk))
    refused_by_the_database(lambda: rows.update(effective_to=LATER))
    refused_by_the_database(lambda: Adoption.objects.filter(version=version).update(instrument="?"))
    refused_by_the_database(lambda: Adoption.objects.filter(version=version).delete())
    version.move("end", effective_to=LATER)
    refused_by_the_database(lambda: rows.update(effective_to=None))
    refused_by_the_database(lambda: rows.update(state="active"))


def test_published_versions_leave_drafts_out():
    version = draft()

    assert version not in published_versions()
    publish_version(version=version, actor=officer(), clock=CLOCK)
    assert version in published_versions()

"""What two sides do once both have accepted (R-MAT-01)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from marketplace.audit.following import settle
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.files.queries import file
from marketplace.matching.commands import (
    decline,
    end_contact,
    finish_step,
    plan_step,
    report_outcome,
    write_message,
)
from marketplace.matching.models import Feedback
from marketplace.messages.models import Message
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY, agent_of
from tests.files.factories import stored
from tests.matching.factories import contact, proposed

pytestmark = pytest.mark.django_db
NEXT = frozen("2027-03-02T10:00:00")


@pytest.fixture
def supplier():
    return agent_of(None)


@pytest.fixture
def seeker():
    return actor()


@pytest.fixture
def opened(supplier, seeker):
    return contact(supplier=supplier, seeker=seeker)


def signs(match):
    return list(Feedback.objects.filter(match=match).order_by("pk").values_list("kind", "side", "reason"))


def test_two_acceptances_open_a_contact_and_are_feedback(opened):
    assert opened.state == "open"
    assert opened.quiet_at == shanghai("2027-03-16T00:00:00")
    assert signs(opened.match) == [("accepted", "supplier", ""), ("accepted", "seeker", "")]


def test_decline_is_feedback_with_its_reason(seeker):
    match = proposed(seeker=seeker)

    decline(match=match, reason="too_early", actor=seeker, clock=TODAY)

    assert signs(match) == [("declined", "seeker", "too_early")]


def test_message_takes_its_files_to_the_other_side_alone(opened, supplier, seeker):
    paper = stored(supplier)

    write_message(contact=opened, text="附试样说明。", papers=[paper], actor=supplier, clock=NEXT)
    settle()

    assert file(seeker, paper.number) == paper
    with pytest.raises(Exception, match="没有找到"):
        file(actor(), paper.number)
    assert ("contacted", "supplier", "") in signs(opened.match)
    told = Message.objects.filter(kind__startswith="matching.message_written").values_list("user", flat=True)
    assert list(told) == [seeker.user.pk]


def test_next_step_binds_its_side_and_is_done(opened, supplier, seeker):
    plan_step(contact=opened, step="寄送样件", by="supplier", due_date=date(2027, 3, 9), actor=seeker, clock=NEXT)
    assert opened.quiet_at == shanghai("2027-03-24T00:00:00")  # silence counts from the planned day

    finish_step(contact=opened, actor=supplier, clock=NEXT)

    assert (opened.next_step, opened.next_due_date, opened.acted_side) == ("", None, "supplier")
    with pytest.raises(Refused):
        finish_step(contact=opened, actor=supplier, clock=NEXT)


def test_step_in_the_past_names_the_field(opened, seeker):
    with pytest.raises(Invalid) as caught:
        plan_step(contact=opened, step="会面", by="nobody", due_date=date(2027, 3, 1), actor=seeker, clock=NEXT)

    assert list(caught.value.fields) == ["by", "due_date"]


def test_outcome_is_said_once_a_side_and_a_contract_ends_the_contact(opened, supplier, seeker):
    met = {"kind": "met", "happened_date": date(2027, 3, 2), "clock": NEXT}
    report_outcome(contact=opened, actor=supplier, **met)
    report_outcome(contact=opened, actor=seeker, **met)
    with pytest.raises(Refused):
        report_outcome(contact=opened, actor=seeker, **met)

    report_outcome(contact=opened, kind="contracted", happened_date=date(2027, 3, 2), actor=seeker, clock=NEXT)

    assert (opened.state, opened.quiet_at) == ("contracted", None)
    with pytest.raises(Refused):
        write_message(contact=opened, text="再见", actor=supplier, clock=NEXT)


def test_outcome_of_tomorrow_is_refused(opened, seeker):
    with pytest.raises(Invalid) as caught:
        report_outcome(contact=opened, kind="met", happened_date=date(2027, 3, 3), actor=seeker, clock=NEXT)

    assert list(caught.value.fields) == ["happened_date"]


def test_end_has_a_coded_reason_that_both_see(opened, seeker):
    with pytest.raises(Invalid):
        end_contact(contact=opened, reason="because", actor=seeker, clock=NEXT)

    end_contact(contact=opened, reason="unsuitable", note="温度不够", actor=seeker, clock=NEXT)

    assert opened.state == "ended"
    assert signs(opened.match)[-1] == ("ended", "seeker", "unsuitable")


def test_nobody_else_takes_part(opened):
    with pytest.raises(Forbidden):
        write_message(contact=opened, text="示范", actor=actor(), clock=NEXT)


def test_feedback_is_never_rewritten(opened):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(match=opened.match).update(kind="met")

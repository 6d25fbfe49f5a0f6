"""Objections to the public notice of an agreement."""

import pytest
from django.db import DatabaseError, transaction

from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Refused
from marketplace.trading import commands
from marketplace.trading.models import NoticeObjection
from tests.accounts.factories import actor, officer, verified
from tests.trading.negotiated import DECIDED, OBJECTED, OVER, agreed, objected, publicity_of

pytestmark = pytest.mark.django_db


def test_period_stands_still_until_every_objection_is_answered():
    of = agreed()
    first, second = objected(of), objected(of)
    told = {"reasons": "示范理由", "actor": officer("SW")}

    commands.dismiss_objection(objection=first, clock=DECIDED, **told)
    of.refresh_from_db()
    between = of.state, of.signing_from
    commands.dismiss_objection(objection=second, clock=frozen("2027-03-29T10:00:00"), **told)

    of.refresh_from_db()
    assert between == ("suspended", None)
    # March 23rd counts, March 24th to 29th do not, then 14 days are left.
    assert (of.state, of.signing_from) == ("publicised", frozen("2027-04-13T00:00:00").at)


def test_upheld_objection_settles_the_others_too():
    of = agreed()
    first, second = objected(of), objected(of)

    commands.uphold_objection(objection=first, effect="end", reasons="示范理由", actor=officer("SW"), clock=DECIDED)

    of.refresh_from_db()
    second.refresh_from_db()
    assert (of.state, of.ending, second.state, second.effect) == ("ended", "objection", "upheld", "end")


def test_objection_after_the_end_is_refused():
    of = agreed()

    with pytest.raises(Refused) as refused:
        commands.object_to_notice(publicity=publicity_of(of), content="示范异议", actor=actor(verified()), clock=OVER)

    assert (refused.value.code, refused.value.rule) == ("notice_over", "R-PRI-03")


def test_one_objection_at_a_time_of_a_person():
    of, who = agreed(), actor(verified())
    objected(of, by=who)

    with pytest.raises(Refused) as refused:
        objected(of, by=who)

    assert refused.value.code == "objected_already"


def test_who_objects_does_not_decide():
    who = officer("SW")
    raised = objected(by=who)

    with pytest.raises(Forbidden):
        commands.dismiss_objection(objection=raised, reasons="示范理由", actor=who, clock=DECIDED)
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeObjection.objects.filter(pk=raised.pk).update(
            state="dismissed", reasons="示范", decided_by=who.user, decided_at=DECIDED.at
        )


def test_decided_objection_is_final():
    raised = objected()
    commands.dismiss_objection(objection=raised, reasons="示范理由", actor=officer("SW"), clock=DECIDED)

    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeObjection.objects.filter(pk=raised.pk).update(reasons="另写")
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeObjection.objects.filter(pk=raised.pk).delete()


def test_objection_is_never_rewritten():
    raised = objected()

    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeObjection.objects.filter(pk=raised.pk).update(content="另写", raised_at=OBJECTED.at)

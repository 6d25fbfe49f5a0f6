"""Open calls: made, checked by two persons, asked about, amended, withdrawn."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from marketplace.commissioning import commands
from marketplace.commissioning.drafts import CriterionDraft
from marketplace.commissioning.models import Criterion, OpenCall
from marketplace.commissioning.queries import reading
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk.models import PublicNotice
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.commissioning.factories import (
    DRAFTED,
    DUE,
    HANDED_IN,
    PUBLISHED,
    call_draft,
    checked,
    drafted,
    handed_in,
    posted,
    poster_of,
    published,
    supplier,
)

pytestmark = pytest.mark.django_db


def fields_of(act):
    with pytest.raises(Invalid) as caught:
        act()
    return list(caught.value.fields), caught.value.rule


def test_call_is_public_after_two_persons_of_the_exchange():
    by = officer("SW")
    call = checked(by=by)
    with pytest.raises(Forbidden) as caught:
        commands.publish_call(call=call, actor=by, clock=PUBLISHED)
    assert caught.value.rule == "R-LST-08"
    assert not reading.calls(supplier()).exists()

    commands.publish_call(call=call, actor=reviewer("SW"), clock=PUBLISHED)

    assert reading.calls(supplier()).get() == call
    notice = PublicNotice.objects.get(kind="call")
    assert (notice.ends_at, notice.exchange, call.call_notice) == (DUE.at, "SW", notice)
    assert "技术路线可行性 40；团队和基础 30；报价 30" in notice.body


@pytest.mark.parametrize(
    ("fields", "at", "rule"),
    [
        ({"conditions": "注册地在成都的企业"}, "conditions", "R-LST-05"),
        ({"conditions": "仅限国有企业申报"}, "conditions", "R-BID-16"),
        ({"criteria": [CriterionDraft("本地企业加分", 40), CriterionDraft("方案", 60)]}, "criteria.0", "R-LST-05"),
        ({"criteria": [CriterionDraft("民营企业减分", 40), CriterionDraft("方案", 60)]}, "criteria.0", "R-BID-16"),
        ({"criteria": [CriterionDraft("方案", 90)]}, "criteria", "R-BID-16"),
        ({"criteria": []}, "criteria", "R-BID-16"),
        ({"criteria": [CriterionDraft("甲", 50, True), CriterionDraft("乙", 50, True)]}, "criteria", "R-BID-16"),
        ({"mode": "race"}, "teams", "R-CALL-04"),
        ({"mode": "race", "teams": 6}, "teams", "R-CALL-04"),
        ({"teams": 2}, "teams", "R-CALL-04"),
        ({"mode": "other"}, "mode", "R-CALL-01"),
        ({"budget_fen": 0}, "budget", "R-CALL-01"),
        ({"due_at": frozen("2027-03-16T10:00:00").at}, "due_at", "R-CALL-01"),
        ({"indicators": " "}, "indicators", "R-CALL-01"),
        ({"secrecy": ""}, "secrecy", "R-LST-07"),
    ],
)
def test_fault_of_a_draft_names_its_field_and_rule(fields, at, rule):
    need = posted()

    assert fields_of(lambda: drafted(need, **fields)) == ([at], rule)
    assert not OpenCall.objects.exists()


def test_need_has_one_live_call():
    need = posted()
    first = drafted(need)
    with pytest.raises(Refused) as caught:
        drafted(need)
    assert caught.value.code == "called_already"

    commands.return_call(call=first, reasons="示范理由", actor=officer("SW"), clock=DRAFTED)
    assert drafted(need).state == "submitted"


def test_call_whose_deadline_came_too_near_is_not_published():
    call = checked()
    with pytest.raises(Refused) as caught:
        commands.publish_call(call=call, actor=reviewer("SW"), clock=frozen("2027-03-20T10:00:00"))

    assert (caught.value.code, caught.value.rule) == ("too_late", "R-CALL-01")


def test_member_of_the_poster_does_not_check_its_call():
    call, by = drafted(), officer("SW")
    actor(call.poster, user=by.user)

    with pytest.raises(Forbidden) as caught:
        commands.check_call(call=call, actor=by, clock=DRAFTED)
    assert caught.value.code == "may_check_call"


def test_question_and_answer_are_for_everybody_and_say_not_who_asked():
    call = published()
    asked = commands.ask_question(call=call, text="示范问题", actor=supplier(), clock=HANDED_IN)
    commands.answer_question(question=asked, answer="示范答复", actor=poster_of(call), clock=HANDED_IN)
    with pytest.raises(Refused):
        commands.answer_question(question=asked, answer="另一个", actor=poster_of(call), clock=HANDED_IN)
    with pytest.raises(Forbidden):
        commands.ask_question(call=call, text="示范问题", actor=poster_of(call), clock=HANDED_IN)
    with pytest.raises(Refused):
        commands.ask_question(call=call, text="示范问题", actor=supplier(), clock=DUE)


def test_amendment_prolongs_and_never_shortens():
    call = published()
    by = poster_of(call)
    later = DUE.at + timedelta(days=10)
    made = commands.amend_call(call=call, text="示范：补充工件图纸。", due_at=later, actor=by, clock=HANDED_IN)

    assert (call.due_at, made.due_before_at, made.notice.corrects) == (later, DUE.at, call.call_notice)
    assert fields_of(lambda: commands.amend_call(call=call, text="示范", due_at=DUE.at, actor=by, clock=HANDED_IN)) == (
        ["due_at"],
        "R-CALL-02",
    )
    assert fields_of(
        lambda: commands.amend_call(call=call, text="示范", actor=by, clock=frozen("2027-04-08T10:00:00"))
    ) == (["due_at"], "R-CALL-02")
    assert fields_of(lambda: commands.amend_call(call=call, text="本地企业优先", actor=by, clock=HANDED_IN)) == (
        ["text"],
        "R-LST-05",
    )


def test_withdrawn_call_tells_the_public_and_opens_nothing():
    call = published()
    solution = handed_in(call)
    commands.withdraw_call(call=call, reasons="示范理由", actor=poster_of(call), clock=HANDED_IN)

    solution.refresh_from_db()
    assert (call.state, solution.state) == ("withdrawn", "withdrawn")
    assert PublicNotice.objects.filter(kind="termination", body__contains="示范理由").exists()
    assert not reading.solutions(poster_of(call)).exists()


def test_call_is_not_withdrawn_after_its_deadline():
    call = published()
    with pytest.raises(Refused) as caught:
        commands.withdraw_call(call=call, reasons="示范理由", actor=poster_of(call), clock=DUE)

    assert caught.value.code == "due_already"


@pytest.mark.parametrize(
    "change",
    [{"budget_fen": 1}, {"title": "另一个"}, {"indicators": "另一个"}, {"due_at": PUBLISHED.at}, {"poster_id": 1}],
)
def test_terms_are_fixed_by_the_database(change):
    call = published()
    with pytest.raises(DatabaseError), transaction.atomic():
        OpenCall.objects.filter(pk=call.pk).update(**change)


def test_criteria_are_fixed_by_the_database():
    call = published()
    for act in (
        lambda: Criterion.objects.filter(call=call).update(weight=50),
        lambda: Criterion.objects.filter(call=call).delete(),
        lambda: Criterion.objects.create(call=call, position=9, name="另一个", weight=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_stranger_cannot_make_a_call_of_anothers_need():
    need = posted()
    with pytest.raises(Forbidden):
        commands.draft_call(need=need, draft=call_draft(), actor=actor(verified()), clock=DRAFTED)

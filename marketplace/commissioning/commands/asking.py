"""Questions that everybody reads with their answers, and amendments that everybody who joined is told of (R-CALL-02)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.fairness import local_condition, ownership_condition
from marketplace.commissioning import rules
from marketplace.commissioning.commands.notices import post_amendment
from marketplace.commissioning.models import CallAmendment, CallQuestion, CallState, OpenCall
from marketplace.commissioning.models.call import NOTE_MAX
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.queries import deadline

QUESTIONS_MOST = 20  # of one organisation
RULE = "R-CALL-02"


@atomic
def ask_question(*, call: OpenCall, text: str, actor: Actor, clock: Clock) -> CallQuestion:
    """Ask about a call before its deadline; everybody reads the question, nobody who asked it.

    Raises Invalid without words, Forbidden for the poster and exchanges, Refused once the deadline is over or after too many.
    """
    lock(call)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_ask, actor, call)
    _require_open(call, now)
    if call.questions.filter(asked_for=actor.organisation).count() >= QUESTIONS_MOST:
        told = _("贵单位就本项目的提问已达 {most} 个。").format(most=QUESTIONS_MOST)
        raise Refused(told, rule="R-CALL-01", code="too_many_questions")
    assert actor.user
    assert actor.organisation
    said = words(text, field="text", most=NOTE_MAX, lack=_("请写明问题。"), rule="R-CALL-01")
    asked = CallQuestion.objects.create(
        call=call, text=said, asked_for=actor.organisation, asked_by=actor.user, asked_at=now
    )
    audit.record("commissioning.question_asked", subject=call, actor=actor, private=True, question=asked.number)
    return asked


@atomic
def answer_question(*, question: CallQuestion, answer: str, actor: Actor, clock: Clock) -> CallQuestion:
    """Answer a question before everybody, once. Raises Invalid without words, Forbidden for anybody but the poster, Refused once it is answered."""
    lock(question.call)
    lock(question)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_act_as_poster, actor, question.call)
    _require_open(question.call, now)
    if question.answered_at is not None:
        raise Refused(_("该问题已答复。"), rule="R-CALL-01", code="answered_already")
    said = words(answer, field="answer", most=NOTE_MAX, lack=_("请写明答复。"), rule="R-CALL-01")
    question.answer, question.answered_by, question.answered_at = said, actor.user, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(
        "commissioning.question_answered", subject=question.call, actor=actor, private=True, question=question.number
    )
    return question


@atomic
def amend_call(
    *, call: OpenCall, text: str, due_at: datetime | None = None, actor: Actor, clock: Clock
) -> CallAmendment:
    """Explain a call or prolong it, by a public notice; everybody who handed in or asked is told and may replace his solution.

    Budget, criteria and weights stay. Raises Invalid without words, for words that tie it to a place or an ownership, for a deadline
    that is earlier than before or leaves fewer days than R-CALL-02; Forbidden for anybody but the poster, Refused after the deadline.
    """
    lock(call)
    now = clock.read()
    require_authority(actor, Acts.BID, at=now)
    require(rules.may_act_as_poster, actor, call)
    _require_open(call, now)
    said = words(text, field="text", most=NOTE_MAX, lack=_("请写明变更内容。"), rule=RULE)
    if tied := local_condition(said) or ownership_condition(said):
        told = _("“{words}”以所在地或所有制限定申报，违反公平竞争审查要求，不能发布（规则 R-LST-05）。")
        raise Invalid(fields={"text": [told.format(words=tied)]}, rule="R-LST-05")
    until = due_at or call.due_at
    _require_time(call, until, now)
    notice = post_amendment(call, said, until, now, clock)
    assert actor.user
    made = CallAmendment.objects.create(
        call=call,
        position=call.amendments.count() + 1,
        text=said,
        due_before_at=call.due_at,
        due_at=until,
        notice=notice,
        made_by=actor.user,
        made_at=now,
    )
    call.due_at = until
    call.save(update_fields=["due_at"])
    audit.record(
        "commissioning.call_amended", subject=call, actor=actor, notice=notice.number, due_at=until.isoformat()
    )
    return made


def _require_time(call: OpenCall, due_at: datetime, now: datetime) -> None:
    if due_at < call.due_at:
        raise Invalid(fields={"due_at": [_("提交截止时间只能延后，不能提前。")]}, rule=RULE)
    least = deadline(now, days=int(call.rule_version.value(RULE, "amendment_days"))).at.astimezone(SHANGHAI)
    if due_at < least:
        told = _("变更后至提交截止的时间不足，请将截止时间延至 {due} 或以后。").format(due=f"{least:%Y-%m-%d %H:%M}")
        raise Invalid(fields={"due_at": [told]}, rule=RULE)


def _require_open(call: OpenCall, now: datetime) -> None:
    if call.state != CallState.OPEN or now >= call.due_at:
        raise Refused(_("该揭榜不在征集期内。"), rule="R-CALL-01", code="not_open")

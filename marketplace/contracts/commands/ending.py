"""The end of a contract before it is performed: agreed on, or by notice on a ground of the law."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.contracts import rules
from marketplace.contracts.matters import matter_of, take_turn
from marketplace.contracts.models import (
    KIND_OF,
    Deed,
    DeedMilestone,
    DeedState,
    Ground,
    Handover,
    HandoverState,
    MilestoneState,
    StepState,
    Termination,
    TerminationState,
    VersionState,
)
from marketplace.contracts.models.deed import NOTE_MAX
from marketplace.contracts.models.termination import LIVE
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.queries import deadline

RULE = "R-SET-09"


@atomic
def propose_termination(
    *, deed: Deed, ground: str, reason: str, settlement: str = "", actor: Actor, clock: Clock
) -> Termination:
    """Propose to end a contract in force by agreement, or give notice on a ground of the law, to which the other side may object.

    `settlement` says what becomes of money and papers. Raises Invalid without reasons or for a ground that the contract does not know;
    Refused unless it is in force, and while another one waits; Forbidden for anybody but the two sides.
    """
    take_turn(deed)
    lock(deed)
    now = clock.read()
    require_authority(actor, Acts.SIGN, at=now)
    require(rules.may_terminate, actor, deed)
    if deed.state != DeedState.IN_FORCE or deed.current is None:
        raise Refused(_("只有已生效的合同可以解除。"), rule=RULE, code="state_terminate")
    _require_ground(deed, ground)
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明解除的事实和理由。"), rule=RULE)
    arranged = words(settlement, field="settlement", most=NOTE_MAX)
    if deed.terminations.filter(state__in=LIVE).exists():
        raise Refused(_("已有一项解除待办结。"), rule=RULE, code="termination_waits")
    agreed = ground == Ground.AGREED
    days = deed.rule_version.value("R-SET-03", "termination_objection_days")
    assert actor.user
    termination = Termination.objects.create(
        deed=deed,
        ground=ground,
        reason=said,
        settlement=arranged,
        state=TerminationState.PROPOSED if agreed else TerminationState.NOTICED,
        side=rules.side_of(actor, deed),
        proposed_by=actor.user,
        proposed_at=now,
        objection_due_at=None if agreed else deadline(now, days=days).at,
    )
    _record(
        "contracts.termination_proposed" if agreed else "contracts.termination_noticed",
        termination,
        actor,
        ground=ground,
        reason=said,
        due=termination.objection_due_at.isoformat() if termination.objection_due_at else "",
    )
    return termination


def _require_ground(deed: Deed, ground: str) -> None:
    assert deed.current
    known = set(Ground.values)
    if KIND_OF[deed.current.subtype] != "development":
        known.discard(Ground.DISCLOSED)
    if ground not in known:
        raise Invalid(fields={"ground": [_("请选择解除事由。")]}, rule=RULE)


@atomic
def agree_termination(*, termination: Termination, actor: Actor, clock: Clock) -> Termination:
    """Agree to end the contract, at once. Raises Refused unless it waits for the answer, Forbidden for anybody but the other side."""
    now = _locked(termination, clock)
    require_authority(actor, Acts.SIGN, at=now)
    require(rules.may_answer_termination, actor, termination)
    termination.move("agree", answered_by=actor.user, answered_at=now, effective_at=now)
    _end(termination, now, actor, clock)
    return termination


@atomic
def answer_termination(*, termination: Termination, answer: str, actor: Actor, clock: Clock) -> Termination:
    """Decline a proposal, or object to a notice, with reasons: the contract goes on; what is disputed goes to mediation (R-SET-09).

    Raises Invalid without reasons, Refused once the days to object are over or it is answered, Forbidden for others.
    """
    now = _locked(termination, clock)
    require_authority(actor, Acts.SIGN, at=now)
    require(rules.may_answer_termination, actor, termination)
    said = words(answer, field="answer", most=NOTE_MAX, lack=_("请写明理由。"), rule=RULE)
    noticed = termination.state == TerminationState.NOTICED
    if noticed and termination.objection_due_at and now >= termination.objection_due_at:
        raise Refused(_("异议期已届满。"), rule=RULE, code="objection_late")
    termination.move("object" if noticed else "decline", answered_by=actor.user, answered_at=now, answer=said)
    _record(
        "contracts.termination_objected" if noticed else "contracts.termination_declined",
        termination,
        actor,
        reason=said,
    )
    return termination


@atomic
def withdraw_termination(*, termination: Termination, actor: Actor, clock: Clock) -> Termination:
    """Take back a proposal or a notice that has not taken effect. Raises Refused afterwards, Forbidden for others."""
    now = _locked(termination, clock)
    require_authority(actor, at=now)
    require(rules.may_withdraw_termination, actor, termination)
    termination.move("withdraw", answered_at=now)
    _record("contracts.termination_withdrawn", termination, actor)
    return termination


@atomic
def confirm_termination(*, termination: Termination, answer: str, actor: Actor, clock: Clock) -> Termination:
    """Record that a disputed termination stands, by mediation, award or judgment. Raises Invalid without it, Refused unless disputed, Forbidden."""
    now = _locked(termination, clock)
    require(rules.may_confirm_termination, actor, termination)
    lack = _("请写明调解书、裁决书或者判决书的名称和编号。")
    said = words(answer, field="answer", most=NOTE_MAX, lack=lack, rule=RULE)
    kept = f"{termination.answer}\n{said}"[:NOTE_MAX]
    termination.move("confirm", answer=kept, effective_at=now)
    _end(termination, now, actor, clock)
    return termination


@atomic
def end_noticed(*, termination: Termination, actor: Actor, clock: Clock) -> None:
    """What the sweep does to a notice whose days to object are over: the contract ends."""
    now = _locked(termination, clock)
    if termination.state != TerminationState.NOTICED:
        return
    termination.move("take_effect", effective_at=now)
    _end(termination, now, actor, clock)


def _locked(termination: Termination, clock: Clock) -> datetime:
    take_turn(termination.deed)
    lock(termination.deed)
    lock(termination)
    return clock.read()


def _end(termination: Termination, now: datetime, actor: Actor, clock: Clock) -> None:
    deed = termination.deed
    deed.move("end", ended_at=now)
    _drop_what_is_open(deed, now)
    matter = matter_of(deed)
    if matter:
        matter.ended(deed, termination, actor, clock)
    _record("contracts.terminated", termination, actor, ground=termination.ground, about=deed.subject)


@atomic
def lapse_deed(*, deed: Deed, actor: Actor, clock: Clock) -> None:
    """The deal itself is over before or in the midst of its contract (a default): the text is, too. A step of the deal's command."""
    lock(deed)
    now = clock.read()
    if deed.state not in (DeedState.DRAFT, DeedState.IN_FORCE):
        return
    deed.move("lapse", ended_at=now)
    _drop_what_is_open(deed, now)
    audit.record("contracts.lapsed", subject=deed, actor=actor, private=True, about=deed.subject)


def _drop_what_is_open(deed: Deed, now: datetime) -> None:
    for version in deed.versions.filter(state=VersionState.PROPOSED):
        version.move("withdraw", answered_at=now)
    for handover in Handover.objects.filter(milestone__deed=deed, state=HandoverState.HANDED_IN).order_by("pk"):
        handover.move("drop")
    live = [MilestoneState.PENDING, MilestoneState.HANDED_IN, MilestoneState.RETURNED]
    for milestone in DeedMilestone.objects.filter(deed=deed, state__in=live).order_by("pk"):
        milestone.move("drop")
    for step in deed.steps.filter(state__in=[StepState.WAITING, StepState.FILED]).order_by("pk"):
        step.move("drop")


def _record(verb: str, termination: Termination, actor: Actor, **more: object) -> None:
    told = {"termination": termination.number}
    audit.record(verb, subject=termination.deed, actor=actor, private=True, **told, **more)

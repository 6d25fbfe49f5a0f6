"""Performing a contract in force: what is handed in, and its answer."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.contracts import rules
from marketplace.contracts.models import (
    Deed,
    DeedMilestone,
    DeedState,
    DeedVersion,
    Handover,
    HandoverState,
    MilestoneState,
    RightStep,
    Silence,
)
from marketplace.contracts.models.deed import NOTE_MAX
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.numbers import next_numbers
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.files import commands as files
from marketplace.files.models import File
from marketplace.rulebook.queries import deadline

RULE = "R-CON-03"
MOST_FILES = 20
TO_REGISTER = {
    "patent": RightStep.Act.TRANSFER,
    "application": RightStep.Act.TRANSFER,
    "patent_licence": RightStep.Act.RECORD,
}


def lay_milestones(deed: Deed, before: DeedVersion | None, now: datetime) -> None:
    """Give each milestone of the text in place its day. Of a supplement, those that nobody has begun are drawn up anew.

    A step of the signature that puts the text into force; days count from the effect of the contract.
    """
    assert deed.current
    assert deed.effective_at
    if before is not None:
        for waiting in deed.milestones.filter(state=MilestoneState.PENDING):
            waiting.move("drop")
    there = set(deed.milestones.exclude(state=MilestoneState.DROPPED).values_list("position", flat=True))
    for position, planned in enumerate(deed.current.content.milestones, 1):
        if position in there:
            continue
        DeedMilestone.objects.create(
            deed=deed,
            position=position,
            name=planned.name,
            deliverables=planned.deliverables,
            acceptance=planned.acceptance,
            amount_fen=planned.amount_fen,
            due_at=deadline(deed.effective_at, days=planned.days).at,
        )


def lay_steps(deed: Deed, now: datetime) -> None:
    """A step to the register for each patent: a licence is recorded within months of the effect, a transfer is filed after the price."""
    assert deed.current
    text = deed.current.content
    act = TO_REGISTER.get(text.subtype)
    if act is None:
        return
    due = None
    if act == RightStep.Act.RECORD:
        due = deadline(now, months=deed.rule_version.value("R-CON-08", "record_months")).at
    RightStep.objects.bulk_create(
        RightStep(
            deed=deed,
            position=position,
            right_number=(patent.patent_number or patent.application_number)[:40],
            title=patent.title[:200],
            act=act,
            due_at=due,
            number=number,
        )
        for position, (patent, number) in enumerate(
            zip(text.patents, next_numbers("RS", len(text.patents)), strict=True), 1
        )
    )


@atomic
def hand_in(*, milestone: DeedMilestone, note: str, handed: Sequence[File], actor: Actor, clock: Clock) -> Handover:
    """Hand in the files of a milestone; the other side answers within the days of the contract.

    Raises Invalid without a note or without a file, Refused if nothing is to be handed in now, Forbidden for anybody but the provider.
    """
    deed = milestone.deed
    lock(deed)
    lock(milestone)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_hand_in, actor, deed)
    _require_in_force(deed)
    said = words(note, field="note", most=NOTE_MAX, lack=_("请写明交付了什么。"), rule=RULE)
    if not 1 <= len(handed) <= MOST_FILES:
        raise Invalid(fields={"files": [_("请上传 1 至 {most} 个文件。").format(most=MOST_FILES)]}, rule=RULE)
    milestone.move("hand_in")
    assert deed.current
    assert actor.user
    handover = Handover.objects.create(
        milestone=milestone,
        position=milestone.handovers.count() + 1,
        note=said,
        handed_in_by=actor.user,
        handed_in_at=now,
        answer_due_at=deadline(now, days=deed.current.content.answer_days).at,
    )
    for file in handed:
        files.attach(file=file, subject=audit.ref(handover), actor=actor)
    _record("contracts.handed_in", handover, actor, files=[file.number for file in handed])
    return handover


@atomic
def accept_handover(*, handover: Handover, answer: str = "", actor: Actor, clock: Clock) -> Handover:
    """Accept what was handed in. Raises Refused once it is answered or the contract is over, Forbidden for anybody but the client."""
    now = _locked(handover, actor, clock)
    said = words(answer, field="answer", most=NOTE_MAX)
    handover.move("accept", answered_by=actor.user, answered_at=now, answer=said)
    handover.milestone.move("accept", accepted_at=now)
    _record("contracts.accepted", handover, actor)
    return handover


@atomic
def return_handover(*, handover: Handover, answer: str, actor: Actor, clock: Clock) -> Handover:
    """Send back what was handed in, with reasons; the provider hands in anew. Raises Refused once answered, Forbidden for others."""
    now = _locked(handover, actor, clock)
    said = words(answer, field="answer", most=NOTE_MAX, lack=_("请写明不符合验收标准之处。"), rule=RULE)
    handover.move("send_back", answered_by=actor.user, answered_at=now, answer=said)
    handover.milestone.move("send_back", overdue_at=None)
    _record("contracts.returned", handover, actor, reason=said)
    return handover


def _locked(handover: Handover, actor: Actor, clock: Clock) -> datetime:
    milestone = handover.milestone
    lock(milestone.deed)
    lock(milestone)
    lock(handover)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_accept, actor, handover)
    _require_in_force(milestone.deed)
    return now


def _require_in_force(deed: Deed) -> None:
    if deed.state != DeedState.IN_FORCE:
        raise Refused(_("合同尚未生效或已终止，不能办理交付和验收。"), rule=RULE, code="state_perform")


@atomic
def note_overdue(*, milestone: DeedMilestone, actor: Actor, clock: Clock) -> None:
    """What the sweep does to a milestone whose day is over: it is noted and told, once for each time it was due."""
    lock(milestone)
    now = clock.read()
    if milestone.state not in (MilestoneState.PENDING, MilestoneState.RETURNED) or milestone.overdue_at:
        return
    milestone.overdue_at = now
    milestone.save(update_fields=["overdue_at"])
    audit.record(
        "contracts.milestone_overdue",
        subject=milestone.deed,
        actor=actor,
        private=True,
        milestone=milestone.number,
        name=milestone.name,
    )


@atomic
def pursue_silence(*, handover: Handover, actor: Actor, clock: Clock) -> None:
    """What the sweep does to a handover without an answer: first a reminder, then what the contract says of silence."""
    lock(handover)
    now = clock.read()
    milestone = handover.milestone
    deed = milestone.deed
    if handover.state != HandoverState.HANDED_IN:
        return
    assert deed.current
    if handover.reminded_at is None:
        handover.reminded_at = now
        handover.silence_due_at = deadline(now, days=deed.rule_version.value(RULE, "silence_days")).at
        handover.save(update_fields=["reminded_at", "silence_due_at"])
        _record("contracts.answer_reminded", handover, actor, due=handover.silence_due_at.isoformat())
    elif deed.current.content.silence == Silence.ACCEPTED:
        handover.move("accept", answered_at=now, by_silence=True)
        milestone.move("accept", accepted_at=now)
        _record("contracts.accepted_by_silence", handover, actor)
    else:
        handover.escalated_at = now
        handover.save(update_fields=["escalated_at"])
        _record("contracts.silence_escalated", handover, actor)


def _record(verb: str, handover: Handover, actor: Actor, **more: object) -> None:
    milestone = handover.milestone
    told = {"milestone": milestone.number, "name": milestone.name, "handover": handover.number}
    audit.record(verb, subject=milestone.deed, actor=actor, private=True, **told, **more)

"""Corrections: proposed with a reason by one person, decided by another, in force in the same transaction."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk import rules
from marketplace.desk.commands.moving import hold, note_step
from marketplace.desk.effects import Effect, effect_of
from marketplace.desk.models import Case, Correction, StepKind

REASON_MOST = 2_000


@atomic
def propose_correction(
    *, case: Case, kind: str, reason: str, payload: dict[str, Any] | None = None, actor: Actor, clock: Clock
) -> Correction:
    """Propose a correction with its reason; nothing happens before another person approves it.

    `payload` says what is asked for, by kind (docs/algorithms/pipeline.md). Raises Invalid field by field, Refused if the
    state does not allow it or one of the kind waits already. The applicant may ask for what concerns its own listing, a
    supervisor for a suspension.
    """
    effect = _effect(kind)
    hold(case)
    now = clock.read()
    require(rules.may_propose, actor, case, kind)
    reason = words(reason, field="reason", most=REASON_MOST, lack=_("请写明理由。"))
    if case.corrections.filter(kind=kind, state=Correction.State.PROPOSED).exists():
        raise Refused(_("本案已有一项同类更正待复核，请先复核。"), code="correction_waits")
    checked = effect.check(case, payload or {}, now)
    assert actor.user is not None
    correction = Correction.objects.create(
        case=case,
        kind=kind,
        reason=reason,
        payload=checked,
        from_applicant=actor.acts_for(case.applicant),
        proposed_by=actor.user,
        proposed_at=now,
    )
    note_step(
        case,
        StepKind.CORRECTED,
        now,
        actor,
        internal=not correction.from_applicant,
        subject=audit.ref(correction),
        note=_("提出{kind}：{reason}").format(kind=correction.get_kind_display(), reason=reason),
    )
    audit.record("desk.correction_proposed", subject=correction, actor=actor, private=True, case=case.number, kind=kind)
    return correction


def _effect(kind: str) -> Effect:
    found = effect_of(kind)
    if found is None:
        raise Invalid(fields={"kind": [_("没有这一类更正。")]})
    return found


@atomic
def approve_correction(*, correction: Correction, note: str = "", actor: Actor, clock: Clock) -> None:
    """Approve what a colleague proposed: its effect, its public notice and its document exist together or not at all.

    Raises Forbidden for the person who proposed it, Refused if it was decided already or no longer fits the case.
    """
    effect = _effect(correction.kind)
    effect.lock(correction)
    hold(correction.case)
    case = correction.case
    lock(correction)
    correction.case = case
    now = clock.read()
    require(rules.may_decide_correction, actor, correction)
    note = words(note, field="note", most=REASON_MOST)
    correction.move("approve", decided_by=actor.user, decided_at=now, decision_note=note)
    effect.check(case, correction.payload, now)
    done = effect.apply(correction, now, actor, clock)
    for name, value in {"before": done.before, "after": done.after, "document": done.document}.items():
        setattr(correction, name, value)
    correction.notice = done.notice
    correction.save(update_fields=["before", "after", "document", "notice"])
    note_step(
        case,
        done.step or StepKind.CORRECTED,
        now,
        actor,
        subject=audit.ref(correction),
        document=done.document,
        note=_("{kind}：{reason}").format(kind=correction.get_kind_display(), reason=correction.reason),
    )
    audit.record(
        "desk.correction_approved",
        subject=correction,
        actor=actor,
        private=True,
        case=case.number,
        kind=correction.kind,
        before=done.before,
        after=done.after,
        notice=done.notice.number if done.notice else None,
    )


@atomic
def reject_correction(*, correction: Correction, note: str, actor: Actor, clock: Clock) -> None:
    """Reject a proposed correction with reasons; nothing changes.

    Raises Invalid without reasons, Forbidden for the person who proposed it, Refused if it was decided already.
    """
    hold(correction.case)
    case = correction.case
    lock(correction)
    correction.case = case
    now = clock.read()
    require(rules.may_decide_correction, actor, correction)
    note = words(note, field="note", most=REASON_MOST, lack=_("请写明驳回理由。"))
    correction.move("reject", decided_by=actor.user, decided_at=now, decision_note=note)
    note_step(
        case,
        StepKind.CORRECTED,
        now,
        actor,
        internal=not correction.from_applicant,
        subject=audit.ref(correction),
        note=note,
    )
    audit.record("desk.correction_rejected", subject=correction, actor=actor, private=True, case=case.number, note=note)

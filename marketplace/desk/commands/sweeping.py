"""What happens to a case whose time is past."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.desk.commands.moving import advance, note_step
from marketplace.desk.models import Case, Stage, StepKind, WaitingFor
from marketplace.desk.official import official


@official
def treat_due_case(case: Case, actor: Actor, clock: Clock) -> None:
    """Treat a case that the caller has claimed (locked) because its time is past.

    Missing pieces that were not supplied: the application lapses, the applicant may apply anew (nothing is lost). A disclosure
    that is over: the case waits for the exchange, without a limit. Any other stage, and a suspension beyond its end, is
    marked overdue once; no right of anybody ends by it.
    """
    now = clock.read()
    if case.state == Case.State.RUNNING and case.stage == Stage.INTEREST:
        _end_disclosure(case, actor, now)
        return
    if case.state == Case.State.RUNNING and case.stage == Stage.SUPPLEMENT:
        said = {"note": _("逾期未补正，视为撤回本次申请；补齐后可再次提交。")}
        advance(case, "lapse", now, actor, kind=StepKind.OVERDUE, step=said)
        audit.record("desk.case_lapsed", subject=case, actor=actor, private=True)
        return
    case.overdue_at = now
    case.save(update_fields=["overdue_at"])
    is_suspended = case.state == Case.State.SUSPENDED
    note = _("中止已满最长期限，须办理恢复或终结。") if is_suspended else _("本环节已超过办理期限。")
    note_step(case, StepKind.OVERDUE, now, actor, note=note, internal=not is_suspended)
    audit.record("desk.case_overdue", subject=case, actor=actor, private=True, stage=case.stage, due_at=case.due_at)


def _end_disclosure(case: Case, actor: Actor, now: datetime) -> None:
    """Nobody is late; but nobody else than the exchange brings the case on now."""
    case.waiting_for, case.due_at = WaitingFor.EXCHANGE, None
    case.save(update_fields=["waiting_for", "due_at"])
    note_step(case, StepKind.NOTED, now, actor, note=_("信息披露期已满，由交易机构组织交易或办理终结。"))
    audit.record("desk.disclosure_ended", subject=case, actor=actor, private=True)

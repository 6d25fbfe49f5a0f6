"""From contract and price to the register: who filed what when, and what was entered (R-CON-07, R-CON-08)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.contracts import rules
from marketplace.contracts.models import Deed, DeedState, RightStep, Side, StepState
from marketplace.contracts.models.chain import REFERENCE_MAX
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.files import commands as files
from marketplace.files.models import File
from marketplace.rulebook.queries import deadline


@atomic
def note_paid(*, deed: Deed, actor: Actor, clock: Clock) -> None:
    """The price has come, or a secured first part of it: the days to file a transfer begin. Once; a step of the deal's command."""
    lock(deed)
    now = clock.read()
    if deed.paid_at is not None or deed.state != DeedState.IN_FORCE:
        return
    deed.paid_at = now
    deed.save(update_fields=["paid_at"])
    due = deadline(now, days=deed.rule_version.value("R-CON-07", "file_days")).at
    to_file = deed.steps.filter(act=RightStep.Act.TRANSFER, state=StepState.WAITING).update(due_at=due)
    audit.record("contracts.paid", subject=deed, actor=actor, private=True, about=deed.subject)
    if to_file:
        told = {"rights": to_file, "due": due.isoformat()}
        audit.record("contracts.filing_expected", subject=deed, actor=actor, private=True, **told)


@atomic
def file_step(
    *, step: RightStep, filed_date: date, reference: str, side: str, file: File | None, actor: Actor, clock: Clock
) -> RightStep:
    """Record that a side filed with the patent office: the day, the number it was given, and the paper.

    A second recording corrects the first one; both stay in the log. Raises Invalid for a day before the contract or to come, without
    number or side; Refused for a transfer whose price has not come (R-CON-07), or once it is registered; Forbidden for strangers.
    """
    deed, now = _locked(step, actor, clock)
    if step.act == RightStep.Act.TRANSFER and deed.paid_at is None:
        told = _("价款尚未到账，权利转移登记在付款之后申报（规则 R-CON-07）。")
        raise Refused(told, rule="R-CON-07", code="not_paid")
    said = _reference(step, reference, "reference", _("请填写国家知识产权局的受理编号。"))
    _require_day(step, filed_date, "filed_date", _day(deed.effective_at), now)
    if side not in Side.values:
        raise Invalid(fields={"side": [_("请选择由哪一方申报。")]}, rule=_rule(step))
    due = deadline(filed_date, months=deed.rule_version.value("R-CON-07", "entry_months")).at
    step.move(
        "file",
        filed_date=filed_date,
        filed_reference=said,
        filed_side=side,
        filed_by=actor.user,
        filed_at=now,
        entry_due_at=due,
        reminded_at=None,
    )
    _attach(step, file, actor)
    _record("contracts.step_filed", step, actor, reference=said, day=filed_date.isoformat(), side=side)
    return step


@atomic
def register_step(
    *, step: RightStep, registered_date: date, notice_number: str, file: File | None, actor: Actor, clock: Clock
) -> RightStep:
    """Record the entry in the register: its day and the notice of the patent office. A transfer takes effect with it (R-CON-07).

    Raises Invalid for a day before the filing or to come, or without the number of the notice; Refused unless it was filed; Forbidden.
    """
    _deed, now = _locked(step, actor, clock)
    if step.state != StepState.FILED or step.filed_date is None:
        raise Refused(_("尚未登记申报，不能登记结果。"), rule=_rule(step), code="state_register")
    said = _reference(step, notice_number, "notice_number", _("请填写手续合格通知书或备案证明的编号。"))
    _require_day(step, registered_date, "registered_date", step.filed_date, now)
    step.move(
        "register", registered_date=registered_date, notice_number=said, registered_by=actor.user, registered_at=now
    )
    _attach(step, file, actor)
    _record("contracts.step_registered", step, actor, notice=said, day=registered_date.isoformat())
    return step


@atomic
def remind_step(*, step: RightStep, actor: Actor, clock: Clock) -> None:
    """What the sweep does to a right that was not filed in time, or not entered in the months that are usual: both sides are told."""
    lock(step)
    now = clock.read()
    if step.state not in (StepState.WAITING, StepState.FILED) or step.reminded_at:
        return
    step.reminded_at = now
    step.save(update_fields=["reminded_at"])
    _record("contracts.step_overdue", step, actor)


def _locked(step: RightStep, actor: Actor, clock: Clock) -> tuple[Deed, datetime]:
    deed = step.deed
    lock(deed)
    lock(step)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_record_step, actor, step)
    if deed.state != DeedState.IN_FORCE:
        raise Refused(_("合同尚未生效或已终止。"), rule=_rule(step), code="state_step")
    return deed, now


def _rule(step: RightStep) -> str:
    return "R-CON-07" if step.act == RightStep.Act.TRANSFER else "R-CON-08"


def _reference(step: RightStep, written: str, field: str, lack: str) -> str:
    return words(written, field=field, most=REFERENCE_MAX, lack=lack, rule=_rule(step))


def _require_day(step: RightStep, day: date, field: str, earliest: date, now: datetime) -> None:
    today = _day(now)
    if not earliest <= day <= today:
        told = _("日期须在 {earliest} 至 {today} 之间。").format(earliest=earliest, today=today)
        raise Invalid(fields={field: [told]}, rule=_rule(step))


def _day(at: datetime | None) -> date:
    assert at
    return at.astimezone(SHANGHAI).date()


def _attach(step: RightStep, file: File | None, actor: Actor) -> None:
    if file is not None:
        files.attach(file=file, subject=audit.ref(step), actor=actor)


def _record(verb: str, step: RightStep, actor: Actor, **more: object) -> None:
    told = {"step": step.number, "right": step.right_number, "act": step.act}
    audit.record(verb, subject=step.deed, actor=actor, private=True, **told, **more)

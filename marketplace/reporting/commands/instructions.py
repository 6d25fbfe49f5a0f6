"""A supervisor's instruction to suspend, and the exchange's act that follows it.

An instruction does not suspend by itself. About a case it is a proposal to the desk, with the supervisor as the first pair of eyes: an
officer of the exchange approves it within the hours of R-SUP-07, and the desk suspends with its public notice. The supervisor only reads
and instructs, so that no single account outside of an exchange can stop its market; the suspension is the exchange's own act under its
rules; and what is not done in time stands red before both.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.commands import suspend_organisation
from accounts.models import ExchangeCode, Kind, Organisation
from marketplace.audit import commands as audit
from marketplace.audit.commands import ref
from marketplace.catalogue.commands import suspend_listing
from marketplace.catalogue.models import Listing, ListingState
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.commands import approve_correction, propose_correction
from marketplace.desk.models import Case, Correction
from marketplace.reporting import rules
from marketplace.reporting.models import Execution, Instruction
from marketplace.rulebook.queries import version_in_force

HOURS = 24  # of a version of the rules that is older than R-SUP-07


@atomic
def instruct(
    *,
    subject: Listing | Organisation,
    exchanges: Sequence[str],
    legal_basis: str,
    reason: str,
    until_date: date | None = None,
    actor: Actor,
    clock: Clock,
) -> Instruction:
    """Instruct exchanges to suspend a case or an organisation. A case is suspended by the exchange it is listed at.

    Raises Invalid without basis, reason or addressee, or for a term that is over; Refused for what cannot be suspended.
    """
    now = clock.read()
    require(rules.may_instruct, actor)
    assert actor.user
    assert actor.organisation
    basis = words(legal_basis, field="legal_basis", most=300, lack=_("请写明法律依据。"))
    told = words(reason, field="reason", most=1000, lack=_("请写明理由。"))
    if until_date and until_date <= now.astimezone(SHANGHAI).date():
        raise Invalid(fields={"until_date": [_("中止期限须在今天之后。")]})
    named = _addressees(subject, exchanges)
    instruction = Instruction.objects.create(
        subject=ref(subject),
        subject_title=(subject.title if isinstance(subject, Listing) else subject.name)[:200],
        exchanges=named,
        legal_basis=basis,
        reason=told,
        until_date=until_date,
        organisation=actor.organisation,
        issued_by=actor.user,
        issued_at=now,
        due_at=now + timedelta(hours=_hours(now)),
    )
    correction = _proposed(subject, instruction, actor, clock) if isinstance(subject, Listing) else ""
    Execution.objects.bulk_create(
        Execution(instruction=instruction, exchange=code, correction=correction) for code in named
    )
    facts = {"of": instruction.subject, "exchanges": named, "legal_basis": basis, "reason": told}
    audit.record("reporting.instruction_issued", subject=instruction, actor=actor, private=True, **facts)
    return instruction


def _addressees(subject: Listing | Organisation, exchanges: Sequence[str]) -> list[str]:
    if isinstance(subject, Listing):
        if subject.state not in (ListingState.PUBLISHED, ListingState.SUSPENDED):
            raise Refused(_("只有挂牌中的项目可以中止。"), code="state_suspend")
        return [subject.exchange]
    if subject.kind == Kind.EXCHANGE:
        raise Refused(_("对交易机构本身的措施不经本系统办理。"), code="is_an_exchange")
    named = [code for code in ExchangeCode.values if code in exchanges]
    if not named:
        raise Invalid(fields={"exchanges": [_("请选择执行指令的交易机构。")]})
    return named


def _proposed(listing: Listing, instruction: Instruction, actor: Actor, clock: Clock) -> str:
    """The suspension as the desk knows it; one that waits already serves as well. Empty for a listing without a case."""
    case = Case.objects.filter(listing=listing, state=Case.State.RUNNING).first()
    if case is None:
        return ""
    waiting = case.corrections.filter(kind=Correction.Kind.SUSPENSION, state=Correction.State.PROPOSED).first()
    if waiting is None:
        until = instruction.until_date.isoformat() if instruction.until_date else ""
        payload = {"asked_by": instruction.organisation.name, "until": until}
        waiting = propose_correction(
            case=case,
            kind=Correction.Kind.SUSPENSION,
            reason=_reasons(instruction),
            payload=payload,
            actor=actor,
            clock=clock,
        )
    return waiting.number


def _reasons(instruction: Instruction) -> str:
    told = _("监管指令 {number}：{reason}（依据：{basis}）")
    return told.format(number=instruction.number, reason=instruction.reason, basis=instruction.legal_basis)[:500]


def _hours(now: datetime) -> int:
    try:
        return int(version_in_force(now).value("R-SUP-07", "execution_hours"))
    except LookupError:
        return HOURS


@atomic
def execute_instruction(*, execution: Execution, note: str = "", actor: Actor, clock: Clock) -> None:
    """Carry out an instruction as an officer of the exchange: the case or organisation is suspended in the same transaction.

    Raises Refused if that is impossible in its present state: then the officer objects with the reason instead.
    """
    lock(execution)
    now = clock.read()
    require(rules.may_execute, actor, execution)
    instruction = execution.instruction
    told = words(note, field="note", most=1000)
    if execution.correction:
        _approve(execution, told, actor, clock)
    else:
        _suspend(instruction, actor, clock)
    execution.move("execute", by=actor.user, at=now, note=told)
    facts = {"exchange": execution.exchange, "late": now > instruction.due_at}
    audit.record("reporting.instruction_executed", subject=instruction, actor=actor, private=True, **facts)


def _approve(execution: Execution, note: str, actor: Actor, clock: Clock) -> None:
    """At the desk, if nobody has yet."""
    correction = Correction.objects.select_related("case__listing").get(number=execution.correction)
    if correction.state != Correction.State.APPROVED:
        approve_correction(correction=correction, note=note, actor=actor, clock=clock)


def _suspend(instruction: Instruction, actor: Actor, clock: Clock) -> None:
    kind, _colon, number = instruction.subject.partition(":")
    if kind == "listing":
        listing = Listing.objects.get(number=number)
        if listing.state != ListingState.SUSPENDED:
            suspend_listing(listing=listing, reasons=_reasons(instruction), actor=actor, clock=clock)
        return
    organisation = Organisation.objects.get(number=number)
    if organisation.state != Organisation.State.SUSPENDED:
        suspend_organisation(organisation=organisation, reason=_reasons(instruction), actor=actor)


@atomic
def note_execution(*, correction: str, actor: Actor, clock: Clock) -> None:
    """Note that the desk approved the suspension which an instruction proposed. A step of the follower of the log."""
    now = clock.read()
    for execution in Execution.objects.filter(correction=correction).exclude(state=Execution.State.EXECUTED):
        lock(execution)
        by = Correction.objects.get(number=correction).decided_by
        execution.move("execute", by=by, at=now)
        facts = {"exchange": execution.exchange, "late": now > execution.instruction.due_at}
        audit.record(
            "reporting.instruction_executed", subject=execution.instruction, actor=actor, private=True, **facts
        )


@atomic
def object_to_instruction(*, execution: Execution, note: str, actor: Actor, clock: Clock) -> None:
    """Say why an instruction cannot be carried out; the supervisor sees it. Raises Invalid without a reason."""
    lock(execution)
    now = clock.read()
    require(rules.may_execute, actor, execution)
    told = words(note, field="note", most=1000, lack=_("请写明不能执行的原因。"))
    execution.move("object", by=actor.user, at=now, note=told)
    facts = {"exchange": execution.exchange, "note": told}
    audit.record("reporting.instruction_objected", subject=execution.instruction, actor=actor, private=True, **facts)

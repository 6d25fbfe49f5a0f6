"""Changing what an exchange may do: one person proposes, another decides (R-LST-11)."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.rulebook.models import Capability, CapabilityChange, CapabilityCode
from marketplace.rulebook.periods import in_shanghai
from marketplace.rulebook.rules import may_decide_capability, may_propose_capability

Kind = CapabilityChange.Kind
REASON_MOST = 300


@atomic
def grant_capability(
    *,
    exchange: str,
    code: str,
    from_date: date,
    source: str,
    to_date: date | None = None,
    licence_number: str = "",
    note: str = "",
    actor: Actor,
    clock: Clock,
) -> CapabilityChange:
    """Propose that an exchange may do `code` from a day on, by a source; it may once another person approved.

    Raises Invalid field by field: no source, an end before the start, a licensed auction without its licence (拍卖法 11).
    """
    now = clock.read()
    require(may_propose_capability, actor, exchange)
    change = CapabilityChange(
        kind=Kind.GRANT,
        exchange=exchange,
        code=code,
        from_date=from_date,
        to_date=to_date,
        licence_number=licence_number.strip(),
        source=source.strip(),
        note=note.strip(),
        proposed_by=actor.user,
        proposed_at=now,
    )
    _check_grant(change)
    return _propose(change, actor)


@atomic
def end_capability(
    *, capability: Capability, last_date: date, source: str, note: str = "", actor: Actor, clock: Clock
) -> CapabilityChange:
    """Propose the last day of a capability; it ends once another person approved. It never ends in the past.

    Raises Refused for one that has an end already, Invalid for a day before today or before its start.
    """
    lock(capability)
    now = clock.read()
    require(may_propose_capability, actor, capability.exchange)
    if capability.to_date:
        raise Refused(
            _("该项业务能力已定于 {day} 终止。").format(day=capability.to_date), rule="R-LST-11", code="already_ended"
        )
    _check_end(capability, last_date, in_shanghai(now))
    change = CapabilityChange(
        kind=Kind.END,
        capability=capability,
        exchange=capability.exchange,
        code=capability.code,
        to_date=last_date,
        source=source.strip(),
        note=note.strip(),
        proposed_by=actor.user,
        proposed_at=now,
    )
    return _propose(change, actor)


@atomic
def approve_capability_change(*, change: CapabilityChange, actor: Actor, clock: Clock) -> Capability:
    """Put a proposal into force. Raises Forbidden for who proposed it, Refused if another capability covers some of its days
    or if its end has passed meanwhile.
    """
    lock(change)
    now = clock.read()
    require(may_decide_capability, actor, change)
    change.move("approve", decided_by=actor.user, decided_at=now)
    capability = _grant(change) if change.kind == Kind.GRANT else _end(change, in_shanghai(now))
    audit.record(
        f"rulebook.capability_{'granted' if change.kind == Kind.GRANT else 'ended'}",
        subject=capability,
        actor=actor,
        change=change.number,
        exchange=change.exchange,
        code=change.code,
        from_date=str(capability.from_date),
        to_date=str(capability.to_date or ""),
        source=change.source,
    )
    return capability


@atomic
def reject_capability_change(*, change: CapabilityChange, reason: str, actor: Actor, clock: Clock) -> None:
    """Decline a proposal. Raises Invalid without a reason, Forbidden for who proposed it."""
    lock(change)
    now = clock.read()
    require(may_decide_capability, actor, change)
    reason = words(reason, field="reason", most=REASON_MOST, lack=_("请写明不予批准的理由。"), rule="R-LST-11")
    change.move("reject", decided_by=actor.user, decided_at=now, reason=reason)
    audit.record("rulebook.capability_change_rejected", subject=change, actor=actor, reason=reason)


def _propose(change: CapabilityChange, actor: Actor) -> CapabilityChange:
    validate(change)
    change.save()
    details: dict[str, Any] = {"kind": change.kind, "exchange": change.exchange, "code": change.code}
    audit.record("rulebook.capability_change_proposed", subject=change, actor=actor, **details, source=change.source)
    return change


def _check_grant(change: CapabilityChange) -> None:
    faults: dict[str, list[str]] = {}
    if change.to_date and change.from_date and change.to_date < change.from_date:
        faults["to_date"] = [_("截止日不得早于起始日。")]
    if change.code == CapabilityCode.LICENSED_AUCTION and not change.licence_number:
        faults["licence_number"] = [_("拍卖须经许可：请填写拍卖经营批准证书编号（拍卖法第 11 条）。")]
    if faults:
        raise Invalid(fields=faults, rule="R-LST-11")


def _check_end(capability: Capability, last_date: date, today: date) -> None:
    if last_date < max(today, capability.from_date):
        raise Invalid(
            fields={"last_date": [_("截止日不得早于今天，也不得早于起始日 {day}。").format(day=capability.from_date)]},
            rule="R-LST-11",
        )


def _grant(change: CapabilityChange) -> Capability:
    assert change.from_date is not None
    try:
        # A savepoint: the exclusion decides, and the command still has to say it.
        with transaction.atomic():
            capability = Capability.objects.create(
                exchange=change.exchange,
                code=change.code,
                from_date=change.from_date,
                to_date=change.to_date,
                licence_number=change.licence_number,
                source=change.source,
                note=change.note,
            )
    except IntegrityError:
        raise Refused(
            _("该机构的这项业务能力在所填期间内已有记录。请先终止原记录，或调整起止日期。"),
            rule="R-LST-11",
            code="capability_overlaps",
        ) from None
    change.capability = capability
    change.save(update_fields=["capability"])
    return capability


def _end(change: CapabilityChange, today: date) -> Capability:
    capability = change.capability
    assert capability is not None
    assert change.to_date is not None
    lock(capability)
    if change.to_date < today or capability.to_date is not None:
        raise Refused(
            _("所提的截止日已过，或该项业务能力已另行终止。请重新提出。"), rule="R-LST-11", code="end_has_passed"
        )
    capability.to_date = change.to_date
    capability.save(update_fields=["to_date"])
    return capability

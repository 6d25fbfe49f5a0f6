"""The registry of practitioners: a person enters himself, an exchange verifies."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.agency import rules
from marketplace.agency.models import Practitioner
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.files.commands import store
from marketplace.rulebook.periods import in_shanghai

REASON_MOST = 500
State = Practitioner.State


@atomic
def register_practitioner(
    *,
    name: str,
    level: str,
    certificate_number: str,
    issued_by: str,
    valid_to: date | None = None,
    fields: str = "",
    consents: bool = False,
    paper: Any = None,
    actor: Actor,
    clock: Clock,
) -> Practitioner:
    """Enter oneself, or enter anew after a return or a renewed certificate; waits for an exchange's officer.

    Raises Invalid field by field: an expired certificate, one that another person entered. Refused while suspended.
    """
    require(rules.may_register_practitioner, actor)
    found = Practitioner.objects.filter(user=actor.user).first()
    row = found or Practitioner(user=actor.user)
    if found:
        lock(found)
    now = clock.read()
    if row.state == State.SUSPENDED:
        raise Refused(_("登记已暂停，请先联系交易机构。"), rule="R-CRD-04", code="suspended")
    if valid_to and valid_to < in_shanghai(now):
        raise Invalid(fields={"valid_to": [_("证书已过期，请先换证。")]}, rule="R-CRD-04")
    row.organisation, row.name, row.level = actor.organisation, name.strip(), level
    row.certificate_number, row.issued_by, row.valid_to = certificate_number.strip(), issued_by.strip(), valid_to
    row.fields, row.consents, row.registered_at = fields.strip(), consents, now
    if found:
        found.move("resubmit")
    validate(row)
    row.save()
    if paper is not None:
        row.paper = store(upload=paper, purpose="practitioner", subject=audit.ref(row), actor=actor, clock=clock)
        row.save(update_fields=["paper"])
    audit.record("agency.practitioner_registered", subject=row, actor=actor, private=True, level=level)
    return row


@atomic
def verify_practitioner(*, practitioner: Practitioner, actor: Actor, clock: Clock) -> None:
    """Confirm that the certificate is what was entered. Raises Refused if it has expired meanwhile."""
    lock(practitioner)
    now = clock.read()
    require(rules.may_verify_practitioner, actor, practitioner)
    if practitioner.valid_to and practitioner.valid_to < in_shanghai(now):
        raise Refused(_("证书已过期，不能认证。"), rule="R-CRD-04", code="certificate_expired")
    practitioner.move("verify", decided_by=actor.user, decided_at=now, verified_by=actor.exchange, reason="")
    audit.record("agency.practitioner_verified", subject=practitioner, actor=actor, private=True)


@atomic
def return_practitioner(*, practitioner: Practitioner, reason: str, actor: Actor, clock: Clock) -> None:
    """Send an entry back with a reason. Raises Invalid without one."""
    _decide("return", _("请写明退回理由。"), practitioner, reason, actor, clock)
    audit.record("agency.practitioner_returned", subject=practitioner, actor=actor, private=True, reason=reason)


@atomic
def suspend_practitioner(*, practitioner: Practitioner, reason: str, actor: Actor, clock: Clock) -> None:
    """Suspend an entry: no new deals are attributed. Raises Invalid without a reason."""
    _decide("suspend", _("请写明暂停理由。"), practitioner, reason, actor, clock)
    audit.record("agency.practitioner_suspended", subject=practitioner, actor=actor, private=True, reason=reason)


def _decide(verb: str, lack: str, practitioner: Practitioner, reason: str, actor: Actor, clock: Clock) -> None:
    lock(practitioner)
    now = clock.read()
    require(rules.may_verify_practitioner, actor, practitioner)
    said = words(reason, field="reason", most=REASON_MOST, lack=lack)
    practitioner.move(verb, decided_by=actor.user, decided_at=now, reason=said)


@atomic
def reinstate_practitioner(*, practitioner: Practitioner, actor: Actor, clock: Clock) -> None:
    """End a suspension."""
    lock(practitioner)
    now = clock.read()
    require(rules.may_verify_practitioner, actor, practitioner)
    practitioner.move("reinstate", decided_by=actor.user, decided_at=now, reason="")
    audit.record("agency.practitioner_reinstated", subject=practitioner, actor=actor, private=True)


@atomic
def publish_practitioner(*, practitioner: Practitioner, consents: bool, actor: Actor, clock: Clock) -> None:
    """Consent to a public page, or withdraw the consent: at once (R-SEC-01)."""
    lock(practitioner)
    clock.read()
    require(rules.is_the_practitioner, actor, practitioner)
    practitioner.consents = consents
    practitioner.save(update_fields=["consents"])
    audit.record("agency.practitioner_consent", subject=practitioner, actor=actor, private=True, consents=consents)

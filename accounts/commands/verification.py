"""One exchange verifies, sends back, suspends or reinstates; all four accept."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from accounts.rules import may_suspend, may_verify
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words


@atomic
def verify_organisation(*, organisation: Organisation, actor: Actor, clock: Clock) -> None:
    """Verify a pending organisation for all four exchanges.

    Raises Forbidden for a person who belongs or belonged to it, Refused unless it is pending.
    """
    lock(organisation)
    now = clock.read()
    require(may_verify, actor, organisation)
    organisation.move("verify", verified_by=actor.exchange, verified_at=now, return_reason="")
    audit.record("accounts.organisation_verified", subject=organisation, actor=actor, verified_by=actor.exchange)


@atomic
def send_back_organisation(*, organisation: Organisation, reason: str, actor: Actor) -> None:
    """Return a pending registration with the reason, for correction by its administrator."""
    lock(organisation)
    require(may_verify, actor, organisation)
    organisation.move("send_back", return_reason=said(reason))
    audit.record("accounts.organisation_sent_back", subject=organisation, actor=actor, private=True, reason=reason)


@atomic
def suspend_organisation(*, organisation: Organisation, reason: str, actor: Actor) -> None:
    """Take a verified organisation's right to act, on all four exchanges, with the reason."""
    lock(organisation)
    require(may_suspend, actor, organisation)
    organisation.move("suspend", suspension_reason=said(reason))
    audit.record("accounts.organisation_suspended", subject=organisation, actor=actor, private=True, reason=reason)


@atomic
def reinstate_organisation(*, organisation: Organisation, actor: Actor) -> None:
    """Give a suspended organisation back its right to act."""
    lock(organisation)
    require(may_suspend, actor, organisation)
    organisation.move("reinstate", suspension_reason="")
    audit.record("accounts.organisation_reinstated", subject=organisation, actor=actor)


def said(reason: str) -> str:
    """A reason that says something and fits."""
    lack = _("请写明原因，不超过 {length} 字。").format(length=REASON_LENGTH)
    return words(reason, field="reason", most=REASON_LENGTH, lack=lack)


REASON_LENGTH = 500

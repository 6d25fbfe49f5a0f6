"""What sweeps do at the entrance: an exchange's decision whose time is past, a mandate whose term is about to end."""

from accounts.actor import Actor
from accounts.models import Authorisation, WaitingModel
from accounts.rules import is_operator
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic


@atomic
def mark_overdue(*, row: WaitingModel, actor: Actor, clock: Clock) -> None:
    """Mark what the caller has claimed (locked) because its limit is past: once, and no right of anybody ends by it."""
    now = clock.read()
    require(is_operator, actor)
    row.overdue_at = now
    row.save(update_fields=["overdue_at"])
    audit.record("accounts.decision_overdue", subject=row, actor=actor, private=True, due_at=row.due_at)


@atomic
def remind_expiring(*, row: Authorisation, actor: Actor, clock: Clock) -> None:
    """Say once of a mandate that the caller has claimed (locked) that its term ends soon: without a new one its member rests."""
    now = clock.read()
    require(is_operator, actor)
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    audit.record("accounts.authorisation_expiring", subject=row, actor=actor, private=True, valid_to=row.valid_to)

"""What happens to a decision of an exchange whose time is past."""

from accounts.actor import Actor
from accounts.models import WaitingModel
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

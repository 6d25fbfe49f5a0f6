"""Keeping what supervisors looked at."""

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.states import atomic
from marketplace.reporting.looking import exchange_of
from marketplace.reporting.models import Look


@atomic
def note_look(*, path: str, number: str, status: int, actor: Actor, clock: Clock) -> Look:
    """Keep that a supervisor was shown a page or an answer, with a private line in the log. For the middleware."""
    assert actor.user
    assert actor.organisation
    look = Look.objects.create(
        at=clock.read(),
        user=actor.user,
        organisation=actor.organisation,
        path=path[:300],
        subject=number[:30],
        exchange=exchange_of(number[:30]),
        status=status,
    )
    about = f"organisation:{actor.organisation.number}"
    facts = {"path": look.path, "number": look.subject, "exchange": look.exchange, "status": status}
    audit.record("reporting.looked", subject=about, actor=actor, private=True, **facts)
    return look

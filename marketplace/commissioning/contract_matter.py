"""What an engagement does as its contract's text changes or ends (`contracts.matters`)."""

from dataclasses import asdict

from accounts.actor import Actor
from marketplace.commissioning.commands.engaging import end_engagement, sign_engagement
from marketplace.commissioning.models import Engagement, EngagementState
from marketplace.contracts.matters import Matter, Signing, register
from marketplace.contracts.models import Deed, Termination
from marketplace.core.clock import Clock
from marketplace.core.states import lock


def _of(number: str) -> Engagement:
    return Engagement.objects.select_related("need").get(number=number)


def turn(number: str) -> None:
    lock(_of(number))


def changed(deed: Deed, actor: Actor, clock: Clock) -> None:
    """The text is read where it lies; nothing of it is kept twice."""


def ended(deed: Deed, termination: Termination, actor: Actor, clock: Clock) -> None:
    """Nothing more is asked for; what is in escrow for work that was not accepted may be refunded."""
    found = _of(deed.subject.partition(":")[2])
    if found.state == EngagementState.IN_FORCE:
        end_engagement(found, clock.read(), actor, clock)


def sign(deed: Deed, signing: Signing, actor: Actor, clock: Clock) -> None:
    sign_engagement(engagement=_of(deed.subject.partition(":")[2]), actor=actor, clock=clock, **asdict(signing))


register("engagement", Matter(lock=turn, changed=changed, ended=ended, sign=sign))

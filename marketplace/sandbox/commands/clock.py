"""Market time for everybody who visits: forward, or back to real time. Only the sandbox has it (R-GEN-05)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.states import atomic
from marketplace.rulebook.commands import reset_market_time, shift_market_time
from marketplace.sandbox.queries.deadlines import Due, next_deadline

NOBODY = system_actor("sandbox.visitor")  # a visitor who has not signed in


@atomic
def jump_to_next_deadline(*, actor: Actor, clock: Clock) -> Due:
    """Let the market's time go on from what falls due next. Raises Refused in production, or if nothing does."""
    due = next_deadline(clock.read())
    if due is None:
        raise Refused(_("近期没有任何期限。可以发布一场竞价，或直接设定时刻。"), code="no_deadline")
    shift_market_time(to=due.at, actor=_visitor(actor), clock=clock)
    return due


@atomic
def set_clock(*, at: datetime, actor: Actor, clock: Clock) -> None:
    """Let the market's time go on from a later instant. Raises Refused in production and for an earlier one."""
    shift_market_time(to=at, actor=_visitor(actor), clock=clock)


@atomic
def reset_clock(*, actor: Actor, clock: Clock) -> int:
    """Back to real time; returns how many lines of the log now lie in the future. Raises Refused in production."""
    _state, ahead = reset_market_time(actor=_visitor(actor), clock=clock)
    return ahead


def _visitor(actor: Actor) -> Actor:
    return actor if actor.user else NOBODY

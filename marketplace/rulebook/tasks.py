"""The sweep of the time limits of all areas: those that end soon, and those that are past and are told of nowhere else."""

import logging
from datetime import datetime

from celery import shared_task

from accounts.actor import Actor, system_actor
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep
from marketplace.rulebook import commands
from marketplace.rulebook.queries.due_limits import claim_missed, claim_near, horizon, told_by_sweep
from marketplace.rulebook.time_limits import LIMITS, LONG, SHORT, TimeLimit

logger = logging.getLogger(__name__)


@shared_task(name="rulebook.watch_time_limits")
def watch_time_limits() -> int:
    """Remind and tell, each once; returns of how many limits. One that fails is logged and holds up nobody."""
    now, actor = market_clock.read(), system_actor("rulebook.watch_time_limits")
    until = {key: horizon(now, key) for key in (SHORT, LONG)}
    return sum(
        _remind(limit, now, until.get(limit.reminds), actor) + _tell_missed(limit, now, actor)
        for limit in LIMITS.values()
    )


def _remind(limit: TimeLimit, now: datetime, until: datetime | None, actor: Actor) -> int:
    if until is None:
        return 0
    return sweep(
        lambda leave: claim_near(limit, now, until, leave),
        lambda row: commands.note_near_limit(limit=limit, row=row, actor=actor, clock=market_clock),
        logger,
    )


def _tell_missed(limit: TimeLimit, now: datetime, actor: Actor) -> int:
    if not told_by_sweep(limit):
        return 0
    return sweep(
        lambda leave: claim_missed(limit, now, leave),
        lambda row: commands.note_missed_limit(limit=limit, row=row, actor=actor, clock=market_clock),
        logger,
    )

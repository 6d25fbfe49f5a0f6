"""The sweep of cases whose time is past. Claim and effect share one transaction, so two workers never do the same case."""

import logging

from celery import shared_task

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep
from marketplace.desk.commands.sweeping import treat_due_case
from marketplace.desk.queries.due import claim_due_case

logger = logging.getLogger(__name__)


@shared_task(name="desk.sweep_due_cases")
def sweep_due_cases() -> int:
    """Lapse or mark every case that is past its limit; returns how many. One that fails is logged and holds up nobody."""
    actor = system_actor("desk.sweep_due_cases")
    return sweep(
        lambda but: claim_due_case(market_clock.read(), but),
        lambda case: treat_due_case(case, actor, market_clock),
        logger,
    )

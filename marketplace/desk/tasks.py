"""The sweep of cases whose time is past. Claim and effect share one transaction, so two workers never do the same case."""

import logging

from celery import shared_task
from django.db import transaction

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.desk.commands.sweeping import treat_due_case
from marketplace.desk.queries.due import claim_due_case

logger = logging.getLogger(__name__)


@shared_task(name="desk.sweep_due_cases")
def sweep_due_cases() -> int:
    """Lapse or mark every case that is past its limit; returns how many. One that fails is logged and holds up nobody."""
    actor, done, failed = system_actor("desk.sweep_due_cases"), 0, set[int]()
    while True:
        case = None
        try:
            with transaction.atomic():
                case = claim_due_case(market_clock.read(), failed)
                if case is None:
                    return done
                treat_due_case(case, actor, market_clock)
            done += 1
        except Exception:
            if case is None:
                raise
            logger.exception("case %s could not be swept", case.number)
            failed.add(case.pk)

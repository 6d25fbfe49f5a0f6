"""What the cashier's desk does by itself: it reports what nobody claims."""

import logging

from celery import shared_task

from accounts.actor import system_actor
from accounts.models import ExchangeCode
from marketplace.cashier.commands import report_suspense
from marketplace.cashier.queries.suspense import claim_long_suspense, oldest_in_time
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep

logger = logging.getLogger(__name__)


@shared_task(name="cashier.report_long_suspense")
def report_long_suspense() -> int:
    """Report all money that has lain in suspense too long and was not reported; returns how many lines."""
    return sum(_report(exchange) for exchange in ExchangeCode.values)


def _report(exchange: str) -> int:
    before = oldest_in_time(exchange, market_clock.read())
    if before is None:
        return 0
    actor = system_actor("cashier.report_long_suspense")
    return sweep(
        lambda but: claim_long_suspense(exchange, before, but),
        lambda line: report_suspense(line=line, actor=actor, clock=market_clock),
        logger,
    )

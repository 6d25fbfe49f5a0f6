"""What the registry does by itself: it notes registrations whose time is past."""

from celery import shared_task

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.registry import commands

SWEEP = 100


@shared_task(name="registry.mark_overdue_filings")
def mark_overdue_filings() -> None:
    """Note the registrations whose limit has passed undecided."""
    sweeper = system_actor("registry.mark_overdue_filings")
    while commands.mark_overdue_filings(actor=sweeper, clock=market_clock, limit=SWEEP) == SWEEP:
        pass

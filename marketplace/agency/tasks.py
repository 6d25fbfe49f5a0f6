"""What the agency does by itself: it reminds of annuities."""

from celery import shared_task

from accounts.actor import system_actor
from marketplace.agency import commands
from marketplace.core.clock import market_clock

SWEEP = 100


@shared_task(name="agency.remind_due_annuities")
def remind_due_annuities() -> None:
    """Remind of the annuities whose day has come."""
    sweeper = system_actor("agency.remind_due_annuities")
    while commands.remind_due_annuities(actor=sweeper, clock=market_clock, limit=SWEEP) == SWEEP:
        pass

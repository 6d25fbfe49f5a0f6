"""What the simulations do by themselves: deals are counted."""

from contextlib import suppress

from celery import shared_task

from marketplace.core.clock import market_clock
from marketplace.core.errors import MarketError
from marketplace.jobs.models import Job
from marketplace.simulation import commands
from marketplace.simulation.models import Simulation

SWEEP = 100


@shared_task(name="simulation.run")
def run(number: str) -> None:
    """Count the deals of one simulation; a second delivery finds it begun, or deleted, and leaves it."""
    asked = Simulation.objects.select_related("job", "file", "created_by").filter(number=number).first()
    if asked is None:
        return
    with suppress(MarketError):  # the job says it to whoever waits
        commands.run_simulation(simulation=asked, clock=market_clock)


@shared_task(name="simulation.run_waiting")
def run_waiting() -> None:
    """Count those whose task was lost with its broker."""
    for number in list(Simulation.objects.filter(job__state=Job.State.QUEUED).values_list("number", flat=True)[:SWEEP]):
        run(number)

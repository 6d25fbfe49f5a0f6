"""What the network does by itself: files are brought in."""

from contextlib import suppress

from celery import shared_task

from marketplace.core.clock import market_clock
from marketplace.core.errors import MarketError
from marketplace.jobs.models import Job
from marketplace.network import commands
from marketplace.network.models import Transfer

SWEEP = 100


@shared_task(name="network.run_transfer")
def run_transfer(number: str) -> None:
    """Bring one file in; a second delivery finds it begun and leaves it."""
    transfer = Transfer.objects.select_related("job", "file", "created_by", "organisation").get(number=number)
    with suppress(MarketError):  # the job says it to whoever waits
        commands.run_transfer(transfer=transfer, clock=market_clock)


@shared_task(name="network.run_waiting_transfers")
def run_waiting_transfers() -> None:
    """Bring in the files whose task was lost with its broker."""
    for number in list(Transfer.objects.filter(job__state=Job.State.QUEUED).values_list("number", flat=True)[:SWEEP]):
        run_transfer(number)

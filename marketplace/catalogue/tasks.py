"""What the catalogue does by itself: needs end with their last day, files are imported."""

from collections.abc import Sequence
from contextlib import suppress

from celery import shared_task

from accounts.actor import system_actor
from marketplace.audit.following import Line, follower
from marketplace.catalogue import commands, doubling
from marketplace.catalogue.models import Upload
from marketplace.core.clock import market_clock
from marketplace.core.errors import MarketError
from marketplace.jobs.models import Job

SWEEP = 100


@follower("catalogue")
def draw_listings(lines: Sequence[Line]) -> None:
    """Keep in step by which listings look alike."""
    doubling.follow(lines)


@shared_task(name="catalogue.close_due_needs")
def close_due_needs() -> None:
    """Close the needs whose last day is over."""
    sweeper = system_actor("catalogue.close_due_needs")
    while commands.close_due_needs(actor=sweeper, clock=market_clock, limit=SWEEP) == SWEEP:
        pass


@shared_task(name="catalogue.run_upload")
def run_upload(number: str) -> None:
    """Import one file; a second delivery finds it begun and leaves it."""
    upload = Upload.objects.select_related("job", "created_by", "organisation").get(number=number)
    with suppress(MarketError):  # the job says it to whoever waits
        commands.run_upload(upload=upload, clock=market_clock)


@shared_task(name="catalogue.run_waiting_uploads")
def run_waiting_uploads() -> None:
    """Import the files whose task was lost with its broker."""
    for number in list(Upload.objects.filter(job__state=Job.State.QUEUED).values_list("number", flat=True)[:SWEEP]):
        run_upload(number)

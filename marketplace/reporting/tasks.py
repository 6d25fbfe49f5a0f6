"""What reporting does by itself: counts the returns that were ordered, watches for abnormal deals."""

from collections.abc import Sequence
from contextlib import suppress

from celery import shared_task

from marketplace.audit.following import Line, follower
from marketplace.core.clock import market_clock
from marketplace.core.errors import MarketError
from marketplace.jobs.models import Job
from marketplace.reporting import tracing, watching
from marketplace.reporting.commands import build_pack, count_return
from marketplace.reporting.models import Pack, Return

SWEEP = 50


@follower("reporting")
def watch(lines: Sequence[Line]) -> None:
    """Look at deals and suspensions for what is abnormal."""
    watching.watch(lines)


@shared_task(name="reporting.count_return")
def count(number: str) -> None:
    """Count one return; a second delivery finds it begun and leaves it."""
    found = Return.objects.select_related("job").get(number=number)
    with suppress(MarketError):  # the job says it to whoever waits
        count_return(found=found, clock=market_clock)


@shared_task(name="reporting.build_pack")
def build(number: str) -> None:
    """Build one evidence pack; a second delivery finds it begun and leaves it."""
    pack = Pack.objects.select_related("job", "listing__lister", "ordered_by", "organisation").get(number=number)
    with suppress(MarketError):
        build_pack(pack=pack, clock=market_clock)


@shared_task(name="reporting.drop_traces")
def drop_traces() -> int:
    """Delete from where bidders acted, once its time is over and no sign in the sale is still looked into; returns how many rows."""
    return tracing.drop(market_clock.read())


@shared_task(name="reporting.do_waiting")
def do_waiting() -> None:
    """Do the work whose task was lost with its broker."""
    for number in list(Return.objects.filter(job__state=Job.State.QUEUED).values_list("number", flat=True)[:SWEEP]):
        count(number)
    for number in list(Pack.objects.filter(job__state=Job.State.QUEUED).values_list("number", flat=True)[:SWEEP]):
        build(number)

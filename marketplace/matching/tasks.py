"""Matching follows the log; a nightly run covers all."""

from collections.abc import Sequence

from celery import shared_task

from accounts.actor import system_actor
from marketplace.audit.following import Line, follower
from marketplace.core.clock import market_clock
from marketplace.jobs import commands as jobs
from marketplace.jobs.models import Job
from marketplace.matching import runs


@follower("matching")
def match_lines(lines: Sequence[Line]) -> None:
    """Propose partners for what was published or posted, end the matches of what was withdrawn."""
    runs.match_lines(lines)


@shared_task(name="matching.nightly")
def nightly() -> None:
    """Match every open need anew."""
    runs.start_and_run(actor=system_actor("matching"), clock=market_clock)


@shared_task(name="matching.run")
def run(number: str) -> None:
    """Work off a run that somebody asked for; a second delivery finds it begun and leaves it."""
    job = Job.objects.get(number=number)
    jobs.begin(job=job)
    runs.work_off(job=job, actor=system_actor("matching"), clock=market_clock)

"""Matching follows the log; a nightly run covers all."""

import logging
from collections.abc import Sequence

from celery import shared_task

from accounts.actor import system_actor
from marketplace.audit.following import Line, follower
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep
from marketplace.jobs import commands as jobs
from marketplace.jobs.models import Job
from marketplace.matching import runs
from marketplace.matching.commands import count_quality, raise_silence
from marketplace.matching.queries import claim_silent_contact

logger = logging.getLogger(__name__)


@follower("matching")
def match_lines(lines: Sequence[Line]) -> None:
    """Propose partners for what was published or posted, end the matches of what was withdrawn."""
    runs.match_lines(lines)


@shared_task(name="matching.nightly")
def nightly() -> None:
    """Teach the ranking from what was said since, and match every open need anew."""
    runs.teach_anew(actor=system_actor("matching"), clock=market_clock)
    runs.start_and_run(actor=system_actor("matching"), clock=market_clock)


@shared_task(name="matching.run")
def run(number: str) -> None:
    """Work off a run that somebody asked for; a second delivery finds it begun and leaves it."""
    job = Job.objects.get(number=number)
    jobs.begin(job=job)
    runs.work_off(job=job, actor=system_actor("matching"), clock=market_clock)


@shared_task(name="matching.watch_contacts")
def watch_contacts() -> int:
    """Hand every contact that is silent for the days of the rules to the technology managers; returns how many (R-MAT-01)."""
    actor = system_actor("matching.watch_contacts")
    return sweep(claim_silent_contact, lambda one: raise_silence(contact=one, actor=actor, clock=market_clock), logger)


@shared_task(name="matching.count_quality")
def count_published_quality() -> None:
    """Draw up the published figures of quality anew."""
    count_quality(actor=system_actor("matching.count_quality"), clock=market_clock)

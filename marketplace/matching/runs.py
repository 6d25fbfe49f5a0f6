"""Matching in bulk: what the log says is new, and everything anew at night."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.rules import is_exchange_staff
from marketplace.audit.following import Line
from marketplace.catalogue.models import Listing, Need
from marketplace.core.clock import Clock, market_clock
from marketplace.core.errors import require
from marketplace.core.states import atomic
from marketplace.discovery.following import follow_index
from marketplace.jobs import commands as jobs
from marketplace.jobs.models import Job
from marketplace.matching.commands import Proposal, lapse, propose
from marketplace.matching.finding import TOGETHER, needs_for, partners
from marketplace.matching.models import Ranking
from marketplace.matching.teaching import teach

SYSTEM = system_actor("matching")
KIND = "matching.run_all"


def match_lines(lines: Sequence[Line]) -> None:
    """Propose partners for what was published or changed, end the matches of what was withdrawn."""
    listings = Listing.objects.filter(number__in=named(lines, "listing"))
    needs = Need.objects.filter(number__in=named(lines, "need"))
    if not listings and not needs:
        return
    follow_index()
    published = [listing for listing in listings if listing.state == Listing.State.PUBLISHED]
    opened = [need for need in needs if need.state == Need.State.OPEN]
    asked = {need.pk: need for need in [*opened, *needs_for(published)]}
    for some in batched(asked.values()):
        offer(partners(some))
    lapse(
        listings=[listing for listing in listings if listing.state != Listing.State.PUBLISHED],
        needs=[need for need in needs if need.state != Need.State.OPEN],
        actor=SYSTEM,
    )


def offer(proposals: Sequence[Proposal]) -> None:
    if proposals:
        propose(proposals=proposals, actor=SYSTEM, clock=market_clock)


def batched(needs: Iterable[Need]) -> Iterator[list[Need]]:
    """Needs to be judged at once."""
    left = iter(needs)
    while some := list(islice(left, TOGETHER)):
        yield some


def named(lines: Sequence[Line], kind: str) -> set[str]:
    return {line.number for line in lines if line.subject.startswith(f"{kind}:")}


@atomic
def ask_for_run(*, actor: Actor, clock: Clock) -> Job:
    """Put a run over all open needs into the queue, for an exchange's staff; follow it by its job."""
    clock.read()
    require(is_exchange_staff, actor)
    job = jobs.enqueue(kind=KIND, title=_("全量匹配"), total=Need.objects.open().count(), actor=actor)
    transaction.on_commit(lambda: current_app.send_task("matching.run", args=[job.number]))
    return job


def start_and_run(*, actor: Actor, clock: Clock) -> int:
    """A run of the market's own, at night."""
    job = jobs.start(kind=KIND, title=_("每夜全量匹配"), total=Need.objects.open().count(), actor=actor)
    return work_off(job=job, actor=actor, clock=clock)


def work_off(*, job: Job, actor: Actor, clock: Clock) -> int:
    """Match every open need anew; returns how many matches are new. Stops between two batches when the job is cancelled.

    Each batch's proposals are a transaction of their own: a run that was stopped has lost nothing and is simply run again.
    """
    made = 0
    with jobs.running(job):
        follow_index()
        done = 0
        for some in batched(Need.objects.open().order_by("id").iterator(chunk_size=200)):
            made += propose(proposals=partners(some), actor=actor, clock=clock)
            done += len(some)
            jobs.advance(job=job, done=done, note=some[-1].title[:80])
    return made


def teach_anew(*, actor: Actor, clock: Clock) -> Ranking | None:
    """Teach the ranking from what was said since; every night, before the run."""
    job = jobs.start(kind="matching.teach", title=_("匹配排序训练"), total=3, actor=actor)
    return teach(job=job, actor=actor, clock=clock)

"""The life of a job. All times here are real time: a heartbeat does not follow a shifted market."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.core.errors import MarketError, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.jobs.errors import Cancelled
from marketplace.jobs.models import Job, RealNow
from marketplace.jobs.reporting import Reporter
from marketplace.jobs.rules import may_cancel

logger = logging.getLogger(__name__)

SILENCE = timedelta(minutes=2)  # without a heartbeat for so long a job counts as crashed
SWEEPER = system_actor("jobs.sweep")


@atomic
def enqueue(*, kind: str, title: str, total: int | None = None, actor: Actor) -> Job:
    """A job that waits for its worker, which calls `begin`. `kind` is `area.verb`, `title` is for people."""
    job = Job.objects.create(
        kind=kind,
        title=title[:200],
        total=total,
        organisation=actor.organisation,
        created_by=actor.ref,
    )
    audit.record("jobs.enqueued", subject=job, actor=actor, kind=kind, title=job.title)
    return job


@atomic
def start(*, kind: str, title: str, total: int | None = None, actor: Actor) -> Job:
    """A job that runs from now on, in the caller's process."""
    job = enqueue(kind=kind, title=title, total=total, actor=actor)
    begin(job=job)
    return job


@atomic
def begin(*, job: Job) -> None:
    """Start a queued job, or go on with a failed one from its `checkpoint`. Raises Refused if it runs or is over."""
    lock(job)
    job.move("begin", started_at=RealNow(), heartbeat_at=RealNow(), finished_at=None, cancel_requested=False, error="")
    job.refresh_from_db()


def advance(*, job: Job, done: int, note: str = "") -> None:
    """Report how far the work is. Cheap: it writes about four times a second, and beside the caller's transaction.

    Raises Cancelled if somebody asked the job to stop, or a sweep gave it up.
    """
    job.done = min(done, job.total) if job.total is not None else done
    job.note = note
    reporter = _reporter(job)
    if reporter.is_due() and not reporter.tell(job):
        raise Cancelled(_("任务“{title}”已应要求停止。").format(title=job.title))


@atomic
def save_checkpoint(*, job: Job, checkpoint: dict[str, Any]) -> None:
    """Save where to go on, in the caller's transaction: it exists exactly if the work up to it does."""
    Job.objects.filter(pk=job.pk).update(checkpoint=checkpoint, done=job.done, heartbeat_at=RealNow())
    job.checkpoint = checkpoint


@atomic
def finish(*, job: Job, note: str = "") -> None:
    """The work is done. Raises Refused if the job does not run any more."""
    _end(job, "finish", done=job.done if job.total is None else job.total, note=(note or job.note)[:500])


@atomic
def fail(*, job: Job, error: str) -> None:
    """The work broke off; `error` says to people why. It may be taken up again by `begin`."""
    _end(job, "fail", done=job.done, error=error[:500])


@atomic
def stop(*, job: Job) -> None:
    """The work ended because somebody asked for it."""
    _end(job, "cancel", done=job.done)


@atomic
def cancel(*, job: Job, actor: Actor) -> None:
    """Ask a job to stop: one in the queue never starts, one that runs stops at its next report.

    Raises Forbidden for another organisation's job, Refused if the job is over.
    """
    lock(job)
    require(may_cancel, actor, job)
    if job.is_over:
        raise Refused(_("任务已结束（{state}），无法取消。").format(state=job.get_state_display()), code="job_over")
    if job.state == Job.State.QUEUED:
        _end(job, "cancel")
    else:
        Job.objects.filter(pk=job.pk).update(cancel_requested=True)
        job.cancel_requested = True
    audit.record("jobs.cancel_requested", subject=job, actor=actor)


@contextmanager
def running(job: Job) -> Iterator[Job]:
    """Run the block as the work of a running job and end the job as the block ends.

    To be used outside a transaction. Cancelled ends quietly; another error fails the job and goes on its way.
    """
    try:
        yield job
    except Cancelled:
        stop(job=job)
    except Exception as error:
        logger.exception("job %s failed", job.number)
        fail(job=job, error=str(error) if isinstance(error, MarketError) else _("内部错误，详情见系统日志。"))
        raise
    else:
        finish(job=job)


@atomic
def sweep_crashed(*, silence: timedelta = SILENCE) -> list[Job]:
    """End the running jobs that have been silent: cancelled if that was asked, else failed and ready to be taken up again."""
    silent = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=RealNow() - silence)
    found = list(silent.select_for_update(skip_locked=True, no_key=True).order_by("id"))
    for job in found:
        if job.cancel_requested:
            _end(job, "cancel")
        else:
            _end(job, "fail", error=_("执行任务的进程已中断。可以从中断处继续。"))
        audit.record("jobs.given_up", subject=job, actor=SWEEPER, state=job.state)
    return found


def _end(job: Job, verb: str, **changes: Any) -> None:
    job.move(verb, finished_at=RealNow(), **changes)
    job.refresh_from_db()


def _reporter(job: Job) -> Reporter:
    return job.__dict__.setdefault("_reporter", Reporter())

"""Long work of the actor's organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.jobs.models import Job
from marketplace.jobs.queries import jobs_for
from marketplace.jobs.rules import may_cancel

PAGE_SIZE = 20
TONES = {
    Job.State.QUEUED: "waiting",
    Job.State.RUNNING: "active",
    Job.State.DONE: "done",
    Job.State.FAILED: "failed",
}


class JobRow(NamedTuple):
    job: Job
    href: str
    tone: str
    note: str
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class JobsPage:
    rows: Sequence[JobRow]
    total: int
    previous: str
    next: str


def jobs_page(actor: Actor, number: str) -> JobsPage:
    """The jobs of the actor's organisation, newest first."""
    page = Paginator(jobs_for(actor).select_related("organisation").order_by("-id"), PAGE_SIZE).get_page(number)
    here = reverse("portal:jobs")
    return JobsPage(
        rows=[row_of(job, actor) for job in page.object_list],
        total=page.paginator.count,
        previous=f"{here}?page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"{here}?page={page.next_page_number()}" if page.has_next() else "",
    )


def job_of(actor: Actor, number: str) -> Job:
    """A job that the actor may see. Raises Http404."""
    return get_object_or_404(jobs_for(actor).select_related("organisation"), number=number)


def row_of(job: Job, actor: Actor) -> JobRow:
    stops = job.cancel_requested and not job.is_over
    return JobRow(
        job=job,
        href=reverse("portal:job", args=[job.number]),
        tone=TONES.get(Job.State(job.state), ""),
        note=_("已请求取消，将在下一步停下。") if stops else job.error or job.note,
        may_cancel=not job.is_over and not job.cancel_requested and may_cancel(actor, job),
    )

"""Long work: how far it is, and how to stop it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.jobs import commands
from marketplace.portal.queries.jobs import job_of, jobs_page, row_of


@login_required
def jobs(request: ActorRequest) -> HttpResponse:
    return render(request, "portal/jobs.html", {"page": jobs_page(request.actor, request.GET.get("page", "1"))})


@login_required
def job(request: ActorRequest, number: str) -> HttpResponse:
    """The page of a job; to htmx, which asks again every two seconds, only its progress."""
    row = row_of(job_of(request.actor, number), request.actor)
    only_part = request.headers.get("HX-Target") == f"job-{number}"
    return render(request, "portal/parts/job.html" if only_part else "portal/job.html", {"row": row})


@login_required
@require_POST
def cancel(request: ActorRequest, number: str) -> HttpResponse:
    found = job_of(request.actor, number)
    commands.cancel(job=found, actor=request.actor)
    if request.headers.get("HX-Request"):
        return render(request, "portal/parts/job.html", {"row": row_of(found, request.actor)})
    return redirect("portal:job", number)

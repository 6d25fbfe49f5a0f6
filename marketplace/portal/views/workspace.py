"""The workspace of a person, and the console of an exchange."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.matching.runs import ask_for_run
from marketplace.portal.queries.console import console as queues_of
from marketplace.portal.queries.workspace import workspace as work_of


@login_required
def workspace(request: ActorRequest) -> HttpResponse:
    return render(request, "portal/workspace.html", {"page": work_of(request.actor)})


@login_required
def console(request: ActorRequest) -> HttpResponse:
    return render(request, "portal/console.html", {"page": queues_of(request.actor)})


@login_required
@require_POST
def start_matching(request: ActorRequest) -> HttpResponse:
    job = ask_for_run(actor=request.actor, clock=market_clock)
    messages.success(request, _("全量匹配已排队。"))
    return redirect("portal:job", job.number)

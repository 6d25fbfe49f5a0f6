"""The exchange's side: the queue, and what an officer decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock


def queue(request: ActorRequest) -> HttpResponse:
    """What waits for verification at any of the four exchanges, the longest waiting first."""
    waiting = queries.waiting(request.actor).order_by("submitted_at", "id")
    return render(request, "accounts/queue.html", {"waiting": waiting[:200], "count": waiting.count()})


@require_POST
def verify(request: ActorRequest, number: str) -> HttpResponse:
    party = queries.organisation(request.actor, number)
    commands.verify_organisation(organisation=party, actor=request.actor, clock=market_clock)
    messages.success(request, _("“{name}”已通过认证，四家交易机构均予认可。").format(name=party))
    return redirect("accounts:queue")


@require_POST
def send_back(request: ActorRequest, number: str) -> HttpResponse:
    party = queries.organisation(request.actor, number)
    commands.send_back_organisation(organisation=party, reason=request.POST.get("reason", ""), actor=request.actor)
    messages.success(request, _("已退回“{name}”补正。").format(name=party))
    return redirect("accounts:queue")


@require_POST
def suspend(request: ActorRequest, number: str) -> HttpResponse:
    party = queries.organisation(request.actor, number)
    commands.suspend_organisation(organisation=party, reason=request.POST.get("reason", ""), actor=request.actor)
    messages.success(request, _("已暂停“{name}”。").format(name=party))
    return redirect("accounts:organisation", number)


@require_POST
def reinstate(request: ActorRequest, number: str) -> HttpResponse:
    party = queries.organisation(request.actor, number)
    commands.reinstate_organisation(organisation=party, actor=request.actor)
    messages.success(request, _("已恢复“{name}”。").format(name=party))
    return redirect("accounts:organisation", number)

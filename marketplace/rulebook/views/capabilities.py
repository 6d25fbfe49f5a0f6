"""What each exchange may do and whom it serves; proposing and deciding changes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on
from marketplace.rulebook import commands, queries
from marketplace.rulebook.forms import EndCapabilityForm, GrantForm, RejectForm
from marketplace.rulebook.models import Capability
from marketplace.rulebook.queries.pages import capability_page


def capabilities(request: ActorRequest) -> HttpResponse:
    """The matrix of exchanges and capabilities; posting proposes a grant."""
    form = GrantForm(request.POST or None, initial={"exchange": request.actor.exchange})
    if form.is_valid():
        with told_on(form):
            commands.grant_capability(actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已提出，等待另一位复核员批准。"))
            return redirect("rulebook:capabilities")
    return shown(request, grant_form=form)


def shown(request: ActorRequest, **forms: Any) -> HttpResponse:
    """The page, with a form on it that was declined."""
    page = capability_page(request.actor, market_clock.read())
    fresh = {"grant_form": GrantForm(), "end_form": EndCapabilityForm(), "reject_form": RejectForm()}
    return render(request, "rulebook/capabilities.html", {"page": page, **fresh, **forms})


@require_POST
def end(request: ActorRequest, number: str) -> HttpResponse:
    """Propose the last day of a capability."""
    found, form = get_object_or_404(Capability, number=number), EndCapabilityForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.end_capability(capability=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已提出，等待另一位复核员批准。"))
            return redirect("rulebook:capabilities")
    return shown(request, end_form=form)


@require_POST
def approve(request: ActorRequest, number: str) -> HttpResponse:
    change = get_object_or_404(queries.capability_changes(), number=number)
    commands.approve_capability_change(change=change, actor=request.actor, clock=market_clock)
    messages.success(request, _("已批准。"))
    return redirect("rulebook:capabilities")


@require_POST
def reject(request: ActorRequest, number: str) -> HttpResponse:
    """Decline a proposal with a reason."""
    change, form = get_object_or_404(queries.capability_changes(), number=number), RejectForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.reject_capability_change(
                change=change, actor=request.actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("未予批准，理由已记录。"))
            return redirect("rulebook:capabilities")
    return shown(request, reject_form=form)

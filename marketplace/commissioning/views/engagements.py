"""Engagements: both sides sign and follow, the exchange passes money on or refunds it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.commissioning import commands
from marketplace.commissioning.engagement_pages import engagement_page, engagement_rows
from marketplace.commissioning.forms.engagements import DecliningForm, RefundForm, SigningForm
from marketplace.commissioning.models import StagePayment
from marketplace.commissioning.queries import engagements as reading
from marketplace.core.clock import market_clock
from marketplace.core.pages import done
from marketplace.core.paging import page_of


@login_required
@require_safe
def engagements(request: ActorRequest) -> HttpResponse:
    """One's own on either side, and those at one's exchange."""
    page = page_of(request, reading.engagements(request.actor))
    return render(request, "commissioning/engagements.html", {"page": page, "rows": engagement_rows(page.rows)})


@login_required
@require_safe
def engagement(request: ActorRequest, number: str) -> HttpResponse:
    return _shown(request, number)


def _shown(request: ActorRequest, number: str, tried: dict[str, Form] | None = None) -> HttpResponse:
    found = reading.engagement(request.actor, number)
    return render(request, "commissioning/engagement.html", {"page": engagement_page(request.actor, found, tried)})


@login_required
@require_POST
def sign(request: ActorRequest, number: str) -> HttpResponse:
    """Sign the text that the page has shown."""
    found, form = reading.engagement(request.actor, number), SigningForm(request.POST)
    told: dict[str, Any] = {"engagement": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, _("已签署。"), lambda: commands.sign_engagement(**told, **form.cleaned_data)):
        return redirect("commissioning:engagement", number)
    return _shown(request, number, {"sign": form})


@login_required
@require_POST
def decline(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.engagement(request.actor, number), DecliningForm(request.POST)
    told: dict[str, Any] = {"engagement": found, "actor": request.actor, "clock": market_clock}
    if done(
        request, form, _("已告知对方不签订合同。"), lambda: commands.decline_engagement(**told, **form.cleaned_data)
    ):
        return redirect("commissioning:engagement", number)
    return _shown(request, number, {"decline": form})


def _act(
    request: ActorRequest, found: StagePayment, form: Form, said: str, command: Callable[..., object]
) -> HttpResponse:
    told: dict[str, Any] = {"payment": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, said, lambda: command(**told, **form.cleaned_data)):
        return redirect("commissioning:engagement", found.engagement.number)
    return _shown(request, found.engagement.number, {found.number: form})


@login_required
@require_POST
def settle(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.payment(request.actor, number)
    return _act(request, found, Form(request.POST), _("已划付。"), commands.settle_stage_payment)


@login_required
@require_POST
def refund(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.payment(request.actor, number), RefundForm(request.POST)
    return _act(request, found, form, _("已提出退还，待复核。"), commands.propose_refund)


@login_required
@require_POST
def confirm_refund(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.payment(request.actor, number)
    return _act(request, found, Form(request.POST), _("已退还。"), commands.confirm_refund)

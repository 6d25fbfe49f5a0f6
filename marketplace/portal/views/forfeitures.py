"""A withdrawn registration, and a deposit that may be forfeited, on the bidder's page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid
from marketplace.core.pages import told_on
from marketplace.portal.forfeiture_forms import (
    ForfeitureDecisionForm,
    ForfeitureForm,
    StatementForm,
    WithdrawalForm,
)
from marketplace.portal.queries.registration import registration_page
from marketplace.trading import commands
from marketplace.trading.models import Forfeiture
from marketplace.trading.queries.forfeitures import forfeiture, open_grounds
from marketplace.trading.queries.standing import registration_of


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    """A bidder takes its registration back; the page has said what that costs."""
    found, form = registration_of(request.actor, number), WithdrawalForm(request.POST)
    if form.is_valid():
        with told_on(form):
            told = {"reason": form.cleaned_data["reason"], "actor": request.actor, "clock": market_clock}
            commands.withdraw_registration(registration=found, **told)
            messages.success(request, _("报名已撤回。"))
            return redirect("portal:registration", number)
    return _again(request, number, form)


@login_required
@require_POST
def propose(request: ActorRequest, number: str) -> HttpResponse:
    """An officer of the venue proposes to forfeit a deposit."""
    found = registration_of(request.actor, number)
    form = ForfeitureForm(request.POST, grounds=open_grounds(found))
    if form.is_valid():
        with told_on(form):
            commands.propose_forfeiture(registration=found, actor=request.actor, clock=market_clock, **form.given())
            messages.success(request, _("已提出扣划，告知书已送达竞买人；听取意见后由另一位复核员决定。"))
            return redirect("portal:registration", number)
    return _again(request, number, form)


@login_required
@require_POST
def answer(request: ActorRequest, number: str) -> HttpResponse:
    """The bidder speaks."""
    found, form = forfeiture(request.actor, number), StatementForm(request.POST)
    if form.is_valid():
        with told_on(form):
            told = {"statement": form.cleaned_data["statement"], "actor": request.actor, "clock": market_clock}
            commands.answer_forfeiture(forfeiture=found, **told)
            messages.success(request, _("陈述意见已送达交易机构。"))
            return redirect("portal:registration", found.registration.number)
    return _again(request, found.registration.number, form)


@login_required
@require_POST
def decide(request: ActorRequest, number: str) -> HttpResponse:
    """A reviewer forfeits the deposit or not (`verdict`), with reasons."""
    found, form = forfeiture(request.actor, number), ForfeitureDecisionForm(request.POST)
    if form.is_valid():
        with told_on(form):
            messages.success(request, _decided(request, found, form.cleaned_data["reason"]))
            return redirect("portal:registration", found.registration.number)
    return _again(request, found.registration.number, form)


def _decided(request: ActorRequest, found: Forfeiture, reason: str) -> str:
    told: dict[str, Any] = {"forfeiture": found, "reason": reason, "actor": request.actor, "clock": market_clock}
    if request.POST.get("verdict") == "reject":
        commands.reject_forfeiture(**told)
        return _("已决定不予扣划，保证金按期退还。")
    if request.POST.get("verdict") != "approve":
        raise Invalid(fields={"verdict": [_("请选择扣划，或不予扣划。")]})
    commands.approve_forfeiture(**told)
    return _("已扣划，决定书已送达竞买人，余额已付转让方。")


def _again(request: ActorRequest, number: str, form: Any) -> HttpResponse:
    page = registration_page(request.actor, number, deposit=form)
    return render(request, "portal/registration.html", {"page": page})

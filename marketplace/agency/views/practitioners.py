"""The registry of technology managers, and one's own entry in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.agency import commands, forms, queries, rules
from marketplace.agency.models import Practitioner
from marketplace.agency.queries.pages import own_page, practitioner_page, registry_page
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on


def registry(request: ActorRequest) -> HttpResponse:
    """Everybody who is verified and consents; `?q=` by name, organisation or field, `?level=`."""
    words, level = request.GET.get("q", "")[:60].replace("\x00", ""), request.GET.get("level", "")
    return render(request, "agency/practitioners.html", {"page": registry_page(request.actor, words, level)})


def mine(request: ActorRequest) -> HttpResponse:
    """One's own entry: enter, correct, renew; and the deals attributed to oneself."""
    require(rules.may_register_practitioner, request.actor)
    page = own_page(request.actor)
    form = forms.PractitionerForm(request.POST or None, request.FILES or None, initial=page.initial)
    if form.is_valid():
        with told_on(form):
            given = dict(form.cleaned_data)
            fields, paper = given.pop("expertise"), given.pop("paper")
            commands.register_practitioner(
                fields=fields, paper=paper or None, actor=request.actor, clock=market_clock, **given
            )
            messages.success(request, _("已提交，等待交易机构审核。"))
            return redirect("agency:mine")
    return render(request, "agency/mine.html", {"page": page, "form": form})


def practitioner(request: ActorRequest, number: str) -> HttpResponse:
    return shown(request, queries.practitioner(request.actor, number))


def shown(request: ActorRequest, row: Practitioner, **declined: Any) -> HttpResponse:
    page = practitioner_page(request.actor, row)
    return render(request, "agency/practitioner.html", {"page": page, "reason_form": forms.ReasonForm(), **declined})


@require_POST
def verify(request: ActorRequest, number: str) -> HttpResponse:
    row = queries.practitioner(request.actor, number)
    commands.verify_practitioner(practitioner=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("已认证。"))
    return redirect("agency:practitioner", number)


@require_POST
def reinstate(request: ActorRequest, number: str) -> HttpResponse:
    row = queries.practitioner(request.actor, number)
    commands.reinstate_practitioner(practitioner=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("已恢复。"))
    return redirect("agency:practitioner", number)


@require_POST
def send_back(request: ActorRequest, number: str) -> HttpResponse:
    return _with_reason(request, number, commands.return_practitioner, _("已退回，理由已告知本人。"))


@require_POST
def suspend(request: ActorRequest, number: str) -> HttpResponse:
    return _with_reason(request, number, commands.suspend_practitioner, _("已暂停。"))


def _with_reason(request: ActorRequest, number: str, command: Any, said: str) -> HttpResponse:
    row, form = queries.practitioner(request.actor, number), forms.ReasonForm(request.POST)
    if form.is_valid():
        with told_on(form):
            command(practitioner=row, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, said)
            return redirect("agency:practitioner", number)
    return shown(request, row, reason_form=form)


@require_POST
def consent(request: ActorRequest, number: str) -> HttpResponse:
    """Show or hide one's own entry."""
    row = get_object_or_404(queries.practitioners_for(request.actor), number=number)
    consents = request.POST.get("consents") == "1"
    commands.publish_practitioner(practitioner=row, consents=consents, actor=request.actor, clock=market_clock)
    messages.success(request, _("已公开。") if consents else _("已撤回公开。"))
    return redirect("agency:mine")


@require_POST
def confirm(request: ActorRequest, number: str) -> HttpResponse:
    """Confirm one's own share of a deal."""
    row = queries.attribution(request.actor, number)
    commands.confirm_attribution(attribution=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("已确认，出证时锁定。"))
    return redirect("agency:mine")


@require_POST
def decline(request: ActorRequest, number: str) -> HttpResponse:
    row = queries.attribution(request.actor, number)
    commands.decline_attribution(attribution=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("已否认，份额随之空出。"))
    return redirect("agency:mine")

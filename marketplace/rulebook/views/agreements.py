"""The registry of agreements between the sides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.rulebook import commands, queries
from marketplace.rulebook.forms import AgreementForm, EndAgreementForm
from marketplace.rulebook.models import Agreement
from marketplace.rulebook.queries.pages import agreement_page, agreements_page
from marketplace.rulebook.rules import may_draft_rules


def agreements(request: ActorRequest) -> HttpResponse:
    """Which shared function rests on which agreement, and all agreements."""
    return render(request, "rulebook/agreements.html", {"page": agreements_page(request.actor, market_clock.read())})


def new(request: ActorRequest) -> HttpResponse:
    require(may_draft_rules, request.actor)
    form = AgreementForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            entered = commands.enter_agreement(actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已录入，等待另一位复核员核对文本。"))
            return redirect("rulebook:agreement", entered.number)
    return render(request, "rulebook/agreement_new.html", {"form": form})


def agreement(request: ActorRequest, number: str) -> HttpResponse:
    return shown(request, get_object_or_404(queries.agreements(request.actor), number=number))


def shown(request: ActorRequest, found: Agreement, form: EndAgreementForm | None = None) -> HttpResponse:
    page = agreement_page(request.actor, found)
    return render(request, "rulebook/agreement.html", {"page": page, "form": form or EndAgreementForm()})


@require_POST
def confirm(request: ActorRequest, number: str) -> HttpResponse:
    found = get_object_or_404(queries.agreements(request.actor), number=number)
    commands.confirm_agreement(agreement=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已核对，共享业务即可引用。"))
    return redirect("rulebook:agreement", number)


@require_POST
def end(request: ActorRequest, number: str) -> HttpResponse:
    """Note the end of an agreement."""
    found, form = get_object_or_404(queries.agreements(request.actor), number=number), EndAgreementForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.end_agreement(agreement=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记终止，不再引用。"))
            return redirect("rulebook:agreement", number)
    return shown(request, found, form)

"""Custody agreements of one's organisation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.rules import acts_for_verified
from marketplace.agency import commands, forms, queries
from marketplace.agency.models import CustodyAgreement
from marketplace.agency.queries.pages import custody_list, custody_page
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on


def custodies(request: ActorRequest) -> HttpResponse:
    """What one's organisation gave in custody or took."""
    require(acts_for_verified, request.actor)
    return render(request, "agency/custodies.html", {"page": custody_list(request.actor)})


def new(request: ActorRequest) -> HttpResponse:
    """Propose a custody from either side."""
    require(acts_for_verified, request.actor)
    assert request.actor.organisation is not None
    form = forms.CustodyForm(request.POST or None, initial={"side": forms.side_of(request.actor.organisation)})
    if form.is_valid():
        with told_on(form):
            agreement = commands.propose_custody(
                **form.parties(request.actor), terms=form.custody_terms(), actor=request.actor, clock=market_clock
            )
            messages.success(request, _("已提出 {number}，等待对方签署。").format(number=agreement.number))
            return redirect("agency:custody", agreement.number)
    return render(request, "agency/custody_new.html", {"form": form})


def custody(request: ActorRequest, number: str) -> HttpResponse:
    return shown(request, queries.custody(request.actor, number))


def shown(request: ActorRequest, agreement: CustodyAgreement, **declined: Any) -> HttpResponse:
    """The page of an agreement, with a form on it that was declined."""
    fresh = {
        "refusal_form": forms.ReasonForm(),
        "termination_form": forms.TerminationForm(),
        "scan_form": forms.ScanForm(),
        "annuity_form": forms.AnnuityForm(),
        "payment_form": forms.PaymentForm(),
    }
    page = custody_page(request.actor, agreement)
    return render(request, "agency/custody.html", {"page": page, **fresh, **declined})


@require_POST
def sign(request: ActorRequest, number: str) -> HttpResponse:
    """Sign for one's own side."""
    agreement = queries.custody(request.actor, number)
    commands.sign_custody(agreement=agreement, actor=request.actor, clock=market_clock)
    messages.success(request, _("托管协议已签署，并已出具文书。"))
    return redirect("agency:custody", number)


@require_POST
def paper(request: ActorRequest, number: str) -> HttpResponse:
    """Sign on paper instead: the document to print, seal and scan."""
    agreement = queries.custody(request.actor, number)
    document = commands.print_custody(agreement=agreement, actor=request.actor, clock=market_clock)
    messages.success(request, _("文书已出具。双方打印盖章后各自上传扫描件，经核对原件即为签署。"))
    return redirect("documents:document", document.number)


@require_POST
def refuse(request: ActorRequest, number: str) -> HttpResponse:
    agreement, form = queries.custody(request.actor, number), forms.ReasonForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.refuse_custody(agreement=agreement, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("未签署，理由已告知对方。"))
            return redirect("agency:custody", number)
    return shown(request, agreement, refusal_form=form)


@require_POST
def terminate(request: ActorRequest, number: str) -> HttpResponse:
    """End the agreement with notice."""
    agreement, form = queries.custody(request.actor, number), forms.TerminationForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.terminate_custody(
                agreement=agreement, actor=request.actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("已通知解除；最后一日之前仍然有效。"))
            return redirect("agency:custody", number)
    return shown(request, agreement, termination_form=form)


@require_POST
def scan(request: ActorRequest, number: str) -> HttpResponse:
    """Hand in the paper that both sides sealed."""
    agreement, form = queries.custody(request.actor, number), forms.ScanForm(request.POST, request.FILES)
    if form.is_valid():
        with told_on(form):
            upload = form.cleaned_data["file"]
            commands.attach_custody_scan(agreement=agreement, upload=upload, actor=request.actor, clock=market_clock)
            messages.success(request, _("扫描件已保存。"))
            return redirect("agency:custody", number)
    return shown(request, agreement, scan_form=form)


@require_POST
def schedule(request: ActorRequest, number: str) -> HttpResponse:
    """Note an annuity that falls due."""
    agreement, form = queries.custody(request.actor, number), forms.AnnuityForm(request.POST)
    if form.is_valid():
        with told_on(form):
            given = dict(form.cleaned_data)
            amount_fen = given.pop("amount")
            commands.schedule_annuity(
                agreement=agreement, amount_fen=amount_fen, actor=request.actor, clock=market_clock, **given
            )
            messages.success(request, _("年费已登记，到期前会提醒双方。"))
            return redirect("agency:custody", number)
    return shown(request, agreement, annuity_form=form)


@require_POST
def pay(request: ActorRequest, number: str, annuity: int) -> HttpResponse:
    """Note that an annuity was paid; `annuity` counts the rows of the agreement from 1."""
    agreement, form = queries.custody(request.actor, number), forms.PaymentForm(request.POST)
    row = get_object_or_404(
        agreement.schedule.order_by("pk")[annuity - 1 : annuity] if annuity else agreement.schedule.none()
    )
    if form.is_valid():
        with told_on(form):
            commands.record_annuity_paid(annuity=row, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记缴纳。"))
            return redirect("agency:custody", number)
    return shown(request, agreement, payment_form=form)

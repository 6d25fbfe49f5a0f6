"""Pages of a unit's rules, teams and distributions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.rules import is_signed_in
from marketplace.commissioning.models import StagePayment
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.files.commands import store
from marketplace.proceeds import commands, forms, queries, rules
from marketplace.proceeds.drafts import CostDraft
from marketplace.proceeds.models import Distribution, Team
from marketplace.proceeds.models.distribution import SettledDeal, brought_by
from marketplace.proceeds.pages import distribution_page, overview, team_page

DIRECT = frozenset({"valuation", "appraisal", "negotiation", "project"})


def home(request: ActorRequest) -> HttpResponse:
    """One's own payouts, and what of one's unit one may know."""
    require(is_signed_in, request.actor)
    return render(request, "proceeds/overview.html", {"page": overview(request.actor)})


def new_rule(request: ActorRequest) -> HttpResponse:
    require(rules.may_manage, request.actor)
    form = forms.RuleForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            commands.draft_reward_rule(actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已保存草案，由另一位管理员公开。"))
            return redirect("proceeds:overview")
    return render(request, "proceeds/rule_form.html", {"form": form})


@require_POST
def publish_rule(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.reward_rule(request.actor, number)
    commands.publish_reward_rule(rule=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已在单位内公开。"))
    return redirect("proceeds:overview")


def new_team(request: ActorRequest) -> HttpResponse:
    """Name the contributors; `?listing=` says of which achievement, or of which commissioned work."""
    require(rules.may_manage, request.actor)
    form = forms.TeamForm(request.POST or None, initial={"listing": request.GET.get("listing", "")[:20]})
    if form.is_valid():
        with told_on(form):
            made = commands.propose_team(
                of=queries.thing(request.actor, form.cleaned_data["listing"].strip()),
                members=form.cleaned_data["members"],
                actor=request.actor,
                clock=market_clock,
            )
            messages.success(request, _("已提出，等待完成人同意。"))
            return redirect("proceeds:team", made.number)
    return render(request, "proceeds/team_form.html", {"form": form})


def team(request: ActorRequest, number: str) -> HttpResponse:
    return _team(request, queries.team(request.actor, number))


def _team(request: ActorRequest, found: Team, form: Any = None) -> HttpResponse:
    page = team_page(request.actor, found)
    return render(request, "proceeds/team.html", {"page": page, "form": form or forms.ConsentForm()})


@require_POST
def consent(request: ActorRequest, number: str) -> HttpResponse:
    commands.consent_to_team(team=queries.team(request.actor, number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已同意您的份额。"))
    return redirect("proceeds:team", number)


@require_POST
def written_consent(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.team(request.actor, number), forms.ConsentForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.record_team_consent(team=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记书面同意。"))
            return redirect("proceeds:team", number)
    return _team(request, found, form)


def new_distribution(request: ActorRequest, deal: str) -> HttpResponse:
    """Draft a distribution of a settled deal, or correct the one in force."""
    found = queries.deal(request.actor, deal)
    require(rules.may_distribute, request.actor, brought_by(found))
    form = form_of(found)(request.POST or None, request.FILES or None)
    if form.is_valid():
        with told_on(form):
            made = commands.draft_distribution(
                deal=found,
                costs=_costs(request, form),
                announced_date=form.cleaned_data["announced_date"],
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                clock=market_clock,
            )
            messages.success(request, _("已保存，由另一人复核。"))
            return redirect("proceeds:distribution", made.number)
    return render(request, "proceeds/distribution_form.html", {"form": form})


def form_of(deal: SettledDeal) -> type[forms.CostsForm]:
    return forms.WorkDistributionForm if isinstance(deal, StagePayment) else forms.DistributionForm


def _costs(request: ActorRequest, form: forms.CostsForm) -> list[CostDraft]:
    """The costs that were written; one paper proves the direct ones, the first of them carries it."""
    amounts, upload = form.amounts(), form.cleaned_data["evidence"]
    paper = None
    if upload and DIRECT & amounts.keys():
        paper = store(upload=upload, purpose="cost", actor=request.actor, clock=market_clock)
    return [CostDraft(kind, fen, evidence=paper if kind in DIRECT else None) for kind, fen in amounts.items()]


def distribution(request: ActorRequest, number: str) -> HttpResponse:
    return _shown(request, queries.distribution(request.actor, number))


def _shown(request: ActorRequest, found: Distribution, **declined: Any) -> HttpResponse:
    blank = {"reject_form": forms.RejectionForm(), "receipt_form": forms.ReceiptForm(), "pay_form": forms.PaymentForm()}
    page = distribution_page(request.actor, found)
    return render(request, "proceeds/distribution.html", {"page": page, **blank, **declined})


@require_POST
def approve(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.distribution(request.actor, number)
    commands.approve_distribution(distribution=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已批准，各收款人可查看本人的金额。"))
    return redirect("proceeds:distribution", number)


@require_POST
def reject(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.distribution(request.actor, number), forms.RejectionForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.reject_distribution(
                distribution=found, actor=request.actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("已退回起草人。"))
            return redirect("proceeds:distribution", number)
    return _shown(request, found, reject_form=form)


@require_POST
def receive(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.distribution(request.actor, number), forms.ReceiptForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.record_receipt(distribution=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记到账。"))
            return redirect("proceeds:distribution", number)
    return _shown(request, found, receipt_form=form)


@require_POST
def pay(request: ActorRequest, number: str) -> HttpResponse:
    """Note that a payout was paid; the number is the payout's."""
    found, form = queries.payable(request.actor, number), forms.PaymentForm(request.POST)
    whole = queries.distribution(request.actor, found.distribution.number)
    if form.is_valid():
        with told_on(form):
            commands.mark_payout_paid(payout=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记发放。"))
            return redirect("proceeds:distribution", whole.number)
    return _shown(request, whole, pay_form=form, tried=number)

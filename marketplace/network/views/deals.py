"""Deals closed elsewhere: told, put right, checked."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.rules import is_signed_in
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.network import commands, rules
from marketplace.network.forms.deal import DealForm, ReturnForm, initial_of
from marketplace.network.models import ExternalDeal
from marketplace.network.queries import deals as queries
from marketplace.network.views.parts import ROWS


def deals(request: ActorRequest) -> HttpResponse:
    """What one's organisation told of, or was told to one's exchange."""
    require(is_signed_in, request.actor)
    states = ExternalDeal.State
    state = request.GET.get("state", "") if request.GET.get("state", "") in states.values else ""
    page = page_of(request, queries.deals(request.actor, state=state), ROWS)
    chosen = [
        {"label": label, "url": f"?state={code}", "current": code == state, "count": None}
        for code, label in states.choices
    ]
    shown = {"page": page, "state": state, "states": chosen, "may_register": _may_register(request)}
    return render(request, "network/deals.html", shown)


def _may_register(request: ActorRequest) -> bool:
    return rules.may_register_deal(request.actor, request.actor.exchange)


def new(request: ActorRequest) -> HttpResponse:
    """Tell an exchange of a deal."""
    organisation = request.actor.organisation
    home = organisation.home_exchange if organisation else ""
    require(rules.may_register_deal, request.actor, request.actor.exchange or home)
    form = DealForm(request.POST or None, request.FILES or None, initial={"exchange": request.actor.exchange or home})
    if form.is_valid():
        with told_on(form):
            deal = commands.register_deal(
                draft=form.draft(),
                exchange=form.cleaned_data["exchange"],
                evidence=form.cleaned_data["evidence"],
                actor=request.actor,
                clock=market_clock,
            )
            return redirect("network:deal", deal.number)
    return render(request, "network/deal_form.html", {"form": form})


def deal(request: ActorRequest, number: str) -> HttpResponse:
    """One deal with its evidence and what may be done about it."""
    found = queries.deal(request.actor, number)
    return render(request, "network/deal.html", _shown(request, found, ReturnForm()))


def _shown(request: ActorRequest, found: ExternalDeal, form: ReturnForm) -> dict[str, object]:
    other = rules.is_another_than_who_entered(request.actor, found)
    pending = found.state == ExternalDeal.State.PENDING
    return {
        "deal": found,
        "form": form,
        "may_check": pending and rules.may_check_deal(request.actor, found),
        "four_eyes": other,
        "may_correct": found.can("correct") and rules.may_correct_deal(request.actor, found),
    }


def correct(request: ActorRequest, number: str) -> HttpResponse:
    """Put a deal right."""
    found = queries.deal(request.actor, number)
    require(rules.may_correct_deal, request.actor, found)
    form = DealForm(request.POST or None, request.FILES or None, initial=initial_of(found))
    form.fields["exchange"].disabled = True
    if form.is_valid():
        with told_on(form):
            commands.correct_deal(
                deal=found,
                draft=form.draft(),
                evidence=form.cleaned_data["evidence"],
                actor=request.actor,
                clock=market_clock,
            )
            return redirect("network:deal", number)
    return render(request, "network/deal_form.html", {"form": form, "deal": found})


@require_POST
def check(request: ActorRequest, number: str) -> HttpResponse:
    """Confirm that a deal is what its evidence says."""
    found = queries.deal(request.actor, number)
    commands.check_deal(deal=found, actor=request.actor, clock=market_clock)
    return redirect("network:deal", number)


@require_POST
def send_back(request: ActorRequest, number: str) -> HttpResponse:
    """Send a deal back with reasons."""
    found = queries.deal(request.actor, number)
    form = ReturnForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.send_back_deal(
                deal=found, reason=form.cleaned_data["reason"], actor=request.actor, clock=market_clock
            )
            return redirect("network:deal", number)
    return render(request, "network/deal.html", _shown(request, found, form))

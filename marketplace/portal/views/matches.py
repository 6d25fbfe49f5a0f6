"""Matches: the list, one match, and its two answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.matching import commands
from marketplace.matching.advice import advice_for_listings, advice_for_needs
from marketplace.matching.models import Match
from marketplace.portal.forms import DeclineForm
from marketplace.portal.queries.match_board import board
from marketplace.portal.queries.matches import match_of, match_page, row_of


@login_required
def matches(request: ActorRequest) -> HttpResponse:
    page = board(request.actor, request.GET.dict())
    return render(request, "portal/matches.html", {"page": page, "form": DeclineForm()})


@login_required
@require_safe
def advice(request: ActorRequest) -> HttpResponse:
    """What others said to one's own listings and needs."""
    now = market_clock.read()
    page = {"listings": advice_for_listings(request.actor, now), "needs": advice_for_needs(request.actor)}
    return render(request, "portal/match_advice.html", {"page": page})


@login_required
def match(request: ActorRequest, number: str) -> HttpResponse:
    return render(request, "portal/match.html", {"page": match_page(request.actor, number), "form": DeclineForm()})


@login_required
@require_POST
def accept(request: ActorRequest, number: str) -> HttpResponse:
    found = commands.accept(match=match_of(request.actor, number), actor=request.actor, clock=market_clock)
    return answered(request, found)


@login_required
@require_POST
def decline(request: ActorRequest, number: str) -> HttpResponse:
    said = {"reason": request.POST.get("reason", ""), "note": request.POST.get("note", "")}
    found = commands.decline(match=match_of(request.actor, number), **said, actor=request.actor, clock=market_clock)
    return answered(request, found)


def answered(request: ActorRequest, found: Match) -> HttpResponse:
    """To htmx the card as it stands now; else back to the match, with the answer said."""
    if request.headers.get("HX-Request"):
        shown = {"row": row_of(match_of(request.actor, found.number), request.actor), "form": DeclineForm()}
        return render(request, "portal/parts/match.html", shown)
    connected = found.state == Match.State.CONNECTED
    messages.success(request, _("双方都已接受，下面是对方的联系方式。") if connected else _("已记录您的答复。"))
    return redirect("portal:match", found.number)

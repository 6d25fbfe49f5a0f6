"""Offers on needs: a supplier approaches, the two take turns, the poster compares."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.catalogue.queries import listing as listing_of
from marketplace.catalogue.queries import need as need_of
from marketplace.commissioning import commands
from marketplace.commissioning.forms import threads as thread_forms
from marketplace.commissioning.models import NeedThread
from marketplace.commissioning.queries import threads as reading
from marketplace.commissioning.thread_pages import compare_page, thread_page, thread_rows
from marketplace.core.clock import market_clock
from marketplace.core.pages import done, told_on
from marketplace.core.paging import page_of
from marketplace.trading.screening_forms import LinkForm, ScreeningForm


@login_required
@require_safe
def threads(request: ActorRequest) -> HttpResponse:
    """One's own threads on either side, and those at one's exchange."""
    page = page_of(request, reading.threads(request.actor))
    return render(request, "commissioning/threads.html", {"page": page, "rows": thread_rows(page.rows)})


@login_required
@require_safe
def compare(request: ActorRequest, need: str) -> HttpResponse:
    return _compared(request, need)


def _compared(request: ActorRequest, need: str, tried: dict[str, Form] | None = None) -> HttpResponse:
    found = need_of(request.actor, need)
    return render(request, "commissioning/compare.html", {"page": compare_page(request.actor, found, tried)})


@login_required
@require_POST
def approach(request: ActorRequest, need: str) -> HttpResponse:
    """Begin to negotiate about work on a need."""
    found, form = need_of(request.actor, need), thread_forms.ThreadForm(request.POST)
    if form.is_valid():
        with told_on(form):
            told: dict[str, Any] = {"actor": request.actor, "clock": market_clock, **form.cleaned_data}
            made = commands.open_thread(need=found, **told)
            messages.success(request, _("已发起对接磋商。"))
            return redirect("commissioning:thread", made.number)
    return _compared(request, need, {"thread": form})


@login_required
@require_POST
def recommend(request: ActorRequest, need: str) -> HttpResponse:
    """Offer one's own listing on a need."""
    found = need_of(request.actor, need)
    form = thread_forms.ListingForm(request.POST, listings=list(reading.own_listings(request.actor)))
    if form.is_valid():
        with told_on(form):
            listing = listing_of(request.actor, form.cleaned_data["listing"])
            note = form.cleaned_data["note"]
            commands.offer_listing(need=found, listing=listing, note=note, actor=request.actor, clock=market_clock)
            messages.success(request, _("已向需求方推荐成果。"))
            return redirect("commissioning:compare", need)
    return _compared(request, need, {"listing": form})


@login_required
@require_POST
def take(request: ActorRequest, number: str) -> HttpResponse:
    """Go on to negotiate on an offered listing."""
    found, form = reading.offered_listing(request.actor, number), LinkForm(request.POST)
    if form.is_valid():
        with told_on(form):
            told: dict[str, Any] = {"actor": request.actor, "clock": market_clock, **form.cleaned_data}
            taken = commands.take_listing(offered=found, **told)
            assert taken.negotiation
            messages.success(request, _("已发起成果磋商。"))
            return redirect("portal:negotiation", taken.negotiation.number)
    return _compared(request, found.need.number, {found.number: form})


@login_required
@require_POST
def decline(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.offered_listing(request.actor, number)
    commands.decline_listing(offered=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已谢绝。"))
    return redirect("commissioning:compare", found.need.number)


@login_required
@require_safe
def thread(request: ActorRequest, number: str) -> HttpResponse:
    return _shown(request, number)


def _shown(request: ActorRequest, number: str, tried: dict[str, Form] | None = None) -> HttpResponse:
    found = reading.thread(request.actor, number)
    return render(request, "commissioning/thread.html", {"page": thread_page(request.actor, found, tried)})


def _act(
    request: ActorRequest, found: NeedThread, name: str, form: Form, said: str, act: Callable[..., Any]
) -> HttpResponse:
    """Do what a form asks of a thread, or show the page with the form and what is wrong in it."""
    told: dict[str, Any] = {"thread": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, said, lambda: act(**told)):
        return redirect("commissioning:thread", found.number)
    return _shown(request, found.number, {name: form})


@login_required
@require_POST
def screen(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.thread(request.actor, number), ScreeningForm(request.POST)
    act = lambda **told: commands.screen_thread(**told, **form.cleaned_data)  # noqa: E731  a form is read once it is valid
    return _act(request, found, "screen", form, _("涉外审查已办结。"), act)


@login_required
@require_POST
def offer(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.thread(request.actor, number), thread_forms.OfferForm(request.POST)
    act = lambda **told: commands.make_need_offer(**told, **form.given())  # noqa: E731  the same
    return _act(request, found, "offer", form, _("出价已送达对方。"), act)


@login_required
@require_POST
def accept(request: ActorRequest, number: str, position: int) -> HttpResponse:
    found, form = reading.thread(request.actor, number), Form(request.POST)
    act = lambda **told: commands.accept_need_offer(position=position, **told)  # noqa: E731  the same
    return _act(request, found, "accept", form, _("已达成一致，请签订合同。"), act)


@login_required
@require_POST
def leave(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.thread(request.actor, number), thread_forms.LeavingForm(request.POST)
    act = lambda **told: commands.withdraw_thread(**told, **form.cleaned_data)  # noqa: E731  the same
    return _act(request, found, "leave", form, _("已退出磋商。"), act)

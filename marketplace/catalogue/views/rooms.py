"""The papers of a listing: shown by level, asked for, signed for, granted, and who looked at them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue import commands, queries, rooms
from marketplace.catalogue.forms.rooms import AskForm, GrantForm, MaterialForm, ReasonForm, UndertakingForm
from marketplace.catalogue.models import Listing, RoomAccess
from marketplace.catalogue.undertaking import STANDARD
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on

SHOWN = 100


def room(request: ActorRequest, number: str) -> HttpResponse:
    """What of a listing is shown to whom."""
    return _shown(request, queries.listing(request.actor, number))


@require_POST
def add(request: ActorRequest, number: str) -> HttpResponse:
    """Show a paper."""
    listing = queries.listing(request.actor, number)
    require(rooms.may_keep_room, request.actor, listing)
    form = MaterialForm(request.POST, request.FILES, listing=listing)
    if form.is_valid():
        with told_on(form):
            commands.add_material(listing=listing, actor=request.actor, clock=market_clock, **form.cleaned_data)
            return _done(request, number, _("已加入资料。"))
    return _shown(request, listing, adding=form)


@require_POST
def take_back(request: ActorRequest, number: str, material: str) -> HttpResponse:
    """Show a paper to nobody any more."""
    found = queries.material(request.actor, material)
    commands.take_back_material(material=found, actor=request.actor, clock=market_clock)
    return _done(request, number, _("已撤下资料。"))


@require_POST
def undertaking(request: ActorRequest, number: str) -> HttpResponse:
    """Write the next edition of what is signed."""
    listing = queries.listing(request.actor, number)
    require(rooms.may_keep_room, request.actor, listing)
    form = UndertakingForm(request.POST)
    if form.is_valid():
        with told_on(form):
            text = form.cleaned_data["text"]
            commands.write_undertaking(listing=listing, text=text, actor=request.actor, clock=market_clock)
            return _done(request, number, _("已保存新版保密承诺。"))
    return _shown(request, listing, writing=form)


@require_POST
def ask(request: ActorRequest, number: str) -> HttpResponse:
    """Sign and ask for the data room."""
    listing = queries.listing(request.actor, number)
    require(rooms.may_ask_access, request.actor, listing)
    form = AskForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.ask_access(listing=listing, actor=request.actor, clock=market_clock, **form.values())
            return _done(request, number, _("已签署并提交申请，等待登记单位答复。"))
    return _shown(request, listing, asking=form)


@require_POST
def answer(request: ActorRequest, number: str, access: str, verb: str) -> HttpResponse:
    """Grant, decline or revoke an access."""
    found, listing = queries.access(request.actor, access), queries.listing(request.actor, number)
    require(rooms.may_keep_room, request.actor, listing)
    form: forms.Form = GrantForm(request.POST) if verb == "grant" else ReasonForm(request.POST)
    if form.is_valid():
        with told_on(form):
            ANSWERS[verb](access=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            return _done(request, number, _("已答复。"))
    return _shown(request, listing, answering=(found, form))


ANSWERS: dict[str, Any] = {
    "grant": commands.grant_access,
    "decline": commands.decline_access,
    "revoke": commands.revoke_access,
}


def _done(request: ActorRequest, number: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("catalogue:room", number)


def _shown(
    request: ActorRequest,
    listing: Listing,
    *,
    adding: MaterialForm | None = None,
    writing: UndertakingForm | None = None,
    asking: AskForm | None = None,
    answering: tuple[RoomAccess, forms.Form] | None = None,
) -> HttpResponse:
    actor, now = request.actor, market_clock.read()
    keeps, text = rooms.may_keep_room(actor, listing), queries.undertaking(listing)
    said, edition = (text.text, text.edition) if text else (STANDARD, 0)
    accesses = list(queries.accesses(actor, listing).order_by("-pk")[:SHOWN])
    living = any(
        one.state == "asked" or (one.state == "granted" and one.ends_at and one.ends_at > now) for one in accesses
    )
    asks = rooms.may_ask_access(actor, listing) and not living
    facts = {
        "listing": listing,
        "papers": queries.papers_of(actor, listing, now),
        "keeps": keeps,
        "undertaking": said,
        "accesses": accesses,
        "adding": adding or (MaterialForm(listing=listing) if keeps else None),
        "writing": writing or (UndertakingForm(initial={"text": said}) if keeps else None),
        "asking": asking or (AskForm(initial={"edition": edition}) if asks else None),
        "answering": answering,
        "looks": queries.looks_of(actor, listing) if keeps else [],
        "now": now,
    }
    return render(request, "catalogue/room.html", facts)

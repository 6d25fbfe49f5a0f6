"""A negotiated price: the negotiation of the two sides, and what the venue does in it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import done as form_done
from marketplace.core.pages import told_on
from marketplace.portal.negotiation_forms import DecidingForm, OfferForm, OpeningForm, ReasonForm
from marketplace.portal.queries.negotiations import negotiation_page, negotiation_rows, negotiations_trail
from marketplace.trading import commands
from marketplace.trading.queries import negotiations as trading
from marketplace.trading.queries import sales
from marketplace.trading.screening_forms import ScreeningForm


@login_required
@require_safe
def negotiations(request: ActorRequest) -> HttpResponse:
    return render(request, "portal/negotiations.html", {"rows": negotiation_rows(request.actor)})


@login_required
def opening(request: ActorRequest, number: str) -> HttpResponse:
    """Begin to negotiate on a listing, with the declaration of foreign links."""
    listing = sales.listing(request.actor, number)
    form = OpeningForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            made = commands.open_negotiation(
                listing=listing, actor=request.actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("磋商已发起，请出价。") if made.state == "open" else _("已提交涉外审查。"))
            return redirect("portal:negotiation", made.number)
    return render(request, "portal/negotiation_new.html", {"listing": listing, "form": form})


@login_required
@require_safe
def negotiation(request: ActorRequest, number: str) -> HttpResponse:
    return shown(request, number)


def shown(request: ActorRequest, number: str, forms: dict[str, Form] | None = None) -> HttpResponse:
    page = negotiation_page(request.actor, number, forms)
    return render(request, "portal/negotiation.html", {"page": page, "trail": negotiations_trail()})


def done(
    request: ActorRequest, number: str, name: str, form: Form, said: str, act: Callable[[], object]
) -> HttpResponse:
    """Do what a form asks, or show the page with the form and what is wrong in it."""
    if form_done(request, form, said, act):
        return redirect("portal:negotiation", number)
    return shown(request, number, {name: form})


@login_required
@require_POST
def offer(request: ActorRequest, number: str) -> HttpResponse:
    found = trading.negotiation(request.actor, number)
    form = OfferForm(request.POST, modes=found.listing.transfer_modes)
    told = {"negotiation": found, "actor": request.actor, "clock": market_clock}
    return done(
        request, number, "offer", form, _("出价已送达对方。"), lambda: commands.make_offer(**form.given(), **told)
    )


@login_required
@require_POST
def accept(request: ActorRequest, number: str, position: int) -> HttpResponse:
    found = trading.negotiation(request.actor, number)
    commands.accept_offer(negotiation=found, position=position, actor=request.actor, clock=market_clock)
    messages.success(request, _("已接受对方的出价。"))
    return redirect("portal:negotiation", number)


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    found, form = trading.negotiation(request.actor, number), ReasonForm(request.POST)
    told = {"negotiation": found, "actor": request.actor, "clock": market_clock}
    return done(
        request, number, "withdraw", form, _("已退出磋商。"),
        lambda: commands.withdraw_negotiation(reason=form.cleaned_data["reason"], **told),
    )  # fmt: skip


@login_required
@require_POST
def conclude(request: ActorRequest, number: str) -> HttpResponse:
    found = trading.negotiation(request.actor, number)
    sale = commands.conclude_negotiation(negotiation=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("合同已生成，请双方签署。"))
    return redirect("portal:settlement", sale.number)


@login_required
@require_POST
def screen(request: ActorRequest, number: str) -> HttpResponse:
    found, form = trading.negotiation(request.actor, number), ScreeningForm(request.POST)
    told = {"negotiation": found, "actor": request.actor, "clock": market_clock}
    return done(
        request, number, "screen", form, _("审查结论已送达双方。"),
        lambda: commands.screen_negotiation(**form.cleaned_data, **told),
    )  # fmt: skip


@login_required
@require_POST
def decide(request: ActorRequest, number: str) -> HttpResponse:
    """The venue decides on an objection, by its number."""
    found = trading.objection(request.actor, number)
    form = DecidingForm(request.POST, number=found.number)
    told = {"objection": found, "actor": request.actor, "clock": market_clock}

    def act() -> None:
        said = form.cleaned_data
        if said["outcome"] == "dismissed":
            commands.dismiss_objection(reasons=said["reasons"], **told)
        else:
            commands.uphold_objection(effect=said["outcome"], reasons=said["reasons"], **told)

    return done(request, found.publicity.negotiation.number, found.number, form, _("异议已处理。"), act)

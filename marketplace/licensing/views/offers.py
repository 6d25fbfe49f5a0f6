"""Terms of licences: everybody reads them, the holder declares them, the venue checks them, a firm takes them."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.catalogue.queries import listing as listing_of
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import done, told_on
from marketplace.core.paging import page_of
from marketplace.core.presentation import Tab
from marketplace.licensing import commands, forms, rules
from marketplace.licensing.models import Kind, Offer
from marketplace.licensing.pages import offer_page, offer_rows
from marketplace.licensing.queries import reading

WAITING = "waiting"


@require_safe
def offers(request: ActorRequest) -> HttpResponse:
    """What is on offer, of one kind or all; for the staff of an exchange what waits for their check, too."""
    kind = request.GET.get("kind", "")
    staff = [(WAITING, _("待核对"))] if request.actor.exchange else []
    choices = [("", _("全部")), *Kind.choices, *staff]
    kind = kind if kind in dict(choices) else ""
    found = reading.offers(request.actor, kind="" if kind == WAITING else kind, waiting=kind == WAITING)
    page = page_of(request, found)
    tabs = [Tab(str(label), f"?kind={value}" if value else "?", current=value == kind) for value, label in choices]
    return render(request, "licensing/offers.html", {"page": page, "rows": offer_rows(page.rows), "tabs": tabs})


@login_required
def new(request: ActorRequest, listing: str) -> HttpResponse:
    """Declare terms on a listing of one's own."""
    found = listing_of(request.actor, listing)
    require(rules.may_offer, request.actor, found)
    form = forms.OfferForm(request.POST or None, listing=found)
    if form.is_valid():
        with told_on(form):
            made = commands.declare_offer(listing=found, draft=form.draft(), actor=request.actor, clock=market_clock)
            messages.success(request, _("已声明，由挂牌机构核对后发布。"))
            return redirect("licensing:offer", made.number)
    return render(request, "licensing/offer_new.html", {"form": form, "listing": found})


@require_safe
def offer(request: ActorRequest, number: str) -> HttpResponse:
    return _shown(request, number)


def _shown(request: ActorRequest, number: str, tried: dict[str, Form] | None = None) -> HttpResponse:
    found = reading.offer(request.actor, number)
    return render(request, "licensing/offer.html", {"page": offer_page(request.actor, found, tried)})


def _act(
    request: ActorRequest, found: Offer, name: str, form: Form, said: str, command: Callable[..., object]
) -> HttpResponse:
    """Do what a form asks of an offer, or show the page with the form and what is wrong in it."""
    told = {"offer": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, said, lambda: command(**told, **form.cleaned_data)):
        return redirect("licensing:offer", found.number)
    return _shown(request, found.number, {name: form})


@login_required
@require_POST
def publish(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.offer(request.actor, number)
    form = forms.PublishingForm(request.POST, offer=found)
    return _act(request, found, "publish", form, _("已发布。"), commands.publish_offer)


@login_required
@require_POST
def send_back(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.offer(request.actor, number), forms.ReasonsForm(request.POST)
    return _act(request, found, "return", form, _("已退回许可方。"), commands.return_offer)


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.offer(request.actor, number), forms.ReasonsForm(request.POST)
    return _act(request, found, "withdraw", form, _("已撤回；此前取得的许可继续有效。"), commands.withdraw_offer)


@login_required
@require_POST
def take(request: ActorRequest, number: str) -> HttpResponse:
    """Notify the licensor, or apply for the trial."""
    found, form = reading.offer(request.actor, number), forms.TakingForm(request.POST)
    if form.is_valid():
        with told_on(form):
            made = commands.take_licence(offer=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已通知许可方。") if made.state != "applied" else _("已提交试用申请。"))
            return redirect("licensing:licence", made.number)
    return _shown(request, number, {"take": form})

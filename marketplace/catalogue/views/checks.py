"""What a venue has looked up of a listing: everybody reads it, the venue records it; and what it has to look up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue import commands, queries, rules
from marketplace.catalogue.forms.checks import ReadinessForm, RightCheckForm
from marketplace.catalogue.models import Listing
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on

SHOWN = 50


def checks(request: ActorRequest, number: str) -> HttpResponse:
    """The look-ups of a listing's rights and its readiness reviews; with forms for its venue."""
    listing = queries.listing(request.actor, number)
    if request.method != "POST":
        return _shown(request, listing)
    require(rules.may_decide, request.actor, listing)
    form = RightCheckForm(request.POST, listing=listing)
    if form.is_valid():
        with told_on(form):
            commands.check_right(listing=listing, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记核查结果。"))
            return redirect("catalogue:checks", number)
    return _shown(request, listing, form=form)


@require_POST
def readiness(request: ActorRequest, number: str) -> HttpResponse:
    """The level that an evaluator set."""
    listing = queries.listing(request.actor, number)
    require(rules.may_decide, request.actor, listing)
    form = ReadinessForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.record_readiness(listing=listing, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记评价结果。"))
            return redirect("catalogue:checks", number)
    return _shown(request, listing, reviewing=form)


def _shown(
    request: ActorRequest,
    listing: Listing,
    *,
    form: RightCheckForm | None = None,
    reviewing: ReadinessForm | None = None,
) -> HttpResponse:
    decides = rules.may_decide(request.actor, listing)
    facts = {
        "listing": listing,
        "rows": queries.checks_of(listing)[:SHOWN],
        "reviews": listing.readiness_reviews.order_by("-reviewed_date", "-pk")[:SHOWN],
        "form": form or (RightCheckForm(None, listing=listing) if decides else None),
        "reviewing": reviewing or (ReadinessForm(None) if decides else None),
    }
    return render(request, "catalogue/checks.html", facts)


def to_check(request: ActorRequest) -> HttpResponse:
    """The rights on offer at one's exchange whose status was looked up too long ago."""
    require(rules.may_watch_rights, request.actor)
    now = market_clock.read()
    rows = queries.rights_to_check(request.actor, now)[:SHOWN]
    days = queries.check_valid_days(now, request.actor.exchange)
    return render(request, "catalogue/rights_to_check.html", {"rows": rows, "days": days})

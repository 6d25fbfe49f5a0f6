"""What stands on the rights of a listing: everybody reads it, its owner and its venue record it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue import commands, queries, rules
from marketplace.catalogue.forms.encumbrance import EncumbranceForm, LiftingForm
from marketplace.catalogue.models import Encumbrance, Listing
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on


def encumbrances(request: ActorRequest, number: str) -> HttpResponse:
    """The register of a listing's rights, with the form for who may record."""
    listing = queries.listing(request.actor, number)
    if request.method != "POST":
        return _shown(request, listing)
    require(rules.may_encumber, request.actor, listing)
    form = EncumbranceForm(request.POST, listing=listing)
    if form.is_valid():
        with told_on(form):
            commands.record_encumbrance(listing=listing, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记权利负担。"))
            return redirect("catalogue:encumbrances", number)
    return _shown(request, listing, form)


@require_POST
def lift(request: ActorRequest, number: str, encumbrance: str) -> HttpResponse:
    """Record the end of one."""
    listing, found = queries.listing(request.actor, number), queries.encumbrance(request.actor, encumbrance)
    form = LiftingForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.lift_encumbrance(encumbrance=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记解除。"))
            return redirect("catalogue:encumbrances", number)
    return _shown(request, listing, lifting=(found, form))


def _shown(
    request: ActorRequest,
    listing: Listing,
    form: EncumbranceForm | None = None,
    lifting: tuple[Encumbrance, LiftingForm] | None = None,
) -> HttpResponse:
    if form is None and rules.may_encumber(request.actor, listing):
        form = EncumbranceForm(None, listing=listing)
    tried, declined = lifting or (None, None)
    rows = [
        (one, _lifting_form(request, one, declined if one == tried else None))
        for one in queries.encumbrances_of(listing)[:100]
    ]
    return render(request, "catalogue/encumbrances.html", {"listing": listing, "rows": rows, "form": form})


def _lifting_form(request: ActorRequest, one: Encumbrance, declined: LiftingForm | None) -> LiftingForm | None:
    if declined is not None:
        return declined
    opens = one.lifted_at is None and one.kind != "open_licence" and rules.may_lift(request.actor, one)
    return LiftingForm() if opens else None

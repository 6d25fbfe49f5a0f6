"""Drafting a listing."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.models import Organisation
from marketplace.agency.models import Scope
from marketplace.agency.queries import clients_of
from marketplace.catalogue import commands, queries
from marketplace.catalogue.forms.listing import ListingForms
from marketplace.catalogue.models import EDITABLE, Listing
from marketplace.catalogue.rules import may_draft, require_edit
from marketplace.catalogue.views.road import road_of
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid, Refused, require


def new(request: ActorRequest) -> HttpResponse:
    """Describe an achievement; it is kept as a draft, and handed in if the person wants that at once."""
    clients = list(clients_of(request.actor, Scope.LIST).order_by("name"))
    owner = next((one for one in clients if one.number == request.GET.get("owner")), None)
    if owner is None:
        require(may_draft, request.actor)
    lister = owner or request.actor.organisation
    assert lister is not None
    forms = ListingForms(request.POST or None, lister=lister)
    listing = _kept(request, forms, None, owner)
    return _next(request, listing) if listing else _page(request, forms, None, owner=owner, clients=clients)


def edit(request: ActorRequest, number: str) -> HttpResponse:
    """Go on with a draft or a returned listing. `?gaps` tells what it lacks to be handed in."""
    listing = queries.listing(request.actor, number)
    require_edit(request.actor, listing)
    if listing.state not in EDITABLE:
        raise Refused(_("提交之后不能直接修改。请先请交易机构退回，或在挂牌后办理更正。"), code="not_editable")
    forms = ListingForms(request.POST or None, lister=listing.lister, listing=listing)
    if _kept(request, forms, listing):
        return _next(request, listing)
    if "gaps" in request.GET and not request.POST:
        forms.tell(queries.gaps(listing, market_clock.read()))
    return _page(request, forms, listing)


@require_POST
def take_up(request: ActorRequest, number: str) -> HttpResponse:
    """Turn an imported listing into a draft, and go on with it."""
    listing = queries.listing(request.actor, number)
    commands.take_up_listing(listing=listing, actor=request.actor, clock=market_clock)
    messages.success(request, _("已转为草稿。请补齐权利、份额和保密审查，再提交受理。"))
    return redirect("catalogue:edit_listing", number)


def _kept(
    request: ActorRequest, forms: ListingForms, listing: Listing | None, owner: Organisation | None = None
) -> Listing | None:
    """The listing as the person wrote it, saved; None while something is wrong, or a row is being added."""
    if request.method != "POST" or "add" in request.POST or not forms.is_valid():
        return None
    try:
        if listing:
            return commands.edit_listing(listing=listing, draft=forms.draft(), actor=request.actor, clock=market_clock)
        return commands.draft_listing(draft=forms.draft(), owner=owner, actor=request.actor, clock=market_clock)
    except Invalid as error:
        forms.tell(error.fields)
        return None


def _next(request: ActorRequest, listing: Listing) -> HttpResponse:
    """After saving: hand it in if asked; what is missing is told on the form, the draft stays."""
    if request.POST.get("act") != "submit":
        messages.success(request, _("已保存草稿 {number}。").format(number=listing.number))
        return redirect("catalogue:edit_listing", listing.number)
    # The application is the desk's, above this floor: the browser repeats its POST there.
    return redirect("desk:apply", listing.number, preserve_request=True)


def _address(listing: Listing) -> str:
    return str(redirect("catalogue:edit_listing", listing.number).url)


def _page(
    request: ActorRequest,
    forms: ListingForms,
    listing: Listing | None,
    *,
    owner: Organisation | None = None,
    clients: Sequence[Organisation] = (),
) -> HttpResponse:
    """The form; who has achievements of others in custody chooses for whom he writes."""
    meter = queries.completeness(listing) if listing else None
    doubles = queries.doubles_of(request.actor, listing) if listing else []
    shown = {"forms": forms, "listing": listing, "road": road_of(listing), "owner": owner, "clients": clients}
    return render(request, "catalogue/listing_form.html", shown | {"meter": meter, "doubles": doubles})


def sent(request: ActorRequest, number: str) -> HttpResponse:
    """What happens next to a listing that was handed in."""
    listing = queries.listing(request.actor, number)
    require_edit(request.actor, listing)
    facts = {"listing": listing, "waiting": queries.consents_missing(listing), "road": road_of(listing)}
    return render(request, "catalogue/listing_sent.html", facts)

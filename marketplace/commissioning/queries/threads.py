"""Threads and offered listings as an actor may know of them: the two sides, the exchange, supervisors."""

from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from marketplace.catalogue.models import Listing, Need
from marketplace.commissioning.models import NeedOffer, NeedThread, OfferedListing

NOBODY = Q(pk__in=[])


def threads(actor: Actor, *, need: str = "") -> QuerySet[NeedThread]:
    """One's own on either side, those at one's exchange, all for supervisors; the newest first, with their offers."""
    if actor.has(Role.SUPERVISOR):
        seen = ~NOBODY
    else:
        seen = _of_sides(actor)
        if actor.exchange:
            seen |= Q(exchange=actor.exchange)
    rows = NeedThread.objects.filter(seen).select_related("need__organisation", "supplier", "agreed_offer")
    rows = rows.prefetch_related(Prefetch("offers", NeedOffer.objects.order_by("position"))).order_by("-pk")
    return rows.filter(need__number=need) if need else rows


def thread(actor: Actor, number: str, /) -> NeedThread:
    """One of them. Raises Http404."""
    found = threads(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到对接磋商 {number}。").format(number=number[:30]))
    return found


def offered_listings(actor: Actor, *, need: str = "") -> QuerySet[OfferedListing]:
    """Listings that one offered, or that were offered on one's own needs; all for supervisors; the newest first."""
    seen = ~NOBODY if actor.has(Role.SUPERVISOR) else _of_sides(actor)
    rows = OfferedListing.objects.filter(seen).select_related(
        "need__organisation", "listing__lister", "supplier", "negotiation"
    )
    rows = rows.order_by("-pk")
    return rows.filter(need__number=need) if need else rows


def offered_listing(actor: Actor, number: str, /) -> OfferedListing:
    """One of them. Raises Http404."""
    found = offered_listings(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到成果推荐 {number}。").format(number=number[:30]))
    return found


def own_listings(actor: Actor, /) -> Sequence[Listing]:
    """What the actor's organisation could offer on a need: published, sold by agreement."""
    if actor.organisation is None:
        return []
    rows = Listing.objects.filter(lister=actor.organisation, state=Listing.State.PUBLISHED, unverified=False)
    return list(rows.filter(price_mode="negotiated").order_by("-pk")[:100])


def live_thread(actor: Actor, need: Need, /) -> NeedThread | None:
    """The open thread of the actor's organisation as a supplier on a need."""
    if actor.organisation is None:
        return None
    return NeedThread.objects.live().filter(need=need, supplier=actor.organisation).first()


def _of_sides(actor: Actor) -> Q:
    if actor.organisation is None:
        return NOBODY
    return Q(supplier=actor.organisation) | Q(need__organisation=actor.organisation)

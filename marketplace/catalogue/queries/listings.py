"""Listings that an actor may know of."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation, Role
from accounts.rules import is_exchange_staff
from marketplace.agency.models import CustodyAgreement, CustodyRight, Scope
from marketplace.agency.rules import CUSTODIANS
from marketplace.catalogue.gaps import gaps_of
from marketplace.catalogue.models import EDITABLE, NEEDS_ALL_OWNERS, PUBLIC, Listing, Ownership, Right
from marketplace.catalogue.models.listing import ListingQuerySet
from marketplace.rulebook.queries import version_in_force


def listings_for(actor: Actor) -> ListingQuerySet:
    """What the actor may read: public listings, those it lists or co-owns, and what was submitted at its exchange."""
    seen = Q(state__in=PUBLIC)
    if actor.organisation:
        co_owned = Ownership.objects.filter(organisation=actor.organisation).values("listing")
        seen |= Q(lister=actor.organisation) | (Q(pk__in=co_owned) & ~Q(state__in=EDITABLE))
        if actor.organisation.kind in CUSTODIANS:
            seen |= _in_custody_of(actor.organisation)
    if is_exchange_staff(actor):
        seen |= Q(exchange=actor.exchange) & ~Q(state__in=EDITABLE)
    if actor.has(Role.SUPERVISOR):
        seen |= ~Q(state__in=EDITABLE)
    return Listing.objects.filter(seen)


def _in_custody_of(custodian: Organisation) -> Q:
    """What its clients list today: all of theirs, or what has a right that the agreement names."""
    running = CustodyAgreement.objects.running().filter(custodian=custodian, scopes__contains=[Scope.LIST])
    whole = running.filter(all_rights=True).values("owner")
    named = CustodyRight.objects.filter(agreement__in=running, agreement__owner=OuterRef("listing__lister"))
    covered = Right.objects.filter(Exists(named.filter(number=OuterRef("number")))).values("listing")
    return Q(lister__in=whole) | Q(pk__in=covered)


def listings(
    actor: Actor,
    *,
    exchange: str = "",
    state: str = "",
    field: str = "",
    ipc: str = "",
    price_mode: str = "",
    mine: bool = False,
) -> QuerySet[Listing]:
    """`listings_for` the actor, narrowed by what is not empty, with what a list shows."""
    said = {"exchange": exchange, "state": state, "technology_field": field, "price_mode": price_mode}
    found = listings_for(actor).filter(**{name: value for name, value in said.items() if value})
    if ipc:
        found = found.filter(pk__in=Listing.objects.with_ipc(ipc))
    if mine:
        found = found.filter(lister=actor.organisation)
    return found.select_related("lister")


def listing(actor: Actor, number: str) -> Listing:
    """One listing with its parts. Raises Http404 if the actor may not know of it."""
    found = listings_for(actor).filter(number=number).with_all().first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的成果。").format(number=number[:20]))
    return found


def ownership(listing: Listing, position: int) -> Ownership:
    found = listing.ownerships.filter(position=position).select_related("organisation").first()
    if found is None:
        raise Http404(_("这项成果没有第 {position} 位权利人。").format(position=position))
    return found


def consents_missing(listing: Listing) -> list[Ownership]:
    """Co-owners whose consent a publication still waits for (R-CON-06), in order.

    None if the listing offers only what each holder may give alone: ordinary licences and services.
    """
    if NEEDS_ALL_OWNERS.isdisjoint(listing.transfer_modes):
        return []
    others = listing.ownerships.exclude(organisation=listing.lister_id).filter(consented_at__isnull=True)
    return list(others.select_related("organisation").order_by("position"))


def gaps(listing: Listing, at: datetime) -> dict[str, Any]:
    """What a listing lacks to be submitted, by field (R-LST-04)."""
    return gaps_of(listing, version_in_force(at, listing.exchange))

"""Holders of priority in a listing: who they are, who is still to be noticed, what the reader may know (R-CON-05)."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Kind, Organisation
from marketplace.catalogue.models import Listing, TransferMode
from marketplace.catalogue.queries import listings_for
from marketplace.trading.models import Negotiation, Offer, PriorityHolder


def holders_of(listing: Listing) -> QuerySet[PriorityHolder]:
    """All of a listing, the first rank first; they are disclosed with it (R-LST-04)."""
    return listing.priority_holders.select_related("organisation").order_by("rank", "pk")


def priority_holder(actor: Actor, number: str) -> PriorityHolder:
    """One by its number, if the actor may see the listing. Raises Http404."""
    found = PriorityHolder.objects.filter(number=number).select_related("listing__lister", "organisation").first()
    if found is None or not listings_for(actor).filter(pk=found.listing_id).exists():
        raise Http404(_("没有找到编号为 {number} 的优先购买权人。").format(number=number[:30]))
    return found


def own_priority(actor: Actor, listing: Listing) -> PriorityHolder | None:
    """The priority with which the actor's organisation may bid: noticed and not waived."""
    if actor.organisation is None:
        return None
    return listing.priority_holders.filter(organisation=actor.organisation, state=PriorityHolder.State.NOTIFIED).first()


def waiting(listing: Listing, now: datetime) -> list[PriorityHolder]:
    """Those because of whom the sale may not be announced at `now`: not noticed, or not long enough ago (R-BID-11)."""
    return [holder for holder in holders_of(listing) if not is_clear(holder, now)]


def is_clear(holder: PriorityHolder, now: datetime) -> bool:
    if holder.state == PriorityHolder.State.NOTIFIED:
        return holder.clear_at is not None and holder.clear_at <= now
    return holder.state == PriorityHolder.State.WAIVED


def awaited(listing: Listing, buyer: Organisation, price_fen: int, now: datetime) -> list[PriorityHolder]:
    """Those because of whom a negotiated price may not be concluded with `buyer`: not told this price, or not long enough ago (R-CON-05)."""
    answered = (PriorityHolder.State.WAIVED, PriorityHolder.State.MATCHED)
    others = holders_of(listing).exclude(state__in=answered).exclude(organisation=buyer)
    return [one for one in others if one.told_fen != price_fen or not is_clear(one, now)]


def matched_before(listing: Listing, buyer: Organisation) -> PriorityHolder | None:
    """The holder who has matched a price and goes before `buyer`: by rank, then by time (R-BID-11). None if nobody does."""
    matched = listing.priority_holders.filter(state=PriorityHolder.State.MATCHED).order_by("rank", "matched_at", "pk")
    first = matched.first()
    return None if first is None or first.organisation_id == buyer.pk else first


def waits_for_holders(negotiation: Negotiation, now: datetime) -> bool:
    """Whether what is agreed on still waits for a holder of priority (R-CON-05)."""
    listing, offer = negotiation.listing, negotiation.agreed_offer
    if offer is None:
        return False
    if unrecorded(listing) or matched_before(listing, negotiation.buyer):
        return True
    return bool(awaited(listing, negotiation.buyer, offer.price_fen, now))


def price_to_tell(negotiation: Negotiation | None, listing: Listing, now: datetime) -> Offer | None:
    """The offer that a holder is told of: the one agreed on, or the last that stands. None where there is none."""
    if negotiation is None or negotiation.listing_id != listing.pk or not negotiation.is_live:
        return None
    if negotiation.agreed_offer:
        return negotiation.agreed_offer
    last = negotiation.offers.order_by("-position").first()
    return last if last and now < last.expires_at else None


def unrecorded(listing: Listing) -> list[str]:
    """The inventors of an employer's achievement that is to be assigned who are not recorded as holders (R-CON-05)."""
    if TransferMode.ASSIGNMENT not in listing.transfer_modes or listing.lister.kind == Kind.PERSON:
        return []
    known = set(listing.priority_holders.values_list("name", flat=True))
    return [one.name for one in listing.inventors.order_by("position") if one.name not in known]

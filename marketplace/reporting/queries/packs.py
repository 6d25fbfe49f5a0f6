"""Evidence packs, for those who ordered them and no others: each side's pack holds what that side may read."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.models import Listing
from marketplace.reporting.models import Pack


def packs_for(actor: Actor, listing: Listing | None = None) -> QuerySet[Pack]:
    """Those of the actor's organisation, of one listing if it is given."""
    if actor.organisation is None:
        return Pack.objects.none()
    rows = Pack.objects.filter(organisation=actor.organisation).select_related("listing__lister", "job", "ordered_by")
    return rows.filter(listing=listing) if listing else rows


def pack(actor: Actor, number: str) -> Pack:
    """One by its number. Raises Http404."""
    found = packs_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的证据包。").format(number=number[:20]))
    return found

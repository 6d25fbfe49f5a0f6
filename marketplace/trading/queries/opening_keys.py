"""Opening keys and schemes: what a notice of sealed prices is drawn up from."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import Listing
from marketplace.trading.models import OpeningKey, Scheme
from marketplace.trading.sealed_rules import may_draft_scheme


def opening_keys(actor: Actor) -> QuerySet[OpeningKey]:
    """The active ones are public: whoever announces names some; staff see all of their own exchange."""
    rows = OpeningKey.objects.select_related("holder", "approved_by")
    active = rows.filter(state=OpeningKey.State.ACTIVE)
    return active | rows.filter(exchange=actor.exchange) if is_exchange_staff(actor) else active


def opening_key(actor: Actor, number: str) -> OpeningKey:
    """One of them. Raises Http404."""
    found = opening_keys(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的开标密钥。").format(number=number[:20]))
    return found


def chosen_for(venue: str, count: int) -> Sequence[OpeningKey]:
    """Custodians for who names none: one active key of each exchange, the venue's last, so that strangers to the deal come first."""
    chosen: dict[str, OpeningKey] = {}
    for key in OpeningKey.objects.filter(state=OpeningKey.State.ACTIVE).order_by("approved_at", "pk"):
        chosen.setdefault(key.exchange, key)
    others = [code for code in ExchangeCode.values if code != venue]
    return [chosen[code] for code in [*others, venue] if code in chosen][:count]


def schemes(actor: Actor, listing: Listing) -> QuerySet[Scheme]:
    """Those drafted for a listing, for the seller's side and the venue; the one that was announced is everybody's."""
    rows = listing.schemes.prefetch_related("criteria").select_related("listing")
    inside = may_draft_scheme(actor, listing) or (is_exchange_staff(actor) and actor.exchange == listing.exchange)
    return rows if inside else rows.filter(terms__isnull=False)


def scheme(actor: Actor, number: str) -> Scheme:
    """One of them. Raises Http404."""
    found = Scheme.objects.select_related("listing__lister").filter(number=number).first()
    if found is None or not schemes(actor, found.listing).filter(pk=found.pk).exists():
        raise Http404(_("没有找到编号为 {number} 的权重方案。").format(number=number[:20]))
    return found


def usable_schemes(listing: Listing) -> QuerySet[Scheme]:
    """Those that a weighted sale of the listing may be announced with."""
    return listing.schemes.filter(state=Scheme.State.APPROVED, terms__isnull=True).order_by("pk")

"""Reading the catalogue, always for an actor."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import OwnerCategory, Role
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import EDITABLE, NEEDS_ALL_OWNERS, PUBLIC, Listing, Need, Ownership, Upload
from marketplace.catalogue.models.listing import ListingQuerySet
from marketplace.catalogue.models.need import NeedQuerySet
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import deadline

Row = TypeVar("Row", bound=Model)


def listings_for(actor: Actor) -> ListingQuerySet:
    """What the actor may read: public listings, those it lists or co-owns, and what was submitted at its exchange."""
    seen = Q(state__in=PUBLIC)
    if actor.organisation:
        co_owned = Ownership.objects.filter(organisation=actor.organisation).values("listing")
        seen |= Q(lister=actor.organisation) | (Q(pk__in=co_owned) & ~Q(state__in=EDITABLE))
    if is_exchange_staff(actor):
        seen |= Q(exchange=actor.exchange) & ~Q(state__in=EDITABLE)
    if actor.has(Role.SUPERVISOR):
        seen |= ~Q(state__in=EDITABLE)
    return Listing.objects.filter(seen)


def needs_for(actor: Actor) -> NeedQuerySet:
    """What the actor may read: open needs, and its own whatever their state."""
    seen = Q(state=Need.State.OPEN)
    if actor.organisation:
        seen |= Q(organisation=actor.organisation)
    return Need.objects.filter(seen)


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
    found = listings_for(actor).filter(number=number).with_parts().select_related("rule_version").first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的成果。").format(number=number[:20]))
    return found


def ownership(listing: Listing, position: int) -> Ownership:
    found = listing.ownerships.filter(position=position).select_related("organisation").first()
    if found is None:
        raise Http404(_("这项成果没有第 {position} 位权利人。").format(position=position))
    return found


def needs(actor: Actor, *, exchange: str = "", state: str = "", field: str = "", mine: bool = False) -> QuerySet[Need]:
    """`needs_for` the actor, narrowed by what is not empty."""
    said = {"exchange": exchange, "state": state, "technology_field": field}
    found = needs_for(actor).filter(**{name: value for name, value in said.items() if value})
    if mine:
        found = found.filter(organisation=actor.organisation)
    return found.select_related("organisation")


def need(actor: Actor, number: str) -> Need:
    """One need. Raises Http404 if the actor may not know of it."""
    found = needs_for(actor).filter(number=number).with_parts().first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的需求。").format(number=number[:20]))
    return found


def uploads(actor: Actor) -> QuerySet[Upload]:
    """The files of the organisation acted for, without their contents, newest first."""
    if actor.organisation is None:
        return Upload.objects.none()
    return Upload.objects.filter(organisation=actor.organisation).select_related("job").defer("content").order_by("-id")


def upload(actor: Actor, number: str) -> Upload:
    """One file of the organisation acted for. Raises Http404 otherwise."""
    found = uploads(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的文件。").format(number=number[:20]))
    return found


def branch(table: QuerySet[Row], naming: str, *, parent: str | None = None, q: str = "") -> QuerySet[Row]:
    """A part of a reference table: below `parent` (empty: the roots), with a code that begins with `q` or a name that holds it."""
    if parent is not None:
        table = table.filter(parent=parent)
    return table.filter(Q(code__istartswith=q) | Q(**{f"{naming}__icontains": q})) if q else table


def shares_are_whole(owners: Iterable[Ownership]) -> bool:
    """Whether every holder has a share and all shares sum to exactly one."""
    shares = [owner.share for owner in owners]
    return None not in shares and sum((share for share in shares if share), Fraction(0)) == 1


def consents_missing(listing: Listing) -> list[Ownership]:
    """Co-owners whose consent a publication still waits for (R-CON-06), in order.

    None if the listing offers only what each holder may give alone: ordinary licences and services.
    """
    if NEEDS_ALL_OWNERS.isdisjoint(listing.transfer_modes):
        return []
    others = listing.ownerships.exclude(organisation=listing.lister_id).filter(consented_at__isnull=True)
    return list(others.select_related("organisation").order_by("position"))


def disclosure_working_days(listing: Listing, rules: RuleVersion) -> int:
    """How long a listing is disclosed: by its price for a state-owned firm (R-LST-01), one period for all others (R-LST-02)."""
    if listing.owner_category != OwnerCategory.STATE_FIRM:
        return int(rules.value("R-LST-02", "disclosure_working_days"))
    floor = listing.asking_price_fen or 0
    if floor > rules.value("R-LST-01", "state_high_over_fen"):
        return int(rules.value("R-LST-01", "state_high_working_days"))
    if floor > rules.value("R-LST-01", "state_mid_over_fen"):
        return int(rules.value("R-LST-01", "state_mid_working_days"))
    return int(rules.value("R-LST-01", "state_low_working_days"))


def disclosure_end(listing: Listing, rules: RuleVersion, start: datetime) -> datetime:
    """The end of the disclosure that starts with the publication at `start`."""
    return deadline(start, working_days=disclosure_working_days(listing, rules)).at

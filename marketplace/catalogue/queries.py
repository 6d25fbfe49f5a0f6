"""Reading the catalogue, always for an actor."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.models import OwnerCategory, Role
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import EDITABLE, NEEDS_ALL_OWNERS, PUBLIC, Listing, Need, Ownership
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import deadline


def listings_for(actor: Actor) -> QuerySet[Listing]:
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


def needs_for(actor: Actor) -> QuerySet[Need]:
    """What the actor may read: open needs, and its own whatever their state."""
    seen = Q(state=Need.State.OPEN)
    if actor.organisation:
        seen |= Q(organisation=actor.organisation)
    return Need.objects.filter(seen)


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

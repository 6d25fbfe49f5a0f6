"""At least for how much a lot may be offered: what it was valued at, what was disclosed last (R-SET-01)."""

from datetime import datetime
from fractions import Fraction
from math import ceil

from django.db.models import QuerySet

from accounts.models import OwnerCategory
from marketplace.catalogue.models import Listing
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import version_in_force
from marketplace.trading.models import FiledValuation, Relisting, Sale


def valuation_of(listing: Listing) -> FiledValuation | None:
    """The filed valuation that holds."""
    return listing.filed_valuations.order_by("-pk").first()


def relistings_of(listing: Listing) -> QuerySet[Relisting]:
    """Every further disclosure, the latest first."""
    return listing.relistings.order_by("-pk")


def floor_of(listing: Listing) -> int | None:
    """The floor that was disclosed last; at first the valuation of a state-owned lot, of others the price they ask."""
    last = relistings_of(listing).first()
    if last:
        return last.floor_fen
    if listing.owner_category == OwnerCategory.STATE_FIRM:
        valued = valuation_of(listing)
        return valued.amount_fen if valued else None
    return listing.asking_price_fen


def least_floor(listing: Listing, rules: RuleVersion) -> int | None:
    """To what a state-owned lot may be cut without approval: 90 % of the valuation; nothing for others, or without one."""
    valued = valuation_of(listing) if listing.owner_category == OwnerCategory.STATE_FIRM else None
    if valued is None:
        return None
    return ceil(valued.amount_fen * Fraction(int(rules.value("R-SET-01", "no_approval_floor_bp")), 10_000))


def found_no_buyer(listing: Listing, now: datetime) -> bool:
    """Whether a lot on offer may be disclosed anew: its disclosure is over, and no sale of it runs or was won."""
    if listing.state != Listing.State.PUBLISHED or not listing.disclosure_ends_at or now < listing.disclosure_ends_at:
        return False
    return not listing.sales.exclude(state__in=Sale.FALLEN).exists()


def days_of(listing: Listing, now: datetime, *, cut: bool) -> int:
    """The working days of a second disclosure, or of an extension at the same floor; of the rules in force, where the case's are older."""
    rule, key = ("R-SET-01", "second_disclosure_working_days") if cut else ("R-LST-01", "extension_working_days")
    assert listing.rule_version
    try:
        return int(listing.rule_version.value(rule, key))
    except LookupError:
        return int(version_in_force(now, listing.exchange).value(rule, key))

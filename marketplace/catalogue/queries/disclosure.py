"""How long a listing is disclosed."""

from datetime import datetime

from accounts.models import OwnerCategory
from marketplace.catalogue.models import Listing
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import deadline


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

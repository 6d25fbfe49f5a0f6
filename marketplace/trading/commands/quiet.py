"""From when on a negotiation counts as silent (R-PRI-01)."""

from datetime import datetime

from marketplace.catalogue.models import Listing
from marketplace.rulebook.queries import deadline
from marketplace.trading.queries.terms import value_of


def quiet_from(listing: Listing, since: datetime) -> datetime:
    """When both sides are reminded, if nobody acts after `since`."""
    return deadline(since, days=value_of(listing, "R-PRI-01", "reminder_days")).at

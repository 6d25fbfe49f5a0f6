"""A value of the rules that a listing was accepted under; of those in force, where they are older than what asks for it."""

from datetime import datetime

from marketplace.catalogue.models import Listing
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import version_in_force


def value_of(listing: Listing, rule: str, key: str) -> int:
    """A whole number of a listing's own rules (R-GEN-08)."""
    assert listing.rule_version
    assert listing.accepted_at
    return own_or_in_force(listing.rule_version, rule, key, listing.accepted_at, listing.exchange)


def own_or_in_force(own: RuleVersion, rule: str, key: str, at: datetime, exchange: str) -> int:
    try:
        return int(own.value(rule, key))
    except LookupError:
        return int(version_in_force(at, exchange).value(rule, key))

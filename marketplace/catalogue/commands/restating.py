"""Material changes of what is on offer: the terms change, and the disclosure starts anew."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.checking import faults_of, split_in_units, unfair_words
from marketplace.catalogue.commands.versioning import keep_version, keep_what_was
from marketplace.catalogue.gaps import gaps_of
from marketplace.catalogue.models import Cause, Listing
from marketplace.catalogue.queries import disclosure_end
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words

# What a buyer decides by: price, subject, conditions, payment (R-LST-04). Rights and shares want a new listing.
MATERIAL = frozenset(
    {"title", "abstract", "asking_price_fen", "payment_terms", "buyer_conditions", "buyer_conditions_basis"}
    | {"encumbrances", "defects", "transfer_modes"}
)


@atomic
def restate_listing(*, listing: Listing, changes: dict[str, Any], reason: str, actor: Actor, clock: Clock) -> None:
    """Change the terms of a listing on offer and disclose it for its full period again; the log keeps old and new values.

    Raises Invalid for other fields and values that the fields refuse, Refused unless it is on offer.
    """
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    if listing.state != Listing.State.PUBLISHED:
        raise Refused(_("只有正在挂牌的成果可以办理变更。"), code="not_public")
    words(reason, field="reason", most=2_000, lack=_("请写明变更理由。"))
    before = {name: getattr(listing, name) for name in changes}
    keep_what_was(listing)
    fill_changes(listing, changes, MATERIAL)
    assert listing.rule_version is not None
    listing.disclosure_ends_at = disclosure_end(listing, listing.rule_version, now)
    listing.save(update_fields=[*changes, "disclosure_ends_at"])
    keep_version(listing, Cause.RESTATED, actor=actor, now=now, reason=reason)
    audit.record("catalogue.listing_changed", subject=listing, actor=actor, reason=reason, before=before, after=changes)


def fill_changes(listing: Listing, changes: dict[str, Any], allowed: frozenset[str]) -> None:
    """Write changes on a listing, unsaved. Raises Invalid for a field not `allowed`, and for values that do not fit."""
    if not changes:
        raise Invalid(fields={"changes": [_("请写明要改的内容。")]})
    fixed = sorted(set(changes) - allowed)
    if fixed:
        raise Invalid(fields={name: [_("此项不能这样更改。")] for name in fixed}, rule="R-LST-04")
    for name, value in changes.items():
        setattr(listing, name, value)
    faults = faults_of(listing, exclude=["technology_field"]) | unfair_words(listing) | split_in_units(listing)
    if not faults and listing.rule_version is not None:
        gaps = gaps_of(listing, listing.rule_version)
        faults = {name: told for name, told in gaps.items() if name in changes or name == "buyer_conditions_basis"}
    if faults:
        raise Invalid(fields=faults)

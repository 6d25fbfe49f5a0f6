"""On offer and off again."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.checking import REASONS_MOST
from marketplace.catalogue.commands.accepting import free_rights
from marketplace.catalogue.commands.drafting import check_secrecy
from marketplace.catalogue.models import PUBLIC, Listing
from marketplace.catalogue.queries import (
    consents_missing,
    disclosure_end,
    refuse_early_resale,
    refuse_lot_blocked,
    refuse_objected,
)
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.queries import deadline


@atomic
def publish_listing(*, listing: Listing, actor: Actor, clock: Clock) -> None:
    """Put an accepted listing on offer (挂牌) and start its disclosure (R-LST-01, R-LST-02).

    Raises Invalid without a secrecy review (R-SEC-07), Refused while a co-owner's consent is missing (R-CON-06) or something
    stands on a right that excludes what is offered (R-CON-09, R-LIC-03), and within five trading days of the last sale of a right (R-LST-10).
    """
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    check_secrecy(listing, now.astimezone(SHANGHAI).date())
    missing = consents_missing(listing)
    if missing:
        names = "、".join(owner.holder for owner in missing)
        message = _(
            "共有权利人尚未同意：{names}。转让、独占或排他许可、作价入股须经全体共有人同意。请先取得同意，再办理挂牌。"
        )
        raise Refused(message.format(names=names), rule="R-CON-06", code="consent_missing")
    refuse_lot_blocked(listing, now)
    refuse_early_resale(listing, now)
    assert listing.rule_version is not None
    ends_at = disclosure_end(listing, listing.rule_version, now)
    listing.move("publish", published_at=now, disclosure_ends_at=ends_at, rights_checked_at=now)
    audit.record("catalogue.listing_published", subject=listing, actor=actor, **public_facts(listing))


def public_facts(listing: Listing) -> dict[str, Any]:
    """What the log tells everybody of a listing on offer."""
    return {
        "title": listing.title,
        "exchange": listing.exchange,
        "technology_field": listing.technology_field_id,
        "price_mode": listing.price_mode,
        "asking_price_fen": listing.asking_price_fen,
        "unverified": listing.unverified,
    }


@atomic
def suspend_listing(*, listing: Listing, reasons: str, actor: Actor, clock: Clock) -> None:
    """Take a listing off offer for a while (R-LST-06)."""
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    reasons = words(reasons, field="reasons", most=REASONS_MOST, lack=_("请写明理由。"))
    halt_listing(listing, reasons, now, actor)


def halt_listing(listing: Listing, reasons: str, now: datetime, actor: Actor) -> None:
    """A step of commands that hold the row and have asked who may. Raises Refused unless it is on offer."""
    listing.move("suspend", suspended_at=now, reasons=reasons[:REASONS_MOST])
    audit.record("catalogue.listing_suspended", subject=listing, actor=actor, reasons=listing.reasons)


@atomic
def resume_listing(*, listing: Listing, actor: Actor, clock: Clock, working_days: int = 0) -> None:
    """Put a suspended listing on offer again, disclosed for at least the remaining days that R-LST-06 demands.

    `working_days` is the larger number that the rule's total asks for, if the caller has counted what was disclosed before.
    What was recorded on its rights meanwhile is known from now on; raises Refused while something stands on a right that excludes
    what is offered, or an objection waits.
    """
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    refuse_lot_blocked(listing, now)
    refuse_objected(listing)
    ends_at = listing.disclosure_ends_at
    if listing.rule_version:
        remaining = max(working_days, int(listing.rule_version.value("R-LST-06", "remaining_working_days")))
        least = deadline(now, working_days=remaining).at
        ends_at = max(least, ends_at or least)
    listing.move("resume", suspended_at=None, disclosure_ends_at=ends_at, reasons="", rights_checked_at=now)
    audit.record("catalogue.listing_resumed", subject=listing, actor=actor, **public_facts(listing))


@atomic
def withdraw_listing(*, listing: Listing, reasons: str, actor: Actor, clock: Clock) -> None:
    """End a listing that has no buyer, by its lister or its exchange; the line is public only if the listing was."""
    lock(listing)
    now = clock.read()
    require(rules.may_withdraw, actor, listing)
    reasons = words(reasons, field="reasons", most=REASONS_MOST, lack=_("请写明理由。"))
    was_public = listing.state in PUBLIC
    listing.move("withdraw", ended_at=now, reasons=reasons)
    free_rights(listing)
    audit.record("catalogue.listing_withdrawn", subject=listing, actor=actor, private=not was_public, reasons=reasons)

"""What a sale does to its listing. Trading calls these within its own commands, which have asked who may."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands.accepting import free_rights
from marketplace.catalogue.commands.publishing import public_facts
from marketplace.catalogue.commands.versioning import keep_version, keep_what_was
from marketplace.catalogue.models import Cause, Listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.states import atomic, lock


@atomic
def reserve_listing(*, listing: Listing, sale: str, actor: Actor, clock: Clock) -> None:
    """Bind a listing to its buyer from the result of `sale` (its number) on; Refused unless it is on offer."""
    lock(listing)
    clock.read()
    listing.move("reserve")
    audit.record("catalogue.listing_reserved", subject=listing, actor=actor, sale=sale)


@atomic
def release_listing(*, listing: Listing, sale: str, actor: Actor, clock: Clock) -> None:
    """Offer a listing again after its buyer has fallen away."""
    lock(listing)
    clock.read()
    listing.move("release")
    audit.record("catalogue.listing_released", subject=listing, actor=actor, sale=sale, **public_facts(listing))


@atomic
def disclose_anew(
    *, listing: Listing, price_fen: int, ends_at: datetime, reason: str, actor: Actor, clock: Clock
) -> None:
    """Disclose a listing on offer for a further period, at its price or a new one. Raises Refused if it is not on offer."""
    lock(listing)
    now = clock.read()
    if listing.state != Listing.State.PUBLISHED:
        raise Refused(_("只有挂牌中的成果可以重新披露。"), rule="R-LST-01", code="not_public")
    before = {"asking_price_fen": listing.asking_price_fen, "disclosure_ends_at": _text(listing.disclosure_ends_at)}
    keep_what_was(listing)
    listing.asking_price_fen, listing.disclosure_ends_at = price_fen, ends_at
    listing.save(update_fields=["asking_price_fen", "disclosure_ends_at"])
    after = {"asking_price_fen": price_fen, "disclosure_ends_at": _text(ends_at)}
    keep_version(listing, Cause.RELISTED, actor=actor, now=now, reason=reason)
    audit.record("catalogue.listing_changed", subject=listing, actor=actor, reason=reason, before=before, after=after)


def _text(at: datetime | None) -> str:
    return at.isoformat() if at else ""


@atomic
def sell_listing(*, listing: Listing, sale: str, actor: Actor, clock: Clock) -> None:
    """End a listing by its settled sale; its rights may be listed anew, by their new holder."""
    lock(listing)
    now = clock.read()
    listing.move("sell", ended_at=now)
    free_rights(listing)
    audit.record("catalogue.listing_sold", subject=listing, actor=actor, sale=sale)

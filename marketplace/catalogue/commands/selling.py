"""What a sale does to its listing. Trading calls these within its own commands, which have asked who may."""

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands.accepting import free_rights
from marketplace.catalogue.commands.publishing import public_facts
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
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
def sell_listing(*, listing: Listing, sale: str, actor: Actor, clock: Clock) -> None:
    """End a listing by its settled sale; its rights may be listed anew, by their new holder."""
    lock(listing)
    now = clock.read()
    listing.move("sell", ended_at=now)
    free_rights(listing)
    audit.record("catalogue.listing_sold", subject=listing, actor=actor, sale=sale)

"""Keeping what a listing says: a step of the commands that change it."""

from datetime import datetime

from accounts.actor import Actor
from marketplace.catalogue.models import Cause, Listing, ListingVersion
from marketplace.catalogue.versions import said_by


def keep_version(listing: Listing, cause: Cause, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """Keep what the listing says if it differs from its last version. The caller holds the listing's row."""
    last = ListingVersion.objects.filter(listing=listing).order_by("-position").first()
    said = said_by(listing)
    if last is not None and last.said == said:
        return
    ListingVersion.objects.create(
        listing=listing,
        position=last.position + 1 if last else 1,
        cause=cause,
        reason=reason,
        said=said,
        made_by=actor.user,
        made_for=actor.organisation,
        made_at=now,
    )


def keep_what_was(listing: Listing) -> None:
    """Keep what a listing says before its first change, if it has no version: an imported one has none."""
    if not ListingVersion.objects.filter(listing=listing).exists():
        ListingVersion.objects.create(
            listing=listing,
            position=1,
            cause=Cause.FOUND,
            said=said_by(listing),
            made_for_id=listing.lister_id,
            made_at=listing.published_at or listing.created_at,
        )

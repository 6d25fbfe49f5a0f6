"""Listings and needs as texts to be ranked: what is public of them, and no more than the fitted measures were fitted on."""

from marketplace.catalogue.models import Listing, Need
from marketplace.matching.learning.texts import Text


def of_listing(listing: Listing) -> Text:
    """Title and keywords. The abstract finds candidates and tells reasons; the measures were fitted on titles."""
    return Text(f"{listing.title} {' '.join(listing.keywords)}")


def of_need(need: Need) -> Text:
    return Text(need.title, f"{' '.join(need.keywords)} {need.content}")

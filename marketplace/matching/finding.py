"""Finding partners: candidates from the index, measured and ranked.

A party's own papers are left out, except imported rows: who stands behind those is not known yet.
"""

from collections.abc import Iterator

from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.index import current
from marketplace.discovery.queries import candidates
from marketplace.matching import sides
from marketplace.matching.commands import Proposal
from marketplace.matching.features import Side, measure
from marketplace.matching.ranking import PER_SIDE, PROPOSE_FROM, rank

CANDIDATES = 50


def partners_of_listing(listing: Listing) -> list[Proposal]:
    """The needs that a listing fits best."""
    side, weight = sides.of_listing(listing), sides.weight_in(current())
    needs = Need.objects.open().filter(number__in=numbers(side, "need"))
    if not listing.unverified:
        needs = needs.exclude(organisation=listing.lister, unverified=False)
    return best(Proposal(listing.pk, need.pk, rank(measure(side, sides.of_need(need), weight))) for need in needs)


def partners_of_need(need: Need) -> list[Proposal]:
    """The listings that fit a need best."""
    side, weight = sides.of_need(need), sides.weight_in(current())
    listings = Listing.objects.on_offer().filter(number__in=numbers(side, "listing"))
    if not need.unverified:
        listings = listings.exclude(lister=need.organisation, unverified=False)
    return best(
        Proposal(listing.pk, need.pk, rank(measure(sides.of_listing(listing), side, weight))) for listing in listings
    )


def numbers(side: Side, kind: str) -> list[str]:
    return [candidate.number for candidate in candidates([*side.title, *side.body], kind=kind, limit=CANDIDATES)]


def best(proposals: Iterator[Proposal]) -> list[Proposal]:
    """The proposals worth making, best first; equal scores in order of their keys, so that a run can be repeated."""
    worth = [proposal for proposal in proposals if proposal.ranked.score >= PROPOSE_FROM]
    return sorted(worth, key=lambda p: (-p.ranked.score, p.listing_id, p.need_id))[:PER_SIDE]

"""Finding partners: candidates from the index, judged beside each other by the ranking in force.

A party's own papers are left out, except imported rows: who stands behind those is not known yet.
"""

from collections.abc import Iterable, Sequence

from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.index import current
from marketplace.discovery.queries import candidates
from marketplace.matching import papers, rankings, sides
from marketplace.matching.commands import Proposal
from marketplace.matching.features import Side, measure
from marketplace.matching.learning.ranker import Ranker
from marketplace.matching.ranking import PER_SIDE, PROPOSE_FROM, rank

CANDIDATES = 50
NEEDS = 20  # needs that a new listing is tried on: each is ranked anew with all its candidates


def partners_of_listing(listing: Listing) -> list[Proposal]:
    """The needs among whose best listings this one is. It is judged beside the other candidates of each need, as in a full run."""
    ranker = rankings.in_force()
    needs = Need.objects.open().filter(number__in=numbers(sides.of_listing(listing), "need", NEEDS))
    if not listing.unverified:
        needs = needs.exclude(organisation=listing.lister, unverified=False)
    found = [proposal for need in needs for proposal in partners(need, [listing], ranker)]
    return best(proposal for proposal in found if proposal.listing_id == listing.pk)


def partners_of_need(need: Need) -> list[Proposal]:
    """The listings that fit a need best."""
    return partners(need, [], rankings.in_force())


def partners(need: Need, also: Sequence[Listing], ranker: Ranker) -> list[Proposal]:
    """The best of a need's candidates from the index and of those named."""
    side, weight = sides.of_need(need), sides.weight_in(current())
    listings = Listing.objects.on_offer().filter(number__in=numbers(side, "listing", CANDIDATES))
    if not need.unverified:
        listings = listings.exclude(lister=need.organisation, unverified=False)
    found = list({listing.pk: listing for listing in [*listings.order_by("pk"), *also]}.values())
    judged = ranker.rank({need.number: papers.of_need(need)}, {need.number: list(map(papers.of_listing, found))})
    return best(
        Proposal(listing.pk, need.pk, rank(estimate, measure(sides.of_listing(listing), side, weight)))
        for listing, estimate in zip(found, judged.estimates.tolist(), strict=True)
    )


def numbers(side: Side, kind: str, most: int) -> list[str]:
    return [candidate.number for candidate in candidates([*side.title, *side.body], kind=kind, limit=most)]


def best(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals worth making, best first; equal scores in order of their keys, so that a run can be repeated."""
    worth = [proposal for proposal in proposals if proposal.ranked.score >= PROPOSE_FROM]
    return sorted(worth, key=lambda p: (-p.ranked.score, p.listing_id, p.need_id))[:PER_SIDE]

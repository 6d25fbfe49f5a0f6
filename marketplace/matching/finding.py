"""Finding partners: candidates from the index, judged beside each other by the ranking in force.

A party's own papers are left out, except imported rows: who stands behind those is not known yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.index import current
from marketplace.discovery.queries import candidates
from marketplace.matching import papers, rankings, sides
from marketplace.matching.commands import Proposal
from marketplace.matching.features import Side, measure
from marketplace.matching.ranking import PER_SIDE, PROPOSE_FROM, rank

CANDIDATES = 50
NEEDS = 20  # needs that a new listing is tried on: each is ranked anew with all its candidates
TOGETHER = 50  # needs judged at once: one alone takes four times as long


def needs_for(listings: Iterable[Listing]) -> list[Need]:
    """The open needs that new listings may answer."""
    named = {number for one in listings for number in numbers(sides.of_listing(one), "need", NEEDS)}
    return list(Need.objects.open().filter(number__in=named).order_by("pk"))


def partners(needs: Sequence[Need]) -> list[Proposal]:
    """The listings that fit each of these needs best."""
    ranker, weight = rankings.in_force(), sides.weight_in(current())
    side_of = {need.number: sides.of_need(need) for need in needs}
    lists = candidates_of(needs, side_of)
    texts = {number: [papers.of_listing(listing) for listing in listings] for number, listings in lists.items()}
    judged = ranker.rank({need.number: papers.of_need(need) for need in needs}, texts)
    estimates: Iterator[float] = iter(judged.estimates.tolist())
    return [
        proposal
        for need in needs
        for proposal in best(
            Proposal(
                listing.pk,
                need.pk,
                rank(next(estimates), measure(sides.of_listing(listing), side_of[need.number], weight)),
            )
            for listing in lists[need.number]
        )
    ]


def candidates_of(needs: Sequence[Need], side_of: dict[str, Side]) -> dict[str, list[Listing]]:
    """What the index finds for each need and is on offer, by the need's number; of the needs' own papers none."""
    named = {number: numbers(side, "listing", CANDIDATES) for number, side in side_of.items()}
    on_offer = Listing.objects.on_offer().filter(number__in=set(chain.from_iterable(named.values())))
    found = {listing.number: listing for listing in on_offer}
    return {
        need.number: [
            found[number] for number in named[need.number] if number in found and not is_own(need, found[number])
        ]
        for need in needs
    }


def is_own(need: Need, listing: Listing) -> bool:
    return need.organisation_id == listing.lister_id and not need.unverified and not listing.unverified


def numbers(side: Side, kind: str, most: int) -> list[str]:
    return [candidate.number for candidate in candidates([*side.title, *side.body], kind=kind, limit=most)]


def best(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals worth making, best first; equal scores in order of their keys, so that a run can be repeated."""
    worth = [proposal for proposal in proposals if proposal.ranked.score >= PROPOSE_FROM]
    return sorted(worth, key=lambda p: (-p.ranked.score, p.listing_id, p.need_id))[:PER_SIDE]

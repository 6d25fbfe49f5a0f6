"""Matches and contacts for tests, made by the commands that make them in the market."""

from collections.abc import Iterable
from typing import Any

from accounts.actor import Actor, system_actor
from marketplace.catalogue.models import Listing, Need
from marketplace.core.clock import Clock
from marketplace.matching.commands import Proposal, accept, propose
from marketplace.matching.models import Contact, Match
from marketplace.matching.ranking import Ranked
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY, agent_of, need, published_listing

SYSTEM = system_actor("tests.matching")
REASONS = [{"code": "words", "words": ["打磨"]}]


def proposed(
    *, supplier: Actor | None = None, seeker: Actor | None = None, score: int = 80, clock: Clock = TODAY, **papers: Any
) -> Match:
    """A match of a new listing and a new need, unless given."""
    listing = papers.get("listing") or published_listing(lister=supplier or agent_of(None), clock=clock)
    sought = papers.get("need") or need(seeker=seeker or actor(), clock=clock)
    pair = Proposal(listing_id=listing.pk, need_id=sought.pk, ranked=Ranked(score=score, reasons=REASONS))
    propose(proposals=[pair], actor=SYSTEM, clock=clock)
    return Match.objects.get(listing=listing, need=sought)


def propose_pairs(pairs: Iterable[tuple[Listing, Need, int]]) -> int:
    """Propose a listing and a need with a score, all at once; returns how many matches are new."""
    found = [Proposal(one.pk, sought.pk, Ranked(score=score, reasons=REASONS)) for one, sought, score in pairs]
    return propose(proposals=found, actor=SYSTEM, clock=TODAY)


def contact(*, supplier: Actor, seeker: Actor, clock: Clock = TODAY, **papers: Any) -> Contact:
    """The contact of a match that both sides accepted."""
    match = proposed(supplier=supplier, seeker=seeker, clock=clock, **papers)
    for side in (supplier, seeker):
        accept(match=match, actor=side, clock=clock)
    return match.contact

"""Proposing pairs that fit, and ending the matches of papers that left the market."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing, Need
from marketplace.core.clock import Clock
from marketplace.core.states import atomic
from marketplace.matching.models import Match
from marketplace.matching.ranking import Ranked

PROPOSING_LOCK = 0x3A7C


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair that fits, by primary keys."""

    listing_id: int
    need_id: int
    ranked: Ranked


@atomic
def propose(*, proposals: Sequence[Proposal], actor: Actor, clock: Clock) -> int:
    """Create the matches that are new, refresh score and reasons of those still open; returns how many are new.

    What a side has answered stays as it was answered. Repeating a run changes nothing.
    """
    one_proposer_at_a_time()
    now = clock.read()
    known = {(match.listing_id, match.need_id): match for match in _known(proposals)}
    new = Match.objects.bulk_create(
        Match(
            listing_id=p.listing_id, need_id=p.need_id, score=p.ranked.score, reasons=p.ranked.reasons, proposed_at=now
        )
        for p in proposals
        if (p.listing_id, p.need_id) not in known
    )
    for proposal in proposals:
        if match := known.get((proposal.listing_id, proposal.need_id)):
            _refresh(match, proposal.ranked)
    for match in new:
        audit.record("matching.proposed", subject=match, actor=actor, private=True, score=match.score)
    return len(new)


def one_proposer_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PROPOSING_LOCK])


def _known(proposals: Iterable[Proposal]) -> Iterable[Match]:
    listings, needs = {p.listing_id for p in proposals}, {p.need_id for p in proposals}
    return Match.objects.filter(listing_id__in=listings, need_id__in=needs)


def _refresh(match: Match, ranked: Ranked) -> None:
    if match.state == Match.State.LAPSED:
        match.move("revive", score=ranked.score, reasons=ranked.reasons)
    elif match.state in Match.OPEN and (match.score, match.reasons) != (ranked.score, ranked.reasons):
        Match.objects.filter(pk=match.pk, state__in=Match.OPEN).update(score=ranked.score, reasons=ranked.reasons)


@atomic
def lapse(*, listings: Iterable[Listing] = (), needs: Iterable[Need] = (), actor: Actor) -> int:
    """End the open matches of papers that are no longer on the market."""
    ended = 0
    for field, papers in (("listing__in", list(listings)), ("need__in", list(needs))):
        for match in Match.objects.filter(state__in=Match.OPEN, **{field: papers}).order_by("id"):
            match.move("lapse")
            audit.record("matching.lapsed", subject=match, actor=actor, private=True)
            ended += 1
    return ended

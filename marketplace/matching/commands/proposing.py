"""Proposing pairs that fit, and ending the matches of papers that left the market."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing, Need
from marketplace.core.clock import Clock
from marketplace.core.prepared import execute
from marketplace.core.states import atomic
from marketplace.matching.exposure import exposure_most
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
    proposals = within_cap(proposals, now)
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
    execute("SELECT pg_advisory_xact_lock(%s)", [PROPOSING_LOCK])


def within_cap(proposals: Sequence[Proposal], now: datetime) -> list[Proposal]:
    """Leave a listing to at most as many open needs as the rules allow (R-MAT-02): those that answered, then those with the best scores.

    An open match that nobody has answered gives way to a better one. It may come back when there is room again.
    """
    most = exposure_most(now)
    standing: dict[int, list[Match]] = defaultdict(list)
    for match in Match.objects.filter(listing__in={p.listing_id for p in proposals}, state__in=Match.OPEN):
        standing[match.listing_id].append(match)
    kept: set[tuple[int, int]] = set()
    for listing_id, ours in _by_listing(proposals).items():
        kept.update((listing_id, proposal.need_id) for proposal in _best_of(ours, standing[listing_id], most))
    return [proposal for proposal in proposals if (proposal.listing_id, proposal.need_id) in kept]


def _by_listing(proposals: Iterable[Proposal]) -> dict[int, list[Proposal]]:
    found: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        found[proposal.listing_id].append(proposal)
    return found


def _best_of(ours: list[Proposal], standing: list[Match], most: int) -> list[Proposal]:
    """The proposals of one listing that have room; who must give way for them lapses."""
    held = {match.need_id for match in standing}
    room = most - len(standing)
    kept = [proposal for proposal in ours if proposal.need_id in held]
    new = sorted((p for p in ours if p.need_id not in held), key=lambda p: (-p.ranked.score, p.need_id))
    weakest = sorted((m for m in standing if m.state == Match.State.PROPOSED), key=lambda m: (m.score, -m.pk))
    for proposal in new:
        if room <= 0 and weakest and weakest[0].score < proposal.ranked.score:
            weakest.pop(0).move("lapse")
            room += 1
        if room <= 0:
            break
        kept.append(proposal)
        room -= 1
    return kept


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

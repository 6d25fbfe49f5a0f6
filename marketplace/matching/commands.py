"""Writing matches: propose, accept, decline, lapse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing, Need
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.matching.models import Decline, Match, Side
from marketplace.matching.ranking import Ranked
from marketplace.matching.rules import may_answer, side_of

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
def accept(*, match: Match, actor: Actor, clock: Clock) -> Match:
    """Say yes for the actor's side. When both have, each sees the other's contact."""
    lock(match)
    now = clock.read()
    require_authority(actor, at=now)  # any: an introduction binds nobody
    require(may_answer, actor, match)
    side = side_of(actor, match)
    match.move(f"accept_as_{side}")
    audit.record(
        "matching.accepted",
        subject=match,
        actor=actor,
        private=True,
        side=side,
        connected=match.state == Match.State.CONNECTED,
    )
    return match


@atomic
def decline(*, match: Match, reason: str, note: str = "", actor: Actor, clock: Clock) -> Match:
    """Say no for the actor's side, with a coded reason; the other side sees that it is over, and why.

    Raises Invalid for an unknown reason or a note that is too long, Refused once it is over.
    """
    if reason not in Decline.values:
        raise Invalid(fields={"reason": [_("请选择一个谢绝原因。")]})
    lock(match)
    clock.read()
    require(may_answer, actor, match)
    side = side_of(actor, match)
    note = words(note, field="note", most=300)
    match.move("decline", declined_by=side, decline_reason=reason, decline_note=note)
    audit.record("matching.declined", subject=match, actor=actor, private=True, side=side, reason=reason)
    return match


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


__all__ = ["Proposal", "Side", "accept", "decline", "lapse", "propose"]

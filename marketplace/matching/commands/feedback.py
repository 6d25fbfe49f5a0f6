"""Keeping what a side said of a match: a step of the commands by which it says so."""

from datetime import date, datetime

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI
from marketplace.matching.models import Feedback, FeedbackKind, Match


def keep(
    match: Match,
    kind: FeedbackKind,
    side: str,
    now: datetime,
    actor: Actor,
    *,
    happened: date | None = None,
    reason: str = "",
    note: str = "",
) -> bool:
    """Add a sign; returns whether it is new. A side says a thing once: a match that lapsed and came back is accepted without a second row."""
    known = Feedback.objects.filter(match=match, kind=kind, side=side).exists()
    if known:
        return False
    Feedback.objects.create(
        match=match,
        kind=kind,
        side=side,
        reason=reason,
        note=note,
        happened_date=happened or now.astimezone(SHANGHAI).date(),
        at=now,
        by=actor.user,
    )
    return True

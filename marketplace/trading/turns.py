"""Whose turn it is in a negotiation. Pure: the sides answer each other; an offer whose time is over may be followed by either."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Last:
    """The last offer: who made it, until when it stands, whether it was agreed on and published already."""

    side: str
    expires_at: datetime
    published: bool = False


def may_offer(side: str, last: Last | None, now: datetime) -> bool:
    """Whether a side may offer now: first, in answer, or after the last offer is spent."""
    return last is None or last.side != side or is_spent(last, now)


def may_accept(side: str, last: Last | None, now: datetime) -> bool:
    """Whether a side may accept the last offer: the other one's, while it stands."""
    return last is not None and last.side != side and not is_spent(last, now)


def is_spent(last: Last, now: datetime) -> bool:
    """An offer stands up to the instant of its expiry, exclusive; after a notice that was stopped it counts no more (R-PRI-04)."""
    return last.published or now >= last.expires_at

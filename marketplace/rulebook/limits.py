"""The limits of accounts, counted in working days by the version in force when something is handed in (R-DSK-07, R-GEN-08)."""

from datetime import datetime

from accounts.limits import Matter, limit
from marketplace.core.errors import Refused
from marketplace.rulebook.queries import deadline, version_in_force

RULE = "R-DSK-07"


@limit(Matter.APPLICATION)
def decided_by(start: datetime) -> datetime | None:
    """By when an exchange verifies or returns a registration, and decides on a mandate, a new name or a merger."""
    return _after(start, "onboarding_working_days")


@limit(Matter.CLAIM)
def settled_by(start: datetime) -> datetime | None:
    """By when an exchange settles two claims to one organisation."""
    return _after(start, "claim_working_days")


def _after(start: datetime, key: str) -> datetime | None:
    """A day without rules, or under a version from before these limits, sets none: one may register all the same."""
    try:
        days = version_in_force(start).value(RULE, key)
    except (LookupError, Refused):
        return None
    return deadline(start, working_days=int(days)).at

"""What the sweep of time limits does: whoever is bound is reminded once, whoever has the next step is told once that one is past."""

from datetime import datetime

from django.db.models import Model

from accounts.actor import Actor
from accounts.rules import is_operator
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic
from marketplace.rulebook.models import LimitNote
from marketplace.rulebook.queries.due_limits import Facts, still
from marketplace.rulebook.time_limits import TimeLimit

Step = LimitNote.Step


@atomic
def note_near_limit(*, limit: TimeLimit, row: Model, actor: Actor, clock: Clock) -> LimitNote | None:
    """Remind who is bound by a limit of a row, which the sweep has claimed, that it ends soon (R-DSK-21).

    Once for each end: None if it was reminded of, is past, or binds nobody any more. Messages follow the log.
    """
    now = clock.read()
    require(is_operator, actor)
    told = still(limit, row, Step.NEAR, now)
    note = _noted(limit, row, Step.NEAR, told, now)
    if note and told:
        audit.record("rulebook.limit_near", subject=note, actor=actor, private=True, **_line(limit, told))
    return note


@atomic
def note_missed_limit(*, limit: TimeLimit, row: Model, actor: Actor, clock: Clock) -> LimitNote | None:
    """Tell who has the next step that a limit of a row, which the sweep has claimed, is past. Once for each end, as reminders are."""
    now = clock.read()
    require(is_operator, actor)
    told = still(limit, row, Step.MISSED, now)
    note = _noted(limit, row, Step.MISSED, told, now)
    if note and told:
        audit.record("rulebook.limit_missed", subject=note, actor=actor, private=True, **_line(limit, told))
    return note


def _noted(limit: TimeLimit, row: Model, step: str, told: Facts | None, now: datetime) -> LimitNote | None:
    """The note, if it is the first: a second worker waits here for the first and finds it."""
    if told is None:
        return None
    key = {"limit": limit.code, "row": row.pk, "due_at": told.at, "step": step}
    said = {"about": told.about, "title": told.title[:300], "noted_at": now}
    note, created = LimitNote.objects.get_or_create(**key, defaults=said)
    return note if created else None


def _line(limit: TimeLimit, told: Facts) -> dict[str, object]:
    return {
        "limit": limit.code,
        "rule": limit.rule,
        "about": told.about,
        "due_at": told.at.isoformat(),
        "organisations": told.organisations,
        "exchange": told.exchange,
    }

"""Counting how good the matches were, at night."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber, TruncMonth

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.prepared import execute
from marketplace.core.states import atomic
from marketplace.matching.feedback import Sign, fits, grade_of
from marketplace.matching.models import Feedback, Match, QualityFigure

QUALITY_LOCK = 0x3A7D
DEPTHS = (1, 3, 10)
Group = tuple[date, str | None]


@dataclass(slots=True)
class Tally:
    """The counts of one group while they are made."""

    needs: set[int] = field(default_factory=set)
    proposed: int = 0
    judged: dict[int, int] = field(default_factory=lambda: dict.fromkeys(DEPTHS, 0))
    fit: dict[int, int] = field(default_factory=lambda: dict.fromkeys(DEPTHS, 0))
    connected: int = 0
    contracted: int = 0

    def figure(self, group: Group, now: datetime) -> QualityFigure:
        month, field_id = group
        depths = {f"judged_{k}": self.judged[k] for k in DEPTHS} | {f"fit_{k}": self.fit[k] for k in DEPTHS}
        return QualityFigure(
            month=month,
            field_id=field_id,
            needs=len(self.needs),
            proposed=self.proposed,
            connected=self.connected,
            contracted=self.contracted,
            counted_at=now,
            **depths,
        )


@atomic
def count_quality(*, actor: Actor, clock: Clock) -> int:
    """Draw up the figures of every month anew from what was said so far; returns how many rows there are.

    A match counts for the month in which it was proposed, and for its need's technology field; its rank is by score among what was proposed
    to the need in that month. Two at a time wait for each other.
    """
    execute("SELECT pg_advisory_xact_lock(%s)", [QUALITY_LOCK])
    now = clock.read()
    tallies = _counted()
    QualityFigure.objects.all().delete()
    QualityFigure.objects.bulk_create([tally.figure(group, now) for group, tally in sorted(tallies.items(), key=_key)])
    audit.record("matching.quality_counted", subject="matching:quality", actor=actor, rows=len(tallies))
    return len(tallies)


def _key(item: tuple[Group, Tally]) -> tuple[date, str]:
    return item[0][0], item[0][1] or ""


def _counted() -> dict[Group, Tally]:
    signs: dict[int, list[Sign]] = defaultdict(list)
    for match, kind, reason in Feedback.objects.values_list("match", "kind", "reason").iterator(chunk_size=5_000):
        signs[match].append(Sign(kind, reason))
    tallies: dict[Group, Tally] = defaultdict(Tally)
    for pk, need, field_id, month, rank, state in _ranked():
        said = signs.get(pk, [])
        for group in {(month, field_id), (month, None)}:
            _count(tallies[group], need, rank, state, said)
    return tallies


def _ranked() -> Iterator[tuple[int, int, str | None, date, int, str]]:
    """Every match with its need, field, month and rank; streamed, for there may be hundreds of thousands."""
    month = TruncMonth("proposed_at", tzinfo=SHANGHAI)
    rank = Window(RowNumber(), partition_by=[F("need"), F("month")], order_by=[F("score").desc(), F("pk").asc()])
    rows = Match.objects.annotate(month=month).annotate(rank=rank).order_by("pk")
    shown = rows.values_list("pk", "need", "need__technology_field", "month", "rank", "state")
    for pk, need, field_id, at, place, state in shown.iterator(chunk_size=5_000):
        yield pk, need, field_id, at.astimezone(SHANGHAI).date(), place, state


def _count(tally: Tally, need: int, rank: int, state: str, said: list[Sign]) -> None:
    tally.needs.add(need)
    tally.proposed += 1
    tally.connected += state == Match.State.CONNECTED
    tally.contracted += any(sign.kind == "contracted" for sign in said)
    good = fits(grade_of(said))
    for k in DEPTHS:
        if good is not None and rank <= k:
            tally.judged[k] += 1
            tally.fit[k] += good

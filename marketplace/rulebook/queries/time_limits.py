"""The time limits that run for an actor: one statement over all areas, however many register theirs.

It is the same for everybody but for the organisation, the exchange and the instant: it is put together once in a process, for staff and
for parties, in each language, with marks where these belong.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Case, DateTimeField, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import get_language

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.rulebook.time_limits import ANY, CONCERNED, LIMITS, VENUE, StartOfDay, TimeLimit, is_day

COLUMNS = ("tl_code", "tl_row", "tl_end", "tl_number", "tl_title", "tl_mine", "tl_start", "tl_version")
# Marks in the parameters of the statement: no row has them.
PARTY, EXCHANGE, NOW = -7_070_707, "@@", datetime(1, 1, 2, tzinfo=UTC)


class Running(NamedTuple):
    """One limit that runs. `mine`: the actor has the next step; `start` and `version` say from when and by which rules it was counted."""

    code: str
    row: int
    at: datetime
    number: str
    title: str
    mine: bool
    start: datetime | None
    version: int | None

    @property
    def limit(self) -> TimeLimit:
        return LIMITS[self.code]


@dataclass(frozen=True, slots=True)
class Count:
    """How many limits of a kind run, and how many wait for the actor; of both, how many are past."""

    limit: TimeLimit
    all: int
    mine: int
    past: int
    late: int

    def of(self, *, mine: bool, late: bool) -> int:
        """How many of a selection."""
        return (self.late if late else self.mine) if mine else self.past if late else self.all


def running(
    actor: Actor,
    now: datetime,
    *,
    codes: Collection[str] = (),
    mine: bool = False,
    late: bool = False,
    most: int = 1_000,
    after: int = 0,
) -> list[Running]:
    """What the actor may see, of the kinds given (none: all), by its end: of the own organisation, or as staff of the venue.

    `mine`: where the next step is the actor's; `late`: what is past. At most so many, after those that are passed over.
    """
    found = _for(actor, now)
    if found is None:
        return []
    sql, parameters = found
    wanted = ["TRUE", *(["tl_code = ANY(%s)"] if codes else []), *(["tl_mine"] if mine else [])]
    wanted += ["tl_end <= %s"] if late else []
    given: list[Any] = [*([list(codes)] if codes else []), *([now] if late else []), most, after]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(COLUMNS)} FROM ({sql}) AS running WHERE {' AND '.join(wanted)}"  # noqa: S608  Django's own
            " ORDER BY tl_end, tl_code, tl_row LIMIT %s OFFSET %s",
            [*parameters, *given],
        )
        return [Running(*row) for row in cursor.fetchall()]


def counts(actor: Actor, now: datetime) -> list[Count]:
    """By kind, those with anything that runs."""
    found = _for(actor, now)
    if found is None:
        return []
    sql, parameters = found
    numbers = "count(*), count(*) FILTER (WHERE tl_mine), count(*) FILTER (WHERE tl_end <= %s)"
    numbers += ", count(*) FILTER (WHERE tl_mine AND tl_end <= %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tl_code, {numbers} FROM ({sql}) AS running GROUP BY tl_code",  # noqa: S608  Django's own
            [now, now, *parameters],
        )
        told = {code: row for code, *row in cursor.fetchall()}
    return [Count(limit, *told[code]) for code, limit in LIMITS.items() if code in told]


def _for(actor: Actor, now: datetime) -> tuple[str, list[Any]] | None:
    """The statement with what belongs in its place; None for who acts for nobody."""
    if actor.organisation is None:
        return None
    found = _statement(staff=is_exchange_staff(actor), english=(get_language() or "zh").startswith("en"))
    if found is None:
        return None
    places = {PARTY: actor.organisation.pk, EXCHANGE: actor.exchange, NOW: now}
    sql, parameters = found
    return sql, [_placed(places, one) for one in parameters]


def _placed(places: dict[Any, Any], parameter: Any) -> Any:
    """What stands in the place of a mark; lists are parameters, too, and no marks."""
    return places.get(parameter, parameter) if isinstance(parameter, int | str | datetime) else parameter


@cache
def _statement(*, staff: bool, english: bool) -> tuple[str, tuple[Any, ...]] | None:
    """All kinds in common columns, with marks; None where none is registered."""
    parts = [part for one in LIMITS.values() if (part := _part(one, staff=staff, english=english)) is not None]
    if not parts:
        return None
    first, *rest = parts
    try:
        sql, parameters = (first.union(*rest, all=True) if rest else first).query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(parameters)


def _part(limit: TimeLimit, *, staff: bool, english: bool) -> QuerySet[Any] | None:
    """The rows of one kind in the common columns."""
    seen = _seen(limit, staff=staff)
    if seen is None:
        return None
    rows = limit.rows().filter(seen).annotate(tl_end=limit.end)
    return rows.order_by().annotate(**_columns(limit, _own(limit, staff=staff), english)).values_list(*COLUMNS)


def _columns(limit: TimeLimit, own: Q, english: bool) -> dict[str, Any]:
    counted = limit.counted
    number = F(limit.number) if isinstance(limit.number, str) else limit.number
    return {
        "tl_code": Value(limit.code, TextField()),
        "tl_row": Cast("pk", BigIntegerField()),
        "tl_number": Cast(number, TextField()),
        "tl_title": Cast(_title(limit, english), TextField()),
        "tl_mine": Case(When(own, then=Value(True)), default=Value(False), output_field=BooleanField()),
        "tl_start": _start(limit) if counted else Cast(Value(None), DateTimeField()),
        "tl_version": Cast(F(counted.version) if counted and counted.version else Value(None), BigIntegerField()),
    }


def _start(limit: TimeLimit) -> Any:
    assert limit.counted
    lookup = limit.counted.start
    return StartOfDay(F(lookup)) if is_day(limit.field(lookup)) else F(lookup)


def _title(limit: TimeLimit, english: bool) -> Any:
    first, *translated = limit.title
    return Coalesce(NullIf(F(translated[0]), Value("")), F(first)) if english and translated else F(first)


def _seen(limit: TimeLimit, *, staff: bool) -> Q | None:
    """Staff see what runs at their exchange, a party what binds or concerns it; nobody anything else."""
    if staff:
        if limit.venue == ANY:
            return Q()
        return Q(**{limit.venue: EXCHANGE}) if limit.venue else None
    ways = [*([limit.bound] if limit.bound else []), *limit.concerned]
    return _any(ways) if ways else None


def _own(limit: TimeLimit, *, staff: bool) -> Q:
    """Where the actor has the next step: before the end who is bound, after it also who has what the missed one opens."""
    nothing, over = Q(pk__in=[]), Q(tl_end__lte=NOW)
    if staff:
        if not limit.bound and not limit.passive:
            return Q(pk__isnull=False)  # all of them
        return over if limit.opens_for == VENUE else nothing
    own = _any([limit.bound]) if limit.bound else nothing
    if limit.opens_for == CONCERNED and limit.concerned:
        own |= over & _any(limit.concerned)
    return own


def _any(ways: Collection[str]) -> Q:
    """One of the ways leads to the actor's organisation."""
    found = Q(pk__in=[])
    for way in ways:
        found |= Q(**{way: PARTY})
    return found

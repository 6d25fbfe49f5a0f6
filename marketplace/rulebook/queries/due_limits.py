"""Limits that are to be told of, claimed one at a time for the sweep."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils.translation import override

from marketplace.core.errors import Refused
from marketplace.rulebook.models import LimitNote
from marketplace.rulebook.queries.calendar import deadline
from marketplace.rulebook.queries.versions import version_in_force
from marketplace.rulebook.time_limits import ANY, BOUND, CONCERNED, NOBODY, TimeLimit

RULE = "R-DSK-21"
Step = LimitNote.Step


class Facts(NamedTuple):
    """What a line about a limit says: of what, until when, to whom."""

    at: datetime
    about: str
    title: str
    organisations: list[str]
    exchange: str


def horizon(now: datetime, key: str) -> datetime | None:
    """Up to which end limits are reminded of now; None under rules that say no such days."""
    try:
        days = version_in_force(now).value(RULE, key)
    except (LookupError, Refused):
        return None
    return deadline(now, working_days=int(days)).at


def claim_near(limit: TimeLimit, now: datetime, until: datetime, leave: Collection[int] = ()) -> Model | None:
    """Lock a row whose limit ends by `until` and that was not reminded of, if any."""
    return _claim(_untold(limit, Step.NEAR).filter(tl_end__gt=now, tl_end__lte=until), leave)


def claim_missed(limit: TimeLimit, now: datetime, leave: Collection[int] = ()) -> Model | None:
    """Lock a row whose limit is past and of which nobody was told, if any."""
    return _claim(_untold(limit, Step.MISSED).filter(tl_end__lte=now), leave)


def still(limit: TimeLimit, row: Model, step: str, now: datetime) -> Facts | None:
    """What is to be told of a row now; None if it is not open any more, its end has moved, or it was told of."""
    near = Q(tl_end__gt=now) if step == Step.NEAR else Q(tl_end__lte=now)
    told = _untold(limit, step).filter(near, pk=row.pk)
    bound = step == Step.NEAR or limit.opens_for == BOUND
    ways = [limit.bound] if bound and limit.bound else [] if limit.opens_for != CONCERNED or bound else limit.concerned
    named = {f"tl_party_{place}": F(f"{way}__number") for place, way in enumerate(ways)}
    venue = "" if ways or limit.venue in ("", ANY) else limit.venue
    with override("zh-hans"):
        found = told.annotate(tl_about=_number(limit), **named).values_list(
            "tl_end", "tl_about", limit.title[0], *named, *([venue] if venue else [])
        )
    values: tuple[Any, ...] | None = found.first()
    if values is None:
        return None
    at, about, title, *rest = values
    exchange = rest.pop() if venue else ""
    return Facts(at, about, str(title), [one for one in rest if one], exchange)


def told_by_sweep(limit: TimeLimit) -> bool:
    """Whether the sweep of the rulebook says that it was missed; else its area does, or nobody has a step."""
    return not limit.told_by and limit.opens_for != NOBODY and limit.venue != ANY


def _number(limit: TimeLimit) -> Any:
    return F(limit.number) if isinstance(limit.number, str) else limit.number


def _untold(limit: TimeLimit, step: str) -> QuerySet[Any]:
    told = LimitNote.objects.filter(limit=limit.code, row=OuterRef("pk"), due_at=OuterRef("tl_end"), step=step)
    return limit.rows().annotate(tl_end=limit.end).filter(~Exists(told))


def _claim(rows: QuerySet[Any], leave: Collection[int]) -> Model | None:
    found: Model | None = (
        rows.exclude(pk__in=leave)
        .order_by("tl_end", "pk")
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .first()
    )
    return found

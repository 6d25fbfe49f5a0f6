"""The officer's desk: the queues of an exchange, most urgent first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Membership
from accounts.models.membership import STAFF_ROLES
from accounts.rules import is_exchange_staff
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.desk.due import FURTHEST, Due, due_of
from marketplace.desk.models import Case, Stage
from marketplace.desk.models.stages import MOMENTS
from marketplace.rulebook.models import CalendarDay
from marketplace.rulebook.periods import Calendar, Day

SIZE = 25
NUMBER = re.compile(r"[A-Z]{1,2}(-?\d{4})-\d{6,}")  # P-2027-000042, L-2027-000042, SW2027-000012
NEVER_HANDED_IN = Stage.APPLICATION  # what the applicant still prepares, or was given back to him
SUSPENDED = "suspended"
REACH = timedelta(days=FURTHEST)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the queue; `whose` is mine, nobody or a colleague's number, `after` the number of the last row seen."""

    stage: str = ""
    whose: str = ""
    late: bool = False
    text: str = ""
    after: str = ""

    def address(self, **changes: Any) -> str:
        """The page with what is asked, changed by what is given; a change of the filter begins at the first row."""
        said = {"stage": self.stage, "whose": self.whose, "late": "1" if self.late else "", "q": self.text} | changes
        kept = {name: value for name, value in said.items() if value}
        return reverse("portal:desk") + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True, slots=True)
class Queue:
    """A stage with how many cases rest in it and how many of them are overdue."""

    name: str
    url: str
    count: int
    late: int
    current: bool


class Row(NamedTuple):
    case: Case
    href: str
    due: Due
    waits: str
    own: bool


class Colleague(NamedTuple):
    number: str
    name: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Desk:
    exchange: str
    asked: Asked
    queues: Sequence[Queue]
    rows: Sequence[Row]
    first: str
    following: str
    colleagues: Sequence[Colleague]
    now: datetime
    total: int
    late: int


def desk(actor: Actor, asked: Asked) -> Desk:
    """The queues of the acting exchange and one page of what is asked. Raises Forbidden for anybody but its staff."""
    require(is_exchange_staff, actor)
    assert actor.organisation is not None
    now = market_clock.read()
    counts = counts_of(actor.exchange, now)
    rows = page(actor, asked, now)
    shown, more = rows[:SIZE], len(rows) > SIZE
    calendar = calendar_of(shown, now)
    queues = [queue(stage, asked, counts) for stage in [*QUEUES, SUSPENDED]]
    return Desk(
        exchange=str(actor.organisation.get_exchange_code_display()),
        asked=asked,
        queues=queues,
        rows=[row_of(case, actor, now, calendar) for case in shown],
        first=asked.address() if asked.after else "",
        following=asked.address(after=shown[-1].number) if more else "",
        colleagues=colleagues(actor, now),
        now=now,
        total=sum(found.count for found in queues),
        late=sum(found.late for found in queues),
    )


QUEUES = [stage for stage in Stage if stage not in MOMENTS and stage != NEVER_HANDED_IN]


def counts_of(exchange: str, now: datetime) -> Mapping[str, tuple[int, int]]:
    """By stage: running cases and the overdue ones; two scans of an index alone."""
    running = (
        Case.objects.filter(exchange=exchange, state=Case.State.RUNNING)
        .values_list("stage")
        .annotate(cases=Count("*"), late=Count("due_at", filter=Q(due_at__lt=now)))
        .order_by()
    )
    counts = {stage: (cases, late) for stage, cases, late in running}
    counts[SUSPENDED] = (Case.objects.filter(exchange=exchange, state=Case.State.SUSPENDED).count(), 0)
    return counts


def queue(stage: str, asked: Asked, counts: Mapping[str, tuple[int, int]]) -> Queue:
    count, late = counts.get(stage, (0, 0))
    name = str(Case.State.SUSPENDED.label if stage == SUSPENDED else Stage(stage).label)
    current = stage == asked.stage
    return Queue(name, asked.address(stage="" if current else stage), count, late, current)


def found_by(actor: Actor, asked: Asked, now: datetime) -> QuerySet[Case]:
    """The cases that are asked for, without an order."""
    state = Case.State.SUSPENDED if asked.stage == SUSPENDED else Case.State.RUNNING
    found = Case.objects.filter(exchange=actor.exchange, state=state)
    if asked.stage in Stage.values:
        found = found.filter(stage=asked.stage)
    elif state == Case.State.RUNNING:
        found = found.exclude(stage=NEVER_HANDED_IN)
    if asked.late:
        found = found.filter(due_at__lt=now)
    return said_in(owned_by(found, actor, asked.whose), asked.text)


def owned_by(found: QuerySet[Case], actor: Actor, whose: str) -> QuerySet[Case]:
    if whose == "mine":
        return found.filter(assignee=actor.user)
    if whose == "nobody":
        return found.filter(assignee__isnull=True)
    return found.filter(assignee__number=whose) if whose else found


def said_in(found: QuerySet[Case], text: str) -> QuerySet[Case]:
    """A number exactly, else words in the title or the applicant's name."""
    said = text.strip()
    if not said:
        return found
    if NUMBER.fullmatch(exact := said.upper()):
        named = {"P": "number", "L": "listing__number"}.get(exact.partition("-")[0], "listing__project_number")
        return found.filter(**{named: exact})  # each by an index of its own: OR over a join would read every case
    return found.filter(Q(title__contains=said) | Q(applicant__name__contains=said))


def page(actor: Actor, asked: Asked, now: datetime) -> list[Case]:
    """One row more than a page, so that one knows of more: by urgency, those without a limit last."""
    found = found_by(actor, asked, now)
    mark = Case.objects.filter(number=asked.after).only("due_at", "id").first() if asked.after else None
    limited = found.filter(due_at__isnull=False)
    rows: list[Case] = []
    if mark is None or mark.due_at is not None:
        if mark is not None:
            limited = limited.filter(due_at__gte=mark.due_at).exclude(due_at=mark.due_at, id__lte=mark.pk)
        rows = list(limited.order_by("due_at", "id").select_related("applicant", "assignee")[: SIZE + 1])
    if len(rows) <= SIZE:
        unlimited = found.filter(due_at__isnull=True)
        if mark is not None and mark.due_at is None:
            unlimited = unlimited.filter(id__gt=mark.pk)
        wanted = SIZE + 1 - len(rows)
        rows += list(unlimited.order_by("id").select_related("applicant", "assignee")[:wanted])
    return rows


def calendar_of(cases: Sequence[Case], now: datetime) -> Calendar:
    """The calendar between the first and the last limit on the page; whether a year is official is not asked."""
    days = [case.due_at.date() for case in cases if case.due_at] + [now.date()]
    first, last = max(min(days), now.date() - REACH), min(max(days), now.date() + REACH)
    rows = CalendarDay.objects.filter(date__range=(first - timedelta(days=1), last + timedelta(days=1)))
    return Calendar({day: Day(working, name) for day, working, name in rows.values_list("date", "working", "name")})


def row_of(case: Case, actor: Actor, now: datetime, calendar: Calendar) -> Row:
    waits = str(case.get_waiting_for_display()) if case.state == Case.State.RUNNING else _("恢复或终结")
    own = case.assignee_id is not None and actor.user is not None and case.assignee_id == actor.user.pk
    return Row(case, reverse("portal:case", args=[case.number]), due_of(case, now, calendar.is_working), waits, own)


def colleagues(actor: Actor, now: datetime) -> list[Colleague]:
    """Who works at the actor's exchange, with how many running cases each has and how many of them are overdue."""
    loads = {
        person: (cases, late)
        for person, cases, late in Case.objects.filter(exchange=actor.exchange, state=Case.State.RUNNING)
        .exclude(assignee__isnull=True)
        .values_list("assignee_id")
        .annotate(cases=Count("*"), late=Count("due_at", filter=Q(due_at__lt=now)))
        .order_by()
    }
    staff = (
        Membership.objects.filter(organisation=actor.organisation, role__in=STAFF_ROLES, ended_at__isnull=True)
        .select_related("user")
        .order_by("user__name", "user_id")
        .distinct("user__name", "user_id")
    )
    return [Colleague(row.user.number, str(row.user), *loads.get(row.user_id, (0, 0))) for row in staff]

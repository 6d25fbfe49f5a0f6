"""How much each colleague of an exchange has, and what each did this week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count
from django.urls import reverse

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.errors import require
from marketplace.desk.models import Case, Step, StepKind
from marketplace.portal.queries.desk import colleagues

FULL = 100
# What ends somebody's work on a stage.
DONE = (StepKind.DONE, StepKind.RETURNED, StepKind.REQUESTED)


@dataclass(frozen=True, slots=True)
class Load:
    """What `components/load.html` shows of a person; widths in percent of the longest bar."""

    name: str
    open: int
    overdue: int
    done: int
    own: bool
    href: str
    open_width: int
    overdue_width: int


def loads(actor: Actor) -> tuple[Sequence[Load], int]:
    """The load of each colleague, the heaviest first, and how many cases nobody has. Raises Forbidden unless staff asks."""
    require(is_exchange_staff, actor)
    now = market_clock.read()
    people = sorted(colleagues(actor, now), key=lambda row: (-row.open, row.number))
    done = done_since(monday(now), [row.number for row in people])
    most = max([row.open for row in people] + [1])
    rows = [
        Load(
            name=row.name,
            open=row.open,
            overdue=row.overdue,
            done=done.get(row.number, 0),
            own=actor.user is not None and row.number == actor.user.number,
            href=f"{reverse('portal:desk')}?whose={row.number}",
            open_width=row.open * FULL // most,
            overdue_width=row.overdue * FULL // most,
        )
        for row in people
    ]
    free = Case.objects.filter(exchange=actor.exchange, state=Case.State.RUNNING, assignee__isnull=True).count()
    return rows, free


def done_since(since: datetime, people: Sequence[str]) -> dict[str, int]:
    """How many stages each person ended since an instant, by the person's number."""
    rows = Step.objects.filter(by__number__in=people, at__gte=since, kind__in=DONE)
    return dict(rows.values_list("by__number").annotate(steps=Count("*")).order_by())


def monday(now: datetime) -> datetime:
    """00:00 of this week's Monday in Shanghai."""
    today = now.astimezone(SHANGHAI).date()
    return datetime.combine(today - timedelta(days=today.weekday()), time(), tzinfo=SHANGHAI)

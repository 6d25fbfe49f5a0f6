"""The statutory time limits (法定期限) that run on the market: each area registers its own in its `clocks.py`.

A `TimeLimit` says which rule sets it, where its end is kept, who is bound by it, which rows are open, how it was counted, and
what follows when it is missed. Nothing is stored anew: the end stays on the row of the area. Every process imports all `clocks.py`
at the start; `queries.time_limits` reads them for an actor, `commands.time_limits` reminds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import DateField, DateTimeField, F, Func, Model, QuerySet
from django.db.models.expressions import Combinable
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

VENUE, BOUND, CONCERNED, NOBODY = "venue", "bound", "concerned", ""
ANY = "*"  # the venue of what any exchange may take up
SHORT, LONG = "short_working_days", "long_working_days"  # keys of R-DSK-21: by how much a reminder comes before the end


class Page(NamedTuple):
    """A page by its name, of the thing that the limit is about or of none, and a place on it."""

    name: str
    numbered: bool = True
    place: str = ""

    def address(self, number: str) -> str:
        """Where it is; empty while the page does not exist."""
        try:
            found = reverse(self.name, args=[number] if self.numbered else [])
        except NoReverseMatch:
            return ""
        return f"{found}#{self.place}" if self.place else found


@dataclass(frozen=True, slots=True)
class Counted:
    """How the end was counted: from the day of `start` (a lookup), in one unit, by values of a version of the rules, summed."""

    unit: str  # days, working_days, months
    start: str
    values: tuple[tuple[str, str], ...]  # rule and key
    version: str = ""  # lookup of the version; empty: the one in force at the start


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One kind of limit. Lookups start at the model of `rows`; nothing of a row but title and number is ever shown.

    `bound` leads to the organisation that must act, empty: the venue must. `concerned` wait for it. `venue` leads to the code of
    the exchange whose staff watch it; where it is `ANY`, any of the four may act.
    `missed` says what a limit that is past opens, for whom (`opens_for`) and where; `told_by` is the verb of the log by which an
    area tells that itself, else the sweep of the rulebook does.
    """

    code: str
    rule: str
    label: str | Promise
    kept: str  # app.Model.field
    rows: Callable[[], QuerySet[Any]]
    number: str | Combinable
    page: Page
    missed: str | Promise
    title: tuple[str, ...]  # lookups: Chinese, and English if there is one
    bound: str = ""
    concerned: tuple[str, ...] = ()
    venue: str = ""
    due: str | Combinable = ""  # lookup of the end, where it is not the field of `kept`
    counted: Counted | None = None
    opens_for: str = VENUE
    missed_page: Page | None = None
    told_by: str = ""
    sweep: str = "rulebook.watch_time_limits"
    reminds: str = SHORT  # or LONG, or empty: nobody, or the area itself
    passive: bool = False  # a period that has to pass: its end is no fault, but opens what follows

    @property
    def end(self) -> Any:
        """The end as an instant, inside a statement: of a day its 24:00."""
        if isinstance(self.due, Combinable):
            return self.due
        name = self.due or self.kept.rpartition(".")[2]
        return EndOfDay(F(name)) if is_day(self.field(name)) else F(name)

    def field(self, lookup: str) -> Any:
        """The field that a lookup from the rows leads to."""
        model: type[Model] = self.rows().model
        *way, last = lookup.split("__")
        for name in way:
            model = model._meta.get_field(name).related_model  # type: ignore[assignment]  # a relation
        return model._meta.get_field(last)

    def address(self, number: str) -> str:
        """Where it is done, or read."""
        return self.page.address(number)

    def next_address(self, number: str) -> str:
        """Where the next step is taken once the limit is past."""
        return (self.missed_page or self.page).address(number)


def is_day(field: object) -> bool:
    """Whether a field holds a day, not an instant."""
    return isinstance(field, DateField) and not isinstance(field, DateTimeField)


class EndOfDay(Func):
    """24:00 of a day in Shanghai (R-GEN-03)."""

    template = "(((%(expressions)s) + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')"
    output_field = DateTimeField()


class StartOfDay(EndOfDay):
    """00:00 of a day in Shanghai: of what takes effect with a day."""

    template = "((%(expressions)s)::timestamp AT TIME ZONE 'Asia/Shanghai')"


LIMITS: dict[str, TimeLimit] = {}


def register(*limits: TimeLimit) -> None:
    """Add what an area watches. Raises ValueError for a second one of a code."""
    for limit in limits:
        if LIMITS.setdefault(limit.code, limit) is not limit:
            raise ValueError(f"two time limits {limit.code!r}")

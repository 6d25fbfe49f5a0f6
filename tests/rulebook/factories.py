"""Calendars for tests: no test relies on what a library happens to know."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from accounts.actor import system_actor
from marketplace.core.clock import frozen
from marketplace.rulebook.commands import load_year
from marketplace.rulebook.models import CalendarYear
from marketplace.rulebook.periods import Calendar, Day


def day(text: str) -> date:
    return date.fromisoformat(text)


def calendar(
    *years: int, holidays: Mapping[str, str] | None = None, made_up: Mapping[str, str] | None = None, known: bool = True
) -> Calendar:
    """Whole years with weekends off, then the named holidays off and the named make-up days worked."""
    days = {}
    for year in years:
        days |= {one: Day(one.weekday() < 5) for one in days_of(year)}
    days |= {day(text): Day(False, name) for text, name in (holidays or {}).items()}
    days |= {day(text): Day(True, name) for text, name in (made_up or {}).items()}
    return Calendar(days, frozenset(years) if known else frozenset())


def days_of(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))


# The story's holiday table (domain section 3) and the Dragon Boat Festival of the same year.
OF_2027 = calendar(2027, holidays={"2027-04-05": "清明节", "2027-06-09": "端午节"})


def load_2027(*, official: bool = True) -> CalendarYear:
    """Put the story's holiday table into the database."""
    return load_year(
        year=2027,
        holidays={date(2027, 4, 5): "清明节", date(2027, 6, 9): "端午节"},
        made_up={},
        official=official,
        source="示范：2027 年假期安排以正式通知为准",
        actor=system_actor("tests"),
        clock=frozen("2026-12-01T09:00:00"),
    )

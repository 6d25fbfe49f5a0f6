"""Calendars for tests: no test relies on what a library happens to know."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

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

"""The page of a year's calendar."""

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marketplace.rulebook.models import (
    CalendarDay,
    CalendarYear,
)
from marketplace.rulebook.queries.calendar import calendar_year


@dataclass(frozen=True, slots=True)
class DayCell:
    number: int
    kind: str  # work, off, holiday, made_up
    name: str
    today: bool


@dataclass(frozen=True, slots=True)
class CalendarPage:
    year: int
    known: CalendarYear | None
    months: Sequence[tuple[int, Sequence[Sequence[DayCell | None]], int]]  # number, weeks, working days
    holidays: Sequence[CalendarDay]
    working: int
    others: Sequence[int]


def calendar_page(year: int, today: date) -> CalendarPage:
    """A year month by month, Monday first; empty months where the year was never loaded."""
    known = calendar_year(year)
    days = {row.date: row for row in known.days.all()} if known else {}
    shown = []
    for month in range(1, 13) if days else ():
        weeks = [
            [_cell(days[date(year, month, number)], today) if number else None for number in week]
            for week in months.monthcalendar(year, month)
        ]
        shown.append((month, weeks, sum(row.working for row in days.values() if row.date.month == month)))
    years = CalendarYear.objects.filter(year__gte=today.year - 2, year__lte=today.year + 2).order_by("year")
    return CalendarPage(
        year,
        known,
        shown,
        [row for row in days.values() if row.name],
        sum(row.working for row in days.values()),
        list(years.values_list("year", flat=True)),
    )


def _cell(row: CalendarDay, today: date) -> DayCell:
    weekend = row.date.weekday() >= 5
    kind = ("made_up" if weekend else "work") if row.working else ("holiday" if row.name else "off")
    return DayCell(row.date.day, kind, row.name, row.date == today)

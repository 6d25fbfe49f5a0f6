"""Reading the calendar, and deadlines counted by it."""

from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from marketplace.core.errors import Invalid
from marketplace.rulebook import periods
from marketplace.rulebook.models import CalendarDay, CalendarYear
from marketplace.rulebook.periods import Calendar, Day, Deadline


def calendar_year(year: int) -> CalendarYear | None:
    """A year with all its days in order; None if it was never loaded."""
    days = Prefetch("days", CalendarDay.objects.order_by("date"))
    return CalendarYear.objects.filter(year=year).prefetch_related(days).first()


def deadline(
    start: date | datetime,
    *,
    days: int | None = None,
    working_days: int | None = None,
    months: int | None = None,
    years: int | None = None,
) -> Deadline:
    """The end of a period after `start` (whose day does not count), in exactly one unit, by the calendar of the rulebook.

    Raises Invalid if not exactly one unit is given or a number lies out of bounds.
    """
    units = {"days": days, "working_days": working_days, "months": months, "years": years}
    given = [(unit, count) for unit, count in units.items() if count is not None]
    if len(given) != 1:
        raise Invalid(_("请只填写一种期间：日、工作日、月或年。"))
    [(unit, count)] = given
    least, most = 1, MOST[unit]
    first = periods.in_shanghai(start)
    if not least <= count <= most:
        raise Invalid(
            fields={unit: [_("期间须在 {least} 至 {most} 之间。").format(least=least, most=most)]}, rule="R-GEN-01"
        )
    if not periods.FIRST_DAY <= first <= periods.LAST_DAY:
        bounds = {"first": periods.FIRST_DAY, "last": periods.LAST_DAY}
        raise Invalid(fields={"start": [_("起始日须在 {first} 至 {last} 之间。").format(**bounds)]}, rule="R-GEN-01")
    return COUNT[unit](first, count, calendar_for(first, first + count * REACH[unit] + MARGIN))


COUNT = {
    "days": periods.after_days,
    "working_days": periods.after_working_days,
    "months": periods.after_months,
    "years": periods.after_years,
}
MOST = {
    "days": periods.MAX_DAYS,
    "working_days": periods.MAX_DAYS,
    "months": periods.MAX_MONTHS,
    "years": periods.MAX_MONTHS // 12,
}
# How far a unit can reach at most: a month without a working day is unknown even in the longest of holidays.
REACH = {
    "days": timedelta(days=1),
    "working_days": timedelta(days=2),
    "months": timedelta(days=31),
    "years": timedelta(days=366),
}
MARGIN = timedelta(days=31)


def calendar_for(first: date, last: date) -> Calendar:
    """The rows of the calendar between two days, both included."""
    rows = CalendarDay.objects.filter(date__range=(first, last)).values_list("date", "working", "name")
    official = CalendarYear.objects.filter(status=CalendarYear.Status.OFFICIAL).values_list("year", flat=True)
    return Calendar({day: Day(working, name) for day, working, name in rows}, frozenset(official))


def is_working_day(moment: date | datetime) -> bool:
    """Whether a day (of an aware time: its day in Shanghai) is worked."""
    day = periods.in_shanghai(moment)
    return calendar_for(day, day).is_working(day)

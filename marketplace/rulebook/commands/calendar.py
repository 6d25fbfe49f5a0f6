"""Keeping the calendar: rows decide, a library only seeds the years it knows (R-GEN-04)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.metadata import version as installed

from chinese_calendar import constants as known
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic
from marketplace.rulebook.models import CalendarYear
from marketplace.rulebook.periods import DAY, FIRST_DAY, LAST_DAY
from marketplace.rulebook.rules import may_keep_calendar

OFFICIAL, PROVISIONAL = CalendarYear.Status.OFFICIAL, CalendarYear.Status.PROVISIONAL
LIBRARY = "chinesecalendar"
NAMES = {
    known.Holiday.new_years_day.value: gettext_noop("元旦"),
    known.Holiday.spring_festival.value: gettext_noop("春节"),
    known.Holiday.tomb_sweeping_day.value: gettext_noop("清明节"),
    known.Holiday.labour_day.value: gettext_noop("劳动节"),
    known.Holiday.dragon_boat_festival.value: gettext_noop("端午节"),
    known.Holiday.national_day.value: gettext_noop("国庆节"),
    known.Holiday.mid_autumn_festival.value: gettext_noop("中秋节"),
    known.Holiday.anti_fascist_70th_day.value: gettext_noop("抗战胜利纪念日"),
}

Named = Mapping[date, str]


@atomic
def load_year(
    *, year: int, holidays: Named, made_up: Named, official: bool, source: str, actor: Actor, clock: Clock
) -> CalendarYear:
    """Put a year's calendar in place of what there was: weekends off, then `holidays` off and `made_up` days worked, by name.

    Raises Invalid for days of another year or named twice, Refused if a guess would replace a published calendar.
    """
    require(may_keep_calendar, actor)
    strangers = sorted(day for day in {*holidays, *made_up} if day.year != year)
    if strangers:
        raise Invalid(
            _("{day} 不在 {year} 年内。请检查文件中的日期。").format(day=strangers[0], year=year), rule="R-GEN-04"
        )
    if twice := sorted(holidays.keys() & made_up.keys()):
        raise Invalid(_("{day} 同时列为放假和上班。请更正。").format(day=twice[0]), rule="R-GEN-04")
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise Invalid(_("年份须在 {first} 至 {last} 之间。").format(first=FIRST_DAY.year, last=LAST_DAY.year))
    now = clock.read()
    if not official and CalendarYear.objects.filter(year=year, status=OFFICIAL).exists():
        raise Refused(_("{year} 年的日历已按正式通知录入，不能改为暂定。").format(year=year), rule="R-GEN-04")

    row, _created = CalendarYear.objects.update_or_create(
        year=year,
        defaults={"status": OFFICIAL if official else PROVISIONAL, "source": source, "loaded_at": now},
    )
    row.days.all().delete()
    _insert([year], holidays, made_up)

    audit.record(
        "rulebook.calendar_loaded",
        subject=f"calendar:{year}",
        actor=actor,
        status=row.status,
        source=source,
        holidays=len(holidays),
        made_up=len(made_up),
    )
    return row


def seed_provisional_year(
    *, year: int, holidays: Named, source: str, actor: Actor, clock: Clock
) -> CalendarYear | None:
    """Fill a year whose notice is not out with what is expected; its deadlines stay provisional. None if the year is there."""
    if CalendarYear.objects.filter(year=year).exists():
        return None
    return load_year(year=year, holidays=holidays, made_up={}, official=False, source=source, actor=actor, clock=clock)


@atomic
def seed_known_years(*, at: datetime) -> list[int]:
    """Add the years that the library knows and the rulebook lacks; returns them. Part of the installation, so it leaves no log line."""
    years = range(min(known.holidays).year, max(known.holidays).year + 1)
    present = set(CalendarYear.objects.values_list("year", flat=True))
    missing = [year for year in years if year not in present]
    if missing:
        source = library_source()
        CalendarYear.objects.bulk_create(
            CalendarYear(year=year, status=OFFICIAL, source=source, loaded_at=at) for year in missing
        )
        _insert(missing, *library_days())
    return missing


def load_known_years(*, actor: Actor, clock: Clock) -> list[int]:
    """Add the missing years that the library knows, and put it in place of guesses; returns the years loaded."""
    require(may_keep_calendar, actor)
    holidays, made_up = library_days()
    known_years = {day.year for day in holidays}
    loaded = seed_known_years(at=clock.read())
    for row in CalendarYear.objects.filter(status=PROVISIONAL, year__in=known_years).order_by("year"):
        load_year(
            year=row.year,
            holidays={day: name for day, name in holidays.items() if day.year == row.year},
            made_up={day: name for day, name in made_up.items() if day.year == row.year},
            official=True,
            source=library_source(),
            actor=actor,
            clock=clock,
        )
        loaded.append(row.year)
    return loaded


def library_source() -> str:
    return f"国务院办公厅历年节假日安排通知（{LIBRARY} {installed(LIBRARY)}）"


def library_days() -> tuple[Named, Named]:
    """What the library knows: holidays and make-up days by their Chinese names."""
    return (
        {day: NAMES[name] for day, name in known.holidays.items()},
        {day: NAMES[name] for day, name in known.workdays.items()},
    )


def _insert(years: list[int], holidays: Named, made_up: Named) -> None:
    """Write all days of the years in one statement: every test database and every flush pays for it."""
    days = list(_days(years))
    names = [holidays.get(day) or made_up.get(day, "") for day in days]
    working = [day in made_up or (day.weekday() < 5 and day not in holidays) for day in days]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rulebook_calendarday (date, year_id, working, name)"
            " SELECT day, extract(year FROM day), working, name"
            " FROM unnest(%s::date[], %s::boolean[], %s::text[]) AS given (day, working, name)",
            [days, working, names],
        )


def _days(years: list[int]) -> Iterator[date]:
    for year in years:
        day = date(year, 1, 1)
        while day.year == year:
            yield day
            day += DAY

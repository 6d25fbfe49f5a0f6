"""How a period is counted (R-GEN-01..04). Pure: the calendar is given as a table, the clock not at all.

The first day does not count. A period ends at 24:00 of its last day, which is 00:00 of the next. If the last day of a period in days,
months or years is a rest day of the calendar, the next working day is the last. Working days are those of the table and of nothing else.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.core.clock import SHANGHAI

DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)
MAX_DAYS, MAX_MONTHS = 10_000, 360  # far above any period of the rules
WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


@dataclass(frozen=True, slots=True)
class Day:
    """A row of the calendar; `name` is that of the holiday it belongs to, off or made up for."""

    working: bool
    name: str = ""

    @property
    def local_name(self) -> str | Promise:
        """The name in the language of whoever reads it."""
        return _(self.name) if self.name else ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The rows of the rulebook. `official` are the years whose rows follow a published notice."""

    days: Mapping[date, Day]
    official: frozenset[int] = frozenset()

    def at(self, day: date) -> Day:
        """The row of a day; where there is none only its weekday is known."""
        return self.days.get(day) or Day(working=day.weekday() < 5)

    def is_working(self, day: date) -> bool:
        return self.at(day).working

    def is_certain(self, day: date) -> bool:
        return day in self.days and day.year in self.official


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of an explanation, said in the language of the reader when it is read."""

    text: str | Promise
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.text).format(**{name: _said(value) for name, value in self.values.items()})


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a period. `date` is its last day, `at` the instant when that ends: 00:00 of the next day in Shanghai.

    `provisional`: a day that decided it lies in a year whose calendar is not published; it may move.
    """

    date: date
    provisional: bool
    steps: tuple[Step, ...]

    @property
    def at(self) -> datetime:
        return midnight_after(self.date)

    @property
    def explanation(self) -> list[str]:
        """The counting in plain sentences, in the reader's language."""
        return [str(step) for step in self.steps]


def after_days(start: date, count: int, calendar: Calendar) -> Deadline:
    """The end of a period in calendar days (R-GEN-01, R-GEN-03). `start` is day 0; an aware time counts as its day in Shanghai.

    Raises ValueError if `count` or the days lie out of bounds.
    """
    start = _checked(start, count, MAX_DAYS)
    nominal = start + count * DAY
    counted = Step(
        _("自 {start}的次日起算第 {count} 日为 {end}（R-GEN-01）。"), {"start": start, "count": count, "end": nominal}
    )
    return _rolled([counted], nominal, calendar)


def after_months(start: date, count: int, calendar: Calendar) -> Deadline:
    """The end of a period in months: the corresponding day, or the last of its month (R-GEN-02), then R-GEN-03."""
    start = _checked(start, count, MAX_MONTHS)
    nominal, clipped = _add_months(start, count)
    values = {"start": start, "count": count, "end": nominal}
    steps = [Step(_("自 {start}起 {count} 个月，止于对应日 {end}（R-GEN-02）。"), values)]
    if clipped:
        steps = [Step(_("自 {start}起 {count} 个月，当月无对应日，止于月末 {end}（R-GEN-02）。"), values)]
    return _rolled(steps, nominal, calendar)


def months_later(start: date, count: int) -> date:
    """The corresponding day `count` months on, or the last of its month; no rest day moves it. Raises ValueError out of bounds.

    >>> months_later(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    return _add_months(_checked(start, count, MAX_MONTHS), count)[0]


def after_years(start: date, count: int, calendar: Calendar) -> Deadline:
    """The end of a period in years; 29 February ends on 28 February of a common year (R-GEN-02), then R-GEN-03."""
    return after_months(start, 12 * count, calendar)


def after_working_days(start: date, count: int, calendar: Calendar) -> Deadline:
    """The end of a period in working days of the calendar, make-up weekends (调休) included (R-GEN-01, R-GEN-04)."""
    start = _checked(start, count, MAX_DAYS)
    left, walked = count, [start]
    while left:
        walked.append(walked[-1] + DAY)
        left -= calendar.is_working(walked[-1])
    end = walked[-1]
    counted = Step(
        _("自 {start}的次日起算第 {count} 个工作日为 {end}（R-GEN-01、R-GEN-04）。"),
        {"start": start, "count": count, "end": end},
    )
    return _ended([counted, *_named_days(walked[1:], calendar)], walked[1:], calendar)


def full_days_after(instant: datetime, count: int) -> datetime:
    """The first instant after `count` full days, the day of `instant` not counted (R-GEN-01): a notice of at least so many days.

    No rest day moves it: a minimum may end on any day.
    """
    return midnight_after(in_shanghai(instant) + count * DAY)


def midnight_after(day: date) -> datetime:
    """24:00 of a day in Shanghai: aware, 00:00 of the next day."""
    return datetime.combine(day + DAY, time(0), SHANGHAI)


def in_shanghai(moment: date) -> date:
    """The day of a date or of an aware time in Shanghai. Raises ValueError for a time without an offset."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("a time without an offset has no day")
    return moment.astimezone(SHANGHAI).date()


def _rolled(steps: list[Step], nominal: date, calendar: Calendar) -> Deadline:
    """Move a last day that is a rest day to the next working day (R-GEN-03)."""
    walked = [nominal]
    while not calendar.is_working(walked[-1]):
        walked.append(walked[-1] + DAY)
    if len(walked) > 1:
        moved = Step(
            _("{day}为{name}，顺延至其后第一个工作日 {end}（R-GEN-03）。"),
            {"day": nominal, "name": calendar.at(nominal).local_name or _("休息日"), "end": walked[-1]},
        )
        steps = [*steps, moved]
    return _ended(steps, walked, calendar)


def _named_days(walked: Sequence[date], calendar: Calendar) -> Iterator[Step]:
    """Say which holidays were skipped and which make-up days were counted."""
    for (working, name), group in groupby(walked, key=lambda day: (calendar.is_working(day), calendar.at(day).name)):
        days = list(group)
        values = {"first": days[0], "last": days[-1], "name": Day(working, name).local_name}
        if name and working:
            yield Step(_("{first}为{name}调休上班日，计入。"), values)
        elif name and len(days) > 1:
            yield Step(_("{first}至 {last}为{name}假期，不计入。"), values)
        elif name:
            yield Step(_("{first}为{name}假期，不计入。"), values)


def _ended(steps: list[Step], walked: Sequence[date], calendar: Calendar) -> Deadline:
    """The deadline on the last day walked; provisional if any of them lies in a year without a published calendar."""
    steps = [*steps, Step(_("期间于 {day}24:00 届满。"), {"day": walked[-1]})]
    doubtful = next((day for day in walked if not calendar.is_certain(day)), None)
    if doubtful and doubtful in calendar.days:
        text = _("{year} 年的节假日安排尚未正式公布，此处按暂定安排推算：该日期为暂定，公布后可能变动。")
        steps.append(Step(text, {"year": doubtful.year}))
    elif doubtful:
        text = _("{year} 年的节假日安排尚未录入，此处仅按周末推算：该日期为暂定，录入后可能变动。")
        steps.append(Step(text, {"year": doubtful.year}))
    return Deadline(walked[-1], doubtful is not None, tuple(steps))


def _add_months(start: date, count: int) -> tuple[date, bool]:
    years, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(start.day, last)), start.day > last


def _checked(start: date, count: int, most: int) -> date:
    start = in_shanghai(start)
    if not 1 <= count <= most:
        raise ValueError(f"a period has 1 to {most} of its units, not {count}")
    if not FIRST_DAY <= start <= LAST_DAY:
        raise ValueError(f"periods start between {FIRST_DAY} and {LAST_DAY}, not on {start}")
    return start


def _said(value: object) -> object:
    if isinstance(value, date):
        return _("{date}（{weekday}）").format(date=value.isoformat(), weekday=WEEKDAYS[value.weekday()])
    return value

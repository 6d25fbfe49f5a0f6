"""How limits that run were counted, told by the calendar and the values of today, for a whole page in three statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.core.clock import SHANGHAI
from marketplace.rulebook.models import RuleValue, RuleVersion
from marketplace.rulebook.periods import Calendar, Deadline, Step, in_shanghai
from marketplace.rulebook.queries.calendar import COUNT, MARGIN, calendar_for
from marketplace.rulebook.queries.time_limits import Running

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Told:
    """A limit with the last day of its period, the version that counted it, and the counting in sentences.

    `provisional`: it lies in, or was counted over, a year whose calendar is not published. Sentences are in the reader's language.
    """

    running: Running
    last_day: date
    version: str
    provisional: bool
    explanation: list[str]


def told(rows: Sequence[Running], now: datetime) -> tuple[list[Told], Calendar]:
    """Each of them with its counting, and the calendar that covers them and today."""
    values = _values(rows)
    days = [in_shanghai(row.start) for row in rows if row.start] + [in_shanghai(now)]
    ends = [_last_day(row.at) for row in rows if row.start] + [in_shanghai(now)]
    calendar = calendar_for(min(days), max(ends) + MARGIN)
    return [_told(row, values, calendar) for row in rows], calendar


def _told(row: Running, values: Sequence[RuleValue], calendar: Calendar) -> Told:
    version, found = _recounted(row, values, calendar)
    last = _last_day(row.at)
    if found is None:
        certain = last.year in calendar.official
        words = [] if row.at == _midnight_of(row.at) else [_("止于 {at}。").format(at=_clock(row.at))]
        return Told(row, last, version, not certain, [*words, *([] if certain else [_provisional(last)])])
    steps = list(found.steps)
    if found.at != row.at:
        text = _("期限在起算时已确定为 {end}，按现行日历推算为 {now}；以已确定的为准。")
        steps.append(Step(text, {"end": last, "now": found.date}))
    return Told(row, last, version, found.provisional, [str(step) for step in steps])


def _recounted(row: Running, values: Sequence[RuleValue], calendar: Calendar) -> tuple[str, Deadline | None]:
    """The counting done again from its start; None where the rules say no number for it."""
    counted = row.limit.counted
    if counted is None or row.start is None:
        return "", None
    start, total, number = row.start, 0, ""
    for rule, key in counted.values:
        held = [one for one in values if (one.rule, one.key) == (rule, key) and _holds(one.version, row, start)]
        if not held:
            return "", None
        value = max(held, key=lambda one: one.version.effective_from)
        total, number = total + int(value.value), value.version.number
    return number, COUNT[counted.unit](in_shanghai(start), total, calendar)


def _holds(version: RuleVersion, row: Running, start: datetime) -> bool:
    """Whether the row was counted by this version: its own, or that in force at the start."""
    if row.version is not None:
        return version.pk == row.version
    return version.effective_from <= start and (version.effective_to is None or version.effective_to > start)


def _values(rows: Sequence[Running]) -> Sequence[RuleValue]:
    """Every value by which one of the rows may have been counted, with its version."""
    asked = {(rule, key) for row in rows if row.limit.counted for rule, key in row.limit.counted.values}
    wanted = Q(pk__in=[])
    for rule, key in asked:
        wanted |= Q(rule=rule, key=key)
    own = {row.version for row in rows if row.version is not None}
    decided = Q(version__state__in=[RuleVersion.State.ACTIVE, RuleVersion.State.ENDED])
    return list(RuleValue.objects.filter(wanted).filter(Q(version__in=own) | decided).select_related("version"))


def _last_day(at: datetime) -> date:
    """The last day of a period that ends at an instant: 24:00 belongs to the day before."""
    return in_shanghai(at - INSTANT)


def _midnight_of(at: datetime) -> datetime:
    local = at.astimezone(SHANGHAI)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _clock(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _provisional(day: date) -> str:
    return _("{year} 年的节假日安排尚未正式公布：该日期为暂定。").format(year=day.year)

"""The public notice inside a unit, counted (R-PRI-03, R-PRI-04). Pure: days are given, nothing is asked.

The day of publication does not count. A day on which an objection waits for its answer does not count either: from the day it was
raised to the day it was rejected, both included. An objection that is upheld ends the notice: the full period starts anew with the next.
A minimum may end on any day, so no rest day moves it (R-GEN-03 is about last days to act).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """An objection: raised on a day, rejected as unfounded on a day; None while it waits."""

    raised: date
    rejected: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """How far a notice has come on a day. `last_day` and `signing_from` are None while an objection waits."""

    counted: int  # full days up to and including the day asked about
    days: int  # of which so many are wanted
    last_day: date | None
    signing_from: date | None

    @property
    def paused(self) -> bool:
        return self.last_day is None

    def is_complete(self, today: date) -> bool:
        """Whether the contract may be signed on that day (R-PRI-04)."""
        return self.signing_from is not None and today >= self.signing_from


def period(published: date, days: int, pauses: Sequence[Pause], today: date) -> Period:
    """The stand of a notice of `days` full days that was published on a day.

    >>> period(date(2027, 3, 1), 15, [], date(2027, 3, 16)).signing_from
    datetime.date(2027, 3, 17)
    >>> period(date(2027, 3, 1), 15, [Pause(date(2027, 3, 10), date(2027, 3, 15))], date(2027, 3, 16)).signing_from
    datetime.date(2027, 3, 23)
    """
    if days < 1:
        raise ValueError(f"a notice has at least one day, not {days}")
    counted = sum(1 for day in counting_days(published, pauses, today) if day < today)
    last = None
    if all(pause.rejected for pause in pauses):
        last = next(day for place, day in enumerate(counting_days(published, pauses), 1) if place == days)
    return Period(min(counted, days), days, last, last + DAY if last else None)


def counting_days(published: date, pauses: Sequence[Pause], until: date = date.max) -> Iterator[date]:
    """The days that count, in order, up to a day; none from the first unanswered objection on."""
    day = published
    while day < until:
        day += DAY
        over = [pause for pause in pauses if pause.raised <= day]
        if any(pause.rejected is None for pause in over):
            return
        if not any(pause.rejected and day <= pause.rejected for pause in over):
            yield day

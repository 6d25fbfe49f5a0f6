"""When the acts of the demo happen: days counted from today, in Shanghai, played in order of time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from marketplace.core import sandbox_clock
from marketplace.core.clock import SHANGHAI, Clock, FrozenClock

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody does at an instant."""

    at: datetime
    do: Callable[[Clock], object]


class Timeline:
    """Days around the day of the load."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.today = now.astimezone(SHANGHAI).date()

    def at(self, day: int, clock: str) -> datetime:
        """An instant so many days from today (-10: ten days ago), at a time of day in Shanghai, on a weekday.

        A weekend moves away from today, so that what has happened stays in the past and what is to come in the future,
        and acts keep their order.
        """
        date = self.today + day * DAY
        while date.weekday() > 4:
            date += DAY if day > 0 else -DAY
        return datetime.combine(date, time.fromisoformat(clock), tzinfo=SHANGHAI)

    def between(self, first: int, last: int, place: int, count: int) -> datetime:
        """The instant of the `place`th of `count` acts spread evenly from day `first` to `last`, in office hours."""
        days, share = last - first, (place + 0.5) / count  # no money near this float
        minutes = 9 * 60 + (place * 47) % (8 * 60)
        return self.at(first + int(days * share), f"{minutes // 60:02d}:{minutes % 60:02d}:{(place * 13) % 60:02d}")


def play(acts: Iterable[Act], report: Callable[[int, int], None]) -> None:
    """Do all acts in order of time, market time standing at the instant of each; equal instants keep their order."""
    ordered = sorted(acts, key=lambda act: act.at)
    standing: datetime | None = None
    for done, act in enumerate(ordered, start=1):
        if act.at != standing:
            sandbox_clock.freeze(act.at)
            standing = act.at
        act.do(FrozenClock(act.at))
        report(done, len(ordered))

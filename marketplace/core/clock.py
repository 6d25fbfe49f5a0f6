"""Market time. Commands take a clock and read it once, in a statement of its own, after their last lock."""

from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from marketplace.core.prepared import execute

SHANGHAI = ZoneInfo("Asia/Shanghai")
SECOND = timedelta(seconds=1)


class Clock(Protocol):
    def read(self) -> datetime:
        """The instant of the act, aware, to the microsecond."""
        ...


class MarketClock:
    """The clock of the market: the database's `market_now()` (R-GEN-05)."""

    def read(self) -> datetime:
        # A statement of its own: inside SELECT … FOR UPDATE the time would be that before the wait for the lock.
        [(now,)] = execute("SELECT market_now()")
        return now


class FrozenClock:
    """A clock that stands still, for tests and for replays."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware time")
        self.at = at

    def read(self) -> datetime:
        return self.at


market_clock: Clock = MarketClock()


def frozen(text: str) -> FrozenClock:
    """A clock at an ISO instant; without an offset it is Shanghai time: `frozen("2027-04-12T14:56:30")`."""
    return FrozenClock(shanghai(text))


def shanghai(text: str) -> datetime:
    """An ISO instant; without an offset it is read as Shanghai time."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def last_day(until: datetime) -> date:
    """The last day in Shanghai of what ends before this instant: a limit ends at 24:00 of its day."""
    return (until.astimezone(SHANGHAI) - datetime.resolution).date()


def is_sandbox() -> bool:
    """Whether this database was created as a sandbox; fixed at its creation, whatever the settings say later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('sandbox_clock') IS NOT NULL")
        return cursor.fetchone()[0]


def shift() -> timedelta:
    """How far market time runs ahead of real time; zero in production."""
    if not settings.SANDBOX or not is_sandbox():
        return timedelta(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT market_now() - clock_timestamp()")
        return cursor.fetchone()[0]

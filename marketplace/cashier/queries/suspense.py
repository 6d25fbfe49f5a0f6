"""Money that nobody has claimed for too long, by the rule of its exchange (R-SET-08)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from marketplace.cashier.models import BankLine
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Refused
from marketplace.rulebook.queries import version_in_force


def days_lain(line: BankLine, now: datetime) -> int:
    """How many days money has lain, by the calendar of Beijing."""
    return max(timedelta(0), now.astimezone(SHANGHAI).date() - line.booked_date).days


def limit_days(exchange: str, now: datetime) -> int | None:
    """After how many days money in suspense is reported; None while the exchange's rules set no such limit."""
    try:
        return int(version_in_force(now, exchange).value("R-SET-08", "suspense_days"))
    except (LookupError, Refused):
        return None


def is_long(line: BankLine, now: datetime) -> bool:
    limit = limit_days(line.exchange, now)
    return line.state == BankLine.State.SUSPENSE and limit is not None and days_lain(line, now) > limit


def oldest_in_time(exchange: str, now: datetime) -> date | None:
    """The last day whose money has not lain too long; what came before it has. None without a limit."""
    limit = limit_days(exchange, now)
    return None if limit is None else now.astimezone(SHANGHAI).date() - timedelta(days=limit)


def claim_long_suspense(exchange: str, before: date, leave: Collection[int] = ()) -> BankLine | None:
    """Lock the oldest line in suspense that came before a day and was not reported; those that somebody holds are passed over."""
    due = BankLine.objects.filter(
        exchange=exchange, state=BankLine.State.SUSPENSE, reported_at=None, booked_date__lt=before
    )
    rows = due.exclude(pk__in=leave).order_by("booked_date", "pk")
    return rows.select_for_update(skip_locked=True, no_key=True).first()

"""How long a suspended announcement still runs (R-LST-06). Pure: the calendar is given."""

from collections.abc import Callable
from datetime import date, timedelta

DAY = timedelta(days=1)


def full_working_days(start: date, end: date, is_working: Callable[[date], bool]) -> int:
    """Working days strictly between two days: neither the day of the announcement nor that of the suspension counts."""
    days = (start + DAY * step for step in range(1, (end - start).days))
    return sum(1 for day in days if is_working(day))


def remaining_working_days(disclosed: int, *, total: int, remaining: int) -> int:
    """What a resumed announcement still lasts: enough for the total, and never less than the rule's remainder.

    >>> remaining_working_days(6, total=20, remaining=10)
    14
    >>> remaining_working_days(15, total=20, remaining=10)
    10
    """
    return max(remaining, total - disclosed)

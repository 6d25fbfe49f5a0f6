"""A limit in working days, in words."""

from datetime import datetime, timedelta

from marketplace.desk.due import Due, counted
from marketplace.rulebook.queries import calendar_for

DAY = timedelta(days=1)


def due_words(due_at: datetime, now: datetime) -> Due:
    """`还剩 3 个工作日`, by the calendar of the rulebook."""
    first, last = sorted([due_at.date(), now.date()])
    return counted(due_at, now, calendar_for(first - DAY, last + DAY).is_working)

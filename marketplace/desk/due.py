"""A time limit as people read it: working days left, or overdue, by the calendar that is given."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.core.clock import SHANGHAI
from marketplace.desk.models import Case

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
SOON = 1  # working days
FURTHEST = 400  # days beyond which nobody counts working days


class Due(NamedTuple):
    """What `components/due.html` shows; `at` lies in the last day, for a limit ends at 24:00."""

    words: str
    tone: str
    at: datetime | None = None


def due_of(case: Case, now: datetime, is_working: Callable[[date], bool]) -> Due:
    """`超期 2 个工作日`, `今日到期`, `还剩 3 个工作日`; a case that rests has no limit."""
    if case.state != Case.State.RUNNING:
        return Due(str(case.get_state_display()), "none")
    if case.due_at is None:
        return Due(_("不计时限"), "none")
    return counted(case.due_at, now, is_working)


def counted(due_at: datetime, now: datetime, is_working: Callable[[date], bool]) -> Due:
    last = due_at.astimezone(SHANGHAI) - INSTANT
    today = now.astimezone(SHANGHAI).date()
    if due_at <= now:
        late = working_days(last.date(), today, is_working)
        words = ngettext("超期 {days} 个工作日", "超期 {days} 个工作日", late).format(days=late)
        return Due(words if late else _("刚刚超期"), "over", last)
    left = working_days(today, last.date(), is_working)
    if last.date() == today or not left:
        return Due(_("今日到期") if last.date() == today else _("下一工作日前到期"), "soon", last)
    words = ngettext("还剩 {days} 个工作日", "还剩 {days} 个工作日", left).format(days=left)
    return Due(words, "soon" if left <= SOON else "ample", last)


def working_days(after: date, until: date, is_working: Callable[[date], bool]) -> int:
    """Working days after one day, up to and including another, at most those of `FURTHEST` days."""
    days = min((until - after).days, FURTHEST)
    return sum(1 for step in range(1, days + 1) if is_working(after + DAY * step))

"""What the pages of the desk share: its tabs and how long money has lain."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.cashier.models import BankLine
from marketplace.cashier.queries import reading as queries
from marketplace.core.clock import SHANGHAI

ROWS = 20


def tabs(request: ActorRequest) -> list[dict[str, Any]]:
    """The pages of the desk; what lies in suspense is counted."""
    waiting = queries.lines(request.actor).filter(state=BankLine.State.SUSPENSE).count()
    named = [
        (_("待办"), "cashier:desk", None),
        (_("不明款"), "cashier:suspense", waiting),
        (_("对账单"), "cashier:statements", None),
        (_("日终对账"), "cashier:days", None),
    ]
    found = [(label, reverse(name), count) for label, name, count in named]
    return [{"label": label, "url": url, "current": request.path == url, "count": n} for label, url, n in found]


def age(line: BankLine, now: datetime) -> int:
    """How many days money has lain, by the calendar of Beijing."""
    return max(timedelta(0), now.astimezone(SHANGHAI).date() - line.booked_date).days

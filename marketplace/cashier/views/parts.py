"""What the pages of the desk share: its tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.cashier.models import BankLine
from marketplace.cashier.queries import reading as queries
from marketplace.trading.queries.returns import deposits_to_return

ROWS = 20


def tabs(request: ActorRequest) -> list[dict[str, Any]]:
    """The pages of the desk; what lies in suspense and what is to be returned is counted."""
    waiting = queries.lines(request.actor).filter(state=BankLine.State.SUSPENSE).count()
    returns = deposits_to_return(request.actor.exchange).count()
    named = [
        (_("待办"), "cashier:desk", None),
        (_("不明款"), "cashier:suspense", waiting or None),
        (_("待退保证金"), "cashier:returns", returns or None),
        (_("对账单"), "cashier:statements", None),
        (_("日终对账"), "cashier:days", None),
    ]
    found = [(label, reverse(name), count) for label, name, count in named]
    return [{"label": label, "url": url, "current": request.path == url, "count": n} for label, url, n in found]

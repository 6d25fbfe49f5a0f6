"""The deposits that are to go back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actor import ActorRequest
from marketplace.cashier.queries import reading
from marketplace.cashier.queries.returns import queue
from marketplace.cashier.views.parts import tabs
from marketplace.core.clock import market_clock


@require_safe
def returns(request: ActorRequest) -> HttpResponse:
    """By when each must have gone back, the overdue first."""
    reading.require_look(request.actor)
    rows = queue(request.actor, market_clock.read())
    shown = {
        "rows": rows,
        "total_fen": sum(row.amount_fen for row in rows),
        "overdue": sum(row.overdue for row in rows),
        "tabs": tabs(request),
    }
    return render(request, "cashier/returns.html", shown)

"""The page of one's own payout."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.proceeds import queries
from marketplace.proceeds.pages import payout_page


def payout(request: ActorRequest, number: str) -> HttpResponse:
    """What one gets and why, for oneself alone."""
    found = queries.payout(request.actor, number)
    return render(request, "proceeds/payout.html", {"page": payout_page(found, market_clock.read())})

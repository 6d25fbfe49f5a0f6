"""The rules of the market in one place."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.portal.queries.rules import rules_page


def rules(request: ActorRequest) -> HttpResponse:
    """Which rules are one, which differ, which are open; what is open for comments."""
    return render(request, "portal/rules.html", {"page": rules_page(request.actor, market_clock.read())})

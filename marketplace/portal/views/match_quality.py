"""How good the matches are: for everybody, and with more beside it for staff."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actor import ActorRequest
from accounts.rules import is_exchange_staff
from marketplace.core.errors import require
from marketplace.portal.queries.match_quality import inside, quality_page


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Public: precision and conversion by month and field, with their definitions."""
    return render(request, "portal/match_quality.html", {"page": quality_page(), "inside": None})


@login_required
@require_safe
def dashboard(request: ActorRequest) -> HttpResponse:
    """The same for staff, with declines, silence and the time to a first answer."""
    require(is_exchange_staff, request.actor)
    return render(request, "portal/match_quality.html", {"page": quality_page(), "inside": inside()})

"""My deadlines, and the same as a calendar file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.portal.queries.deadlines import deadline_page, events
from marketplace.rulebook.icalendar import written


@login_required
@require_GET
def deadlines(request: ActorRequest) -> HttpResponse:
    asked = [request.GET.get(name, "")[:40] for name in ("view", "kind", "page")]
    return render(request, "portal/deadlines.html", {"page": deadline_page(request.actor, *asked)})


@login_required
@require_GET
def calendar_file(request: ActorRequest) -> HttpResponse:
    view, kind = (request.GET.get(name, "")[:40] for name in ("view", "kind"))
    found = events(request.actor, view, kind, request.build_absolute_uri("/").rstrip("/"))
    content = written(found, name=_("我的期限"), stamp=market_clock.read())
    headers = {"Content-Disposition": 'attachment; filename="deadlines.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)

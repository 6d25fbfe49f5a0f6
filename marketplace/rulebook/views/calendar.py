"""The working days of a year, and the calculator of deadlines."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.pages import told_on
from marketplace.rulebook import queries
from marketplace.rulebook.forms import DeadlineForm
from marketplace.rulebook.periods import FIRST_DAY, LAST_DAY
from marketplace.rulebook.queries.pages import calendar_page


def calendar(request: ActorRequest) -> HttpResponse:
    """A year month by month; `?start=…&count=…&unit=…` counts a period and explains it."""
    today = market_clock.read().astimezone(SHANGHAI).date()
    year = request.GET.get("year", "") or str(today.year)
    if not year.isascii() or not year.isdigit() or not FIRST_DAY.year <= int(year) <= LAST_DAY.year:
        raise Http404
    asked = "start" in request.GET
    form = DeadlineForm(request.GET if asked else None, initial={"start": today, "count": 5, "unit": "working_days"})
    found = None
    if form.is_valid():
        with told_on(form):
            period = form.period()
            found = queries.deadline(period.pop("start"), **period)
    page = calendar_page(int(year), today)
    return render(request, "rulebook/calendar.html", {"page": page, "form": form, "deadline": found})

"""The public statistics of turnover, as a page and as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.tables import MEDIA_TYPES, answer, written
from marketplace.reporting.periods import FIRST_YEAR, LAST_YEAR, year_in
from marketplace.reporting.queries.statistics import statistics
from marketplace.reporting.statistics_pages import definitions, statistics_page
from marketplace.reporting.statistics_sheets import statistics_sheets

YEARS_SHOWN = 4


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Anybody reads them; `?year=` chooses."""
    now = market_clock.read().astimezone(SHANGHAI)
    newest = now.year if now.month > 3 else now.year - 1  # before the first quarter is over there is nothing to show
    year = year_in(request.GET.get("year", ""), newest)
    years = [
        {"label": str(n), "url": f"?year={n}", "current": n == year} for n in range(newest, newest - YEARS_SHOWN, -1)
    ]
    page = statistics_page(statistics(year, now), years)
    return render(request, "reporting/statistics.html", {"page": page, "definitions": definitions()})


@require_safe
def public_sheet(request: HttpRequest, year: int, ending: str) -> HttpResponse:
    """The same as CSV or XLSX."""
    if ending not in MEDIA_TYPES or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(_("没有这份统计表。"))
    found = statistics(year, market_clock.read())
    return answer(written(statistics_sheets(found), ending), name=f"turnover-{year}", ending=ending)

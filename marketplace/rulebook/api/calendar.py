"""The calendar, and deadlines counted by it; anybody may ask."""

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.rulebook import queries
from marketplace.rulebook.api.shapes import DeadlineOut, PeriodIn, YearOut


class CalendarDetail(MarketView):
    @extend_schema(responses=YearOut)
    def get(self, request: Request, year: int) -> Response:
        """All days of a year: worked or not, and of which holiday."""
        found = queries.calendar_year(year)
        if found is None:
            raise Http404(_("{year} 年的日历尚未录入；其间的期限只能按周末暂定。").format(year=year))
        return self.answer(YearOut(found))


class Calculation(MarketView):
    @extend_schema(request=PeriodIn, responses=DeadlineOut)
    @idempotent
    def post(self, request: Request) -> Response:
        """Count a period of days, working days, months or years; nothing is stored (R-GEN-01 to R-GEN-04)."""
        asked = vars(self.read(PeriodIn, request))
        return self.answer(DeadlineOut(queries.deadline(asked.pop("start"), **asked)))

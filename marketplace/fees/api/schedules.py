"""Fee schedules and what a price costs under each; anybody may ask."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.fees import queries
from marketplace.fees.api.shapes import ComparisonOut, PriceIn, ScheduleOut


class ScheduleList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ScheduleOut))
    def get(self, request: Request) -> Response:
        """The schedules in force, each with its legal basis, source and who adopted it."""
        return self.page(ScheduleOut, queries.schedules(), ordering="code")


class ScheduleDetail(MarketView):
    @extend_schema(responses=ScheduleOut)
    def get(self, request: Request, code: str) -> Response:
        """One schedule in force (E1, SW, CQ)."""
        return self.answer(ScheduleOut(queries.published(code)))


class Calculation(MarketView):
    @extend_schema(request=PriceIn, responses=ComparisonOut)
    @idempotent
    def post(self, request: Request) -> Response:
        """Work out what a price costs each side under every schedule and in every phase; nothing is stored."""
        asked = self.read(PriceIn, request)
        return self.answer(ComparisonOut(queries.compare(asked.price)))

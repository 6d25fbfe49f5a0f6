"""What a party has been asked to pay."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from marketplace.core.api import MarketView, Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.fees import queries
from marketplace.fees.api.shapes import NoticeDetailOut, NoticeOut


class NoticeList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(NoticeOut))
    def get(self, request: Request) -> Response:
        """The payment notices to one's own organisation; for staff of an exchange those that it sent."""
        return self.page(NoticeOut, queries.notices_for(request.actor))


class NoticeDetail(MarketView):
    @extend_schema(responses=NoticeDetailOut)
    def get(self, request: Request, number: str) -> Response:
        """One payment notice with its calculation, papers and invoices."""
        return self.answer(NoticeDetailOut(queries.notice_for(request.actor, number)))

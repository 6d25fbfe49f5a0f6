"""The deposits that are to go back, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from marketplace.cashier.api.shapes import DepositToReturnOut
from marketplace.cashier.queries.reading import require_look
from marketplace.cashier.queries.returns import queue
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock


class DepositsToReturn(MarketView):
    @extend_schema(responses=DepositToReturnOut(many=True))
    def get(self, request: Request) -> Response:
        """The deposits that one's own exchange has to give back, the overdue first (at most 200)."""
        require_look(request.actor)
        return self.answer(DepositToReturnOut(queue(request.actor, market_clock.read()), many=True))

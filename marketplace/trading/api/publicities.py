"""Public notices of agreements, which everybody reads, and objections to them."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.negotiation_shapes import (
    NoticeObjectionIn,
    NoticeObjectionOut,
    ObjectionDecisionIn,
    PublicityOut,
)
from marketplace.trading.queries import negotiations as queries


class Publicities(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(PublicityOut))
    def get(self, request: Request) -> Response:
        """Agreed names and prices before the public."""
        return self.page(PublicityOut, queries.publicities())


class PublicityDetail(MarketView):
    @extend_schema(responses=PublicityOut)
    def get(self, request: Request, number: str) -> Response:
        """One by the number of its notice, with how many days have counted."""
        return self.answer(PublicityOut(queries.publicity(number)))


class PublicityObjections(MarketView):
    @extend_schema(request=NoticeObjectionIn, responses={201: NoticeObjectionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Object to an agreement: its period stands still until the venue decides."""
        publicity, body = queries.publicity(number), self.read(NoticeObjectionIn, request)
        raised = commands.object_to_notice(
            publicity=publicity, content=body.content, actor=request.actor, clock=market_clock
        )
        return self.created(NoticeObjectionOut(raised))


class NoticeObjections(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(NoticeObjectionOut))
    def get(self, request: Request) -> Response:
        """One's own, those about one's own agreements; for staff those at their exchange."""
        return self.page(NoticeObjectionOut, queries.objections_for(request.actor))


class NoticeObjectionDetail(MarketView):
    @extend_schema(responses=NoticeObjectionOut)
    def get(self, request: Request, number: str) -> Response:
        """One objection."""
        return self.answer(NoticeObjectionOut(queries.objection(request.actor, number)))


class ObjectionDecisions(MarketView):
    @extend_schema(request=ObjectionDecisionIn, responses={201: NoticeObjectionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Dismiss an objection, and the period goes on; or uphold it, and the notice has ended."""
        objection, body = queries.objection(request.actor, number), self.read(ObjectionDecisionIn, request)
        acting = {"objection": objection, "reasons": body.reasons, "actor": request.actor, "clock": market_clock}
        if body.outcome == "dismissed":
            decided = commands.dismiss_objection(**acting)
        else:
            decided = commands.uphold_objection(effect=body.outcome, **acting)
        return self.created(NoticeObjectionOut(decided))

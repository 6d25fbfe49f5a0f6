"""Opening keys of custodians, and schemes of weighted sales: what a notice of sealed prices is drawn up from."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.sealed_shapes import (
    OpeningKeyIn,
    OpeningKeyOut,
    SchemeDecisionIn,
    SchemeIn,
    SchemeOut,
)
from marketplace.trading.models import OpeningKey
from marketplace.trading.queries.opening_keys import opening_key, opening_keys, scheme, schemes
from marketplace.trading.queries.sales import listing


class KeyView(MarketView):
    def shown(self, key: OpeningKey) -> OpeningKeyOut:
        return OpeningKeyOut(key, context={"request": self.request})


class OpeningKeys(KeyView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(OpeningKeyOut))
    def get(self, request: Request) -> Response:
        """The keys that may open sealed prices: the active ones, and for staff all of their exchange."""
        return self.page(OpeningKeyOut, opening_keys(request.actor))

    @extend_schema(request=OpeningKeyIn, responses={201: OpeningKeyOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Register one's own key: the public half, and the private one encrypted before it left the browser."""
        body = self.read(OpeningKeyIn, request)
        key = commands.register_opening_key(
            public_key=body.public_key, wrapped=body.wrapped, actor=request.actor, clock=market_clock
        )
        return self.created(self.shown(key))


class OpeningKeyDetail(KeyView):
    @extend_schema(responses=OpeningKeyOut)
    def get(self, request: Request, number: str) -> Response:
        """One key; its encrypted private half for its holder alone."""
        return self.answer(self.shown(opening_key(request.actor, number)))


class KeyApprovals(KeyView):
    @extend_schema(request=None, responses={201: OpeningKeyOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Approve a key whose fingerprint was compared with its holder (another person of the exchange)."""
        key = opening_key(request.actor, number)
        commands.approve_opening_key(key=key, actor=request.actor, clock=market_clock)
        return self.created(self.shown(key))


class KeyRetirements(KeyView):
    @extend_schema(request=None, responses={201: OpeningKeyOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Name a key in no new sale; it still opens those that name it."""
        key = opening_key(request.actor, number)
        commands.retire_opening_key(key=key, actor=request.actor, clock=market_clock)
        return self.created(self.shown(key))


class Schemes(MarketView):
    @extend_schema(responses=SchemeOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """The schemes of a listing: for its seller and the venue, and once announced for everybody."""
        rows = schemes(request.actor, listing(request.actor, number)).order_by("pk")
        return self.answer(SchemeOut(rows, many=True))

    @extend_schema(request=SchemeIn, responses={201: SchemeOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Draft criteria and weights of a weighted sale; another person of the venue decides on them (R-BID-16)."""
        body = self.read(SchemeIn, request)
        made = commands.draft_scheme(
            listing=listing(request.actor, number),
            criteria=[commands.CriterionDraft(**one) for one in body.criteria],
            price_weight=getattr(body, "price_weight", None),
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(SchemeOut(made))


class SchemeDetail(MarketView):
    @extend_schema(responses=SchemeOut)
    def get(self, request: Request, number: str) -> Response:
        """One scheme."""
        return self.answer(SchemeOut(scheme(request.actor, number)))


class SchemeDecisions(MarketView):
    @extend_schema(request=SchemeDecisionIn, responses={201: SchemeOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Approve a scheme as fit and fair, or send it back with the reason (another person of the venue)."""
        found, body = scheme(request.actor, number), self.read(SchemeDecisionIn, request)
        if body.approved:
            commands.approve_scheme(scheme=found, actor=request.actor, clock=market_clock)
        else:
            commands.reject_scheme(scheme=found, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.created(SchemeOut(found))

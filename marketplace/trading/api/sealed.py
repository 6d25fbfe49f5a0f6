"""Sealed prices: sealing, scoring, opening."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.files.queries import file
from marketplace.trading import commands
from marketplace.trading.api.sealed_shapes import (
    EnvelopeIn,
    EnvelopeOut,
    EnvelopeReceiptOut,
    OwnOpeningIn,
    PlanScoresIn,
    RoundOut,
    ScoredPlanOut,
    SealedOut,
    SealedShareOut,
    SharesIn,
)
from marketplace.trading.models import Sale
from marketplace.trading.queries import sales
from marketplace.trading.queries import sealed as queries


class SealedView(MarketView):
    """An endpoint about one sale whose prices are sealed."""

    def sale(self, number: str) -> Sale:
        return queries.terms(sales.sale(number))

    def context(self) -> dict[str, Request]:
        return {"request": self.request}


class SealedDetail(SealedView):
    @extend_schema(responses=SealedOut)
    def get(self, request: Request, number: str) -> Response:
        """Custodians with their public keys, quorum, rounds and criteria: what `seal_bid.py` reads."""
        return self.answer(SealedOut(self.sale(number), context=self.context()))


class Envelopes(SealedView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(EnvelopeOut))
    def get(self, request: Request, number: str) -> Response:
        """One's own envelopes; everybody's, with their prices, once their round was opened."""
        return self.page(EnvelopeOut, queries.envelopes_for(request.actor, self.sale(number)))

    @extend_schema(request=EnvelopeIn, responses={201: EnvelopeReceiptOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand in a sealed price, once for each round; the answer is a signed receipt."""
        body = self.read(EnvelopeIn, request)
        receipt = commands.seal_envelope(
            sale=self.sale(number),
            envelope=body.envelope,
            files=[file(request.actor, one) for one in body.files],
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(EnvelopeReceiptOut(receipt, context=self.context()))


class Shares(SealedView):
    @extend_schema(responses=SealedShareOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """For a custodian, after the end of the sealing: the own encrypted share of every envelope of the round."""
        rows = queries.shares_for(request.actor, self.sale(number), market_clock.read())
        return self.answer(SealedShareOut(rows, many=True))

    @extend_schema(request=SharesIn, responses={201: RoundOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand in the decrypted shares; with the last of the quorum all envelopes are opened."""
        current = commands.hand_in_shares(
            sale=self.sale(number),
            shares=self.read(SharesIn, request).shares,
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(RoundOut(current))


class OwnOpenings(SealedView):
    @extend_schema(request=OwnOpeningIn, responses={201: EnvelopeOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Open one's own envelope with the copy that was kept, where the custodians did not open in time."""
        body = self.read(OwnOpeningIn, request)
        envelope = commands.open_own_envelope(
            sale=self.sale(number),
            price_fen=body.price_fen,
            nonce=body.nonce,
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(EnvelopeOut(envelope, context=self.context()))


class Scores(SealedView):
    @extend_schema(responses=ScoredPlanOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """For the venue, after the end of the sealing: the plans to score, under the bidders' codes."""
        return self.answer(ScoredPlanOut(queries.plans(request.actor, self.sale(number)), many=True))

    @extend_schema(request=PlanScoresIn, responses={201: ScoredPlanOut(many=True)})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Enter the points of every plan by every criterion."""
        sale, body = self.sale(number), self.read(PlanScoresIn, request)
        commands.enter_scores(sale=sale, points=body.points, actor=request.actor, clock=market_clock)
        return self.created(ScoredPlanOut(queries.plans(request.actor, sale), many=True))


class ScoreConfirmations(SealedView):
    @extend_schema(request=None, responses={201: ScoredPlanOut(many=True)})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Confirm the points as another person of the venue; then the prices may be opened."""
        sale = self.sale(number)
        commands.confirm_scores(sale=sale, actor=request.actor, clock=market_clock)
        return self.created(ScoredPlanOut(queries.plans(request.actor, sale), many=True))

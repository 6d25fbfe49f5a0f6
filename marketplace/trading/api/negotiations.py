"""Negotiations through the API: for both sides and the venue."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.negotiation_shapes import (
    AcceptanceIn,
    NegotiationIn,
    NegotiationOut,
    NegotiationRowOut,
    OfferIn,
    OfferOut,
    WithdrawalIn,
)
from marketplace.trading.api.screening_shapes import ScreeningIn
from marketplace.trading.models import Negotiation
from marketplace.trading.queries import negotiations as queries
from marketplace.trading.queries import sales


class NegotiationView(MarketView):
    def one(self, number: str) -> Negotiation:
        return queries.negotiation(self.request.actor, number)

    def shown(self, number: str) -> NegotiationOut:
        """As it stands now: a step may have changed more than its own row."""
        return NegotiationOut(self.one(number))


class NegotiationList(NegotiationView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(NegotiationRowOut))
    def get(self, request: Request) -> Response:
        """One's own on either side; for staff those at their exchange."""
        return self.page(NegotiationRowOut, queries.negotiations_for(request.actor))

    @extend_schema(request=NegotiationIn, responses={201: NegotiationOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Begin to negotiate on a listing; a buyer with a foreign link is screened before the first offer."""
        body = self.read(NegotiationIn, request)
        opened = commands.open_negotiation(
            listing=sales.listing(request.actor, body.listing),
            foreign_link=body.foreign_link,
            declaration=body.declaration,
            via_exchange=getattr(body, "via_exchange", ""),
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(self.shown(opened.number))


class NegotiationDetail(NegotiationView):
    @extend_schema(responses=NegotiationOut)
    def get(self, request: Request, number: str) -> Response:
        """One negotiation with its offers."""
        return self.answer(self.shown(number))


class Screenings(NegotiationView):
    @extend_schema(request=ScreeningIn, responses={201: NegotiationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide what the export catalogues say of the technology, before anything is negotiated."""
        negotiation, body = self.one(number), self.read(ScreeningIn, request)
        commands.screen_negotiation(
            negotiation=negotiation,
            result=body.result,
            basis=body.basis,
            reason=body.reason,
            permit=body.permit,
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(self.shown(number))


class Offers(NegotiationView):
    @extend_schema(request=OfferIn, responses={201: OfferOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Offer a price, or answer the other side's offer."""
        negotiation, body = self.one(number), self.read(OfferIn, request)
        offer = commands.make_offer(negotiation=negotiation, actor=request.actor, clock=market_clock, **vars(body))
        return self.created(OfferOut(offer))


class Acceptances(NegotiationView):
    @extend_schema(request=AcceptanceIn, responses={201: NegotiationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept the other side's last offer: it is made public, or for owners without a public notice the deal is made."""
        negotiation, body = self.one(number), self.read(AcceptanceIn, request)
        commands.accept_offer(negotiation=negotiation, position=body.offer, actor=request.actor, clock=market_clock)
        return self.created(self.shown(number))


class Withdrawals(NegotiationView):
    @extend_schema(request=WithdrawalIn, responses={201: NegotiationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Leave a negotiation before the contract."""
        negotiation, body = self.one(number), self.read(WithdrawalIn, request)
        commands.withdraw_negotiation(
            negotiation=negotiation, reason=body.reason, actor=request.actor, clock=market_clock
        )
        return self.created(self.shown(number))


class Conclusions(NegotiationView):
    @extend_schema(request=None, responses={201: NegotiationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Draw up the contract once the public notice is over; a sweep does it at that instant."""
        commands.conclude_negotiation(negotiation=self.one(number), actor=request.actor, clock=market_clock)
        return self.created(self.shown(number))

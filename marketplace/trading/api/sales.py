"""Sales: announcing, registering, deposits, bidding."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.shapes import (
    ApplicationOut,
    BidIn,
    BidOut,
    OpinionIn,
    ProtocolOut,
    QualificationIn,
    ReceiptOut,
    RegistrationIn,
    RegistrationOut,
    SaleDetailOut,
    SaleFilter,
    SaleIn,
    SaleOut,
)
from marketplace.trading.models import Sale
from marketplace.trading.queries import sales as queries
from marketplace.trading.queries.protocols import protocol


class SaleView(MarketView):
    """An endpoint about one sale."""

    def sale(self, number: str) -> Sale:
        return queries.sale(number)

    def context(self) -> dict[str, Request]:
        return {"request": self.request}


class SaleList(SaleView):
    @extend_schema(parameters=[SaleFilter, *PAGE_PARAMETERS], responses=page_of(SaleOut))
    def get(self, request: Request) -> Response:
        """All sales, the latest first."""
        return self.page(SaleOut, queries.sales(**vars(self.read_query(SaleFilter, request))))

    @extend_schema(request=SaleIn, responses={201: SaleDetailOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Announce online bidding on a published listing."""
        terms = vars(self.read(SaleIn, request))
        offered = queries.listing(request.actor, terms.pop("listing"))
        sealed = commands.SealedDraft(terms.pop("custodians"), terms.pop("scheme"))
        announced = commands.announce_sale(
            listing=offered, sealed=sealed, actor=request.actor, clock=market_clock, **terms
        )
        return self.created(SaleDetailOut(announced, context=self.context()))


class SaleDetail(SaleView):
    @extend_schema(responses=SaleDetailOut)
    def get(self, request: Request, number: str) -> Response:
        """One sale as it stands; names only after the end."""
        return self.answer(SaleDetailOut(self.sale(number), context=self.context()))


class RegistrationList(SaleView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(RegistrationOut))
    def get(self, request: Request, number: str) -> Response:
        """The registrations that the caller may see: one's own, all for the venue."""
        return self.page(RegistrationOut, queries.registrations(request.actor, self.sale(number)))

    @extend_schema(request=RegistrationIn, responses={201: RegistrationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Register as a bidder."""
        sale, body = self.sale(number), vars(self.read(RegistrationIn, request))
        made = commands.register_bidder(sale=sale, actor=request.actor, clock=market_clock, **body)
        return self.created(RegistrationOut(made, context=self.context()))


class Opinions(SaleView):
    @extend_schema(responses=ApplicationOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """For the seller: who applies, by code and statement; nobody else sees a row."""
        return self.answer(ApplicationOut(queries.applications(request.actor, self.sale(number)), many=True))

    @extend_schema(request=OpinionIn, responses=ApplicationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The seller's opinion on a bidder; silence until its due time is no objection (R-DSK-04)."""
        body = self.read(OpinionIn, request)
        registration = queries.application(request.actor, self.sale(number), body.code)
        commands.give_opinion(
            registration=registration,
            objects=body.objects,
            reason=body.reason,
            actor=request.actor,
            clock=market_clock,
        )
        return self.answer(ApplicationOut(registration))


class Qualification(SaleView):
    @extend_schema(request=QualificationIn, responses=RegistrationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Confirm or refuse a bidder's qualification (the venue's officer), after the seller's opinion or its silence."""
        registration, body = queries.registration(request.actor, number), self.read(QualificationIn, request)
        if body.confirmed:
            commands.confirm_qualification(
                registration=registration, note=body.note, actor=request.actor, clock=market_clock
            )
        else:
            commands.refuse_qualification(
                registration=registration, reason=body.note, actor=request.actor, clock=market_clock
            )
        return self.answer(RegistrationOut(registration, context=self.context()))


class DepositReturns(SaleView):
    @extend_schema(request=None, responses={201: RegistrationOut(many=True)})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Return the deposits of those who did not win (the venue's reviewer)."""
        returned = commands.return_deposits(sale=self.sale(number), actor=request.actor, clock=market_clock)
        return self.created(RegistrationOut(returned, many=True, context=self.context()))


class SaleProtocol(SaleView):
    @extend_schema(responses=ProtocolOut)
    def get(self, request: Request, number: str) -> Response:
        """The public protocol of a sale that is over; the replay program recomputes the result from its text."""
        return self.answer(ProtocolOut(protocol(self.sale(number))))


class BidList(SaleView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(BidOut))
    def get(self, request: Request, number: str) -> Response:
        """The bids, the latest first: by code until the end, then by name too."""
        return self.page(BidOut, queries.bids(request.actor, self.sale(number)), ordering="-sequence")

    @extend_schema(request=BidIn, responses={201: ReceiptOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Place a bid; the answer is a receipt, accepted or refused with its rule."""
        offer = self.read(BidIn, request)
        receipt = commands.place_bid(
            sale=self.sale(number), price_fen=offer.price_fen, actor=request.actor, clock=market_clock
        )
        return self.created(ReceiptOut(receipt))

"""From the contract to the money."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import Request
from marketplace.core.clock import market_clock
from marketplace.trading import commands
from marketplace.trading.api.deal_shapes import (
    CertificateOut,
    ContractOut,
    SellerFeeTermsIn,
    SettlementOut,
    SignatureIn,
)
from marketplace.trading.api.sales import SaleView
from marketplace.trading.queries import sales as queries


class ContractDetail(SaleView):
    @extend_schema(responses=ContractOut)
    def get(self, request: Request, number: str) -> Response:
        """The contract, for both sides and the venue."""
        return self.answer(ContractOut(queries.contract(request.actor, self.sale(number))))


class Signatures(SaleView):
    @extend_schema(request=SignatureIn, responses={201: ContractOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Sign the contract for one's side; `terms_hash` says which terms were read."""
        sale, body = self.sale(number), vars(self.read(SignatureIn, request))
        signed = commands.sign_contract(sale=sale, actor=request.actor, clock=market_clock, **body)
        return self.created(ContractOut(signed))


class SellerFeeTerms(SaleView):
    @extend_schema(request=SellerFeeTermsIn, responses={201: ContractOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Say, before anybody has signed, whether one's fee comes out of the price (the seller); who signs agrees to it."""
        sale, body = self.sale(number), vars(self.read(SellerFeeTermsIn, request))
        queries.contract(request.actor, sale)
        return self.created(
            ContractOut(commands.choose_netting(sale=sale, actor=request.actor, clock=market_clock, **body))
        )


class SettlementDetail(SaleView):
    @extend_schema(responses=SettlementOut)
    def get(self, request: Request, number: str) -> Response:
        """The settlement, as far as it concerns the caller."""
        settlement = queries.settlement(request.actor, self.sale(number))
        return self.answer(SettlementOut(settlement, context=self.context()))

    @extend_schema(request=None, responses={201: SettlementOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Pass the money on (a reviewer of the venue who did not confirm the payment)."""
        settled = commands.settle_sale(sale=self.sale(number), actor=request.actor, clock=market_clock)
        return self.created(SettlementOut(settled, context=self.context()))


class PaymentDemands(SaleView):
    @extend_schema(request=None, responses={201: SettlementOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Demand an overdue price, once (an officer of the venue): without a deposit a default is found only after it (R-SET-04)."""
        asked = commands.demand_payment(sale=self.sale(number), actor=request.actor, clock=market_clock)
        return self.created(SettlementOut(asked, context=self.context()))


class SaleCertificate(SaleView):
    @extend_schema(request=None, responses={201: CertificateOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Issue the certificate of a settled sale."""
        issued = commands.issue_certificate(sale=self.sale(number), actor=request.actor, clock=market_clock)
        return self.created(CertificateOut(issued))

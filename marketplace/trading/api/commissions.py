"""Commissions of brokers, through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.sales import SaleView
from marketplace.trading.models import Commission
from marketplace.trading.models.commission import AGREEMENT_MAX
from marketplace.trading.queries import commissions as queries


class CommissionIn(serializers.Serializer[Any]):
    attribution = serializers.CharField(max_length=30, help_text="of whoever brought the deal about, AT-…")
    amount = MoneyField(source="amount_fen")
    agreement = serializers.CharField(max_length=AGREEMENT_MAX, help_text="the contract between payer and broker")
    through_exchange = serializers.BooleanField(
        default=False, help_text="true: the venue pays it out of the seller's price; false: payer and broker settle it"
    )


class CommissionOut(serializers.ModelSerializer[Commission]):
    sale = serializers.CharField(source="sale.number")
    attribution = serializers.CharField(source="attribution.number")
    broker = serializers.CharField(source="attribution.practitioner.name")
    payer = serializers.CharField(source="payer.name")
    payee = serializers.CharField(source="payee.name", default="", help_text="the broker's organisation, if any")
    amount = MoneyField(source="amount_fen")

    class Meta:
        model = Commission
        fields = [
            "number",
            "state",
            "sale",
            "attribution",
            "broker",
            "side",
            "payer",
            "payee",
            "amount",
            "agreement",
            "through_exchange",
            "proposed_at",
            "answered_at",
        ]
        read_only_fields = fields


class SaleCommissions(SaleView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(CommissionOut))
    def get(self, request: Request, number: str) -> Response:
        """What each side pays a broker, apart from the fee: for both sides, the venue, and a broker his own (R-FEE-09)."""
        return self.page(CommissionOut, queries.commissions_of(request.actor, self.sale(number)))

    @extend_schema(request=CommissionIn, responses={201: CommissionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Promise a broker a commission for one's own side; he has to agree."""
        sale, body = self.sale(number), vars(self.read(CommissionIn, request))
        return self.created(
            CommissionOut(commands.propose_commission(sale=sale, actor=request.actor, clock=market_clock, **body))
        )


class CommissionView(MarketView):
    """An act on one commission."""

    def commission(self, number: str) -> Commission:
        return queries.commission(self.request.actor, number)


class CommissionDetail(CommissionView):
    @extend_schema(responses=CommissionOut)
    def get(self, request: Request, number: str) -> Response:
        """One commission, for whoever it is disclosed to."""
        return self.answer(CommissionOut(self.commission(number)))


class CommissionAgreements(CommissionView):
    @extend_schema(request=None, responses={201: CommissionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Agree to it (the broker himself)."""
        found = self.commission(number)
        commands.agree_commission(commission=found, actor=request.actor, clock=market_clock)
        return self.created(CommissionOut(found))


class CommissionRefusals(CommissionView):
    @extend_schema(request=None, responses={201: CommissionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decline it (the broker himself)."""
        found = self.commission(number)
        commands.decline_commission(commission=found, actor=request.actor, clock=market_clock)
        return self.created(CommissionOut(found))


class CommissionWithdrawals(CommissionView):
    @extend_schema(request=None, responses={201: CommissionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take it back before he agrees (the payer)."""
        found = self.commission(number)
        commands.withdraw_commission(commission=found, actor=request.actor, clock=market_clock)
        return self.created(CommissionOut(found))

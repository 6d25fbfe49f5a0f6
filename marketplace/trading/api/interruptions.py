"""A sale that stands still, goes on, or is taken back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import Request
from marketplace.core.clock import market_clock
from marketplace.trading import commands
from marketplace.trading.api.sales import SaleView
from marketplace.trading.api.shapes import SaleDetailOut
from marketplace.trading.models import Interruption
from marketplace.trading.models.interruption import REASON_MAX


class PublicReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=REASON_MAX, help_text="everybody reads it")


class InterruptionOut(serializers.ModelSerializer[Interruption]):
    sale = serializers.CharField(source="sale.number")
    cause = serializers.ChoiceField(
        choices=Interruption.Cause.choices, help_text="a fault, or as long as the listing is suspended (R-LST-06)"
    )

    class Meta:
        model = Interruption
        fields = ["sale", "position", "cause", "reason", "paused_at", "resume_by", "resumed_at", "ends_at"]
        read_only_fields = fields


class Pauses(SaleView):
    @extend_schema(request=PublicReasonIn, responses={201: InterruptionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Let the bidding stand still on a fault (the venue's officer); everybody who joined is told (R-BID-17)."""
        sale, body = self.sale(number), self.read(PublicReasonIn, request)
        made = commands.pause_sale(sale=sale, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.created(InterruptionOut(made))


class Resumptions(SaleView):
    @extend_schema(request=None, responses={201: InterruptionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Let the bidding go on, with at least the N seconds of an extension left."""
        ended = commands.resume_sale(sale=self.sale(number), actor=request.actor, clock=market_clock)
        return self.created(InterruptionOut(ended))


class SaleWithdrawals(SaleView):
    @extend_schema(request=PublicReasonIn, responses={201: SaleDetailOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take a lot out of its sale before anybody has validly bid (seller or venue)."""
        sale, body = self.sale(number), self.read(PublicReasonIn, request)
        commands.withdraw_sale(sale=sale, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.created(SaleDetailOut(sale, context=self.context()))

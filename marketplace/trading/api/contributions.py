"""Technology as equity after its contract, through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MoneyField, Request
from marketplace.core.clock import market_clock
from marketplace.trading import commands
from marketplace.trading.api.sales import SaleView
from marketplace.trading.models import Contribution
from marketplace.trading.models.contribution import ENTRY_MOST
from marketplace.trading.queries.contributions import contribution_of


class ContributionEntryIn(serializers.Serializer[Any]):
    entry = serializers.CharField(max_length=ENTRY_MOST, help_text="number and day of the entry")


class ContributionOut(serializers.ModelSerializer[Contribution]):
    sale = serializers.CharField(source="sale.number")
    value = MoneyField(source="value_fen")
    capital = MoneyField(source="capital_fen")
    valuation = MoneyField(source="valuation_fen", allow_null=True)
    share = serializers.CharField(help_text="of the company, as a fraction")

    class Meta:
        model = Contribution
        fields = [
            *("number", "state", "sale", "value", "capital", "valuation", "share", "register_entry", "transferred_at"),
            *("capital_entry", "paid_in_at"),
        ]
        read_only_fields = fields


class SaleContribution(SaleView):
    @extend_schema(responses=ContributionOut)
    def get(self, request: Request, number: str) -> Response:
        """What a sale in kind is paid with; for both sides, the venue and supervisors."""
        return self.answer(ContributionOut(contribution_of(request.actor, self.sale(number))))


class ContributionTransfer(SaleView):
    @extend_schema(request=ContributionEntryIn, responses=ContributionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record that the register of the right has followed (staff of the venue, R-CON-07)."""
        found = contribution_of(request.actor, self.sale(number))
        given = vars(self.read(ContributionEntryIn, request))
        commands.record_transfer(contribution=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(ContributionOut(found))


class ContributionPaidIn(SaleView):
    @extend_schema(request=ContributionEntryIn, responses=ContributionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record that the company's registration shows it as paid in (staff of the venue)."""
        found = contribution_of(request.actor, self.sale(number))
        given = vars(self.read(ContributionEntryIn, request))
        commands.record_paid_in(contribution=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(ContributionOut(found))

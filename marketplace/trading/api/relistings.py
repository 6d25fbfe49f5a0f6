"""The filed valuation of a listing, and its further disclosures after nobody came."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.catalogue.api.shapes import fields_named
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.commands.relisting import DAYS_MOST
from marketplace.trading.models import FiledValuation, Relisting
from marketplace.trading.models.relisting import PAPER_MAX
from marketplace.trading.queries import sales
from marketplace.trading.queries.floors import relistings_of


class FiledValuationIn(serializers.Serializer[Any]):
    amount = MoneyField(source="amount_fen")
    document = serializers.CharField(max_length=PAPER_MAX, help_text="number of the filing")
    filed_date = serializers.DateField()


class FiledValuationOut(serializers.ModelSerializer[FiledValuation]):
    listing = serializers.CharField(source="listing.number")
    amount = MoneyField(source="amount_fen")

    class Meta:
        model = FiledValuation
        fields = ["listing", "amount", "document", "filed_date", "recorded_at"]
        read_only_fields = fields


class RelistingIn(serializers.Serializer[Any]):
    floor = MoneyField(source="floor_fen", required=False, help_text="default: the same floor, disclosed for longer")
    approval = serializers.CharField(
        max_length=PAPER_MAX, default="", allow_blank=True, help_text="the approving body's document, below 90 %"
    )
    working_days = serializers.IntegerField(
        min_value=1, max_value=DAYS_MOST, required=False, help_text="default, and least: the rulebook's"
    )


class RelistingOut(serializers.ModelSerializer[Relisting]):
    listing = serializers.CharField(source="listing.number")
    floor = MoneyField(source="floor_fen")
    before = MoneyField(source="before_fen")

    class Meta:
        model = Relisting
        fields = [
            *("number", "listing", "floor", "before", "approval", "working_days", "disclosed_from"),
            *("disclosure_ends_at", "notice"),
        ]
        read_only_fields = fields


class Valuations(MarketView):
    @extend_schema(request=FiledValuationIn, responses={201: FiledValuationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record the valuation of a state-owned lot as it was filed (the venue's officer)."""
        listing, body = sales.listing(request.actor, number), vars(self.read(FiledValuationIn, request))
        valued = commands.record_valuation(listing=listing, actor=request.actor, clock=market_clock, **body)
        return self.created(FiledValuationOut(valued))


class Relistings(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(RelistingOut))
    def get(self, request: Request, number: str) -> Response:
        """Every further disclosure of a listing, the latest first; they are public like its notices."""
        listing = sales.listing(request.actor, number)
        return self.page(RelistingOut, relistings_of(listing).select_related("listing"))

    @extend_schema(request=RelistingIn, responses={201: RelistingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Disclose a lot that found no buyer for longer, or at a new floor (R-SET-01)."""
        listing, body = sales.listing(request.actor, number), vars(self.read(RelistingIn, request))
        with fields_named({"floor_fen": "floor"}):
            made = commands.relist_listing(listing=listing, actor=request.actor, clock=market_clock, **body)
        return self.created(RelistingOut(made))

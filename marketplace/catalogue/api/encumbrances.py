"""What stands on the rights of a listing, through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.catalogue import commands, queries
from marketplace.catalogue.api.listings import ListingView
from marketplace.catalogue.models import Encumbrance, EncumbranceKind
from marketplace.catalogue.models.encumbrance import BASIS_MAX
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class EncumbranceIn(serializers.Serializer[Any]):
    right = serializers.CharField(max_length=40, help_text="number of one of the listing's rights")
    kind = serializers.ChoiceField([one for one in EncumbranceKind.choices if one[0] != EncumbranceKind.OPEN_LICENCE])
    beneficiary = serializers.CharField(max_length=120, default="", allow_blank=True)
    basis = serializers.CharField(max_length=BASIS_MAX, help_text="contract or register entry, with its number and day")
    agreement = serializers.CharField(
        max_length=BASIS_MAX, default="", allow_blank=True, help_text="of a pledgee that agrees to licences"
    )
    from_date = serializers.DateField()
    ends_date = serializers.DateField(required=False, allow_null=True, default=None)


class EncumbranceLiftIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=BASIS_MAX)


class EncumbranceOut(serializers.ModelSerializer[Encumbrance]):
    class Meta:
        model = Encumbrance
        fields = [
            *("number", "right_kind", "right_number", "kind", "beneficiary", "basis", "agreement", "from_date"),
            *("ends_date", "exchange", "recorded_at", "lifted_at", "lift_reason"),
        ]
        read_only_fields = fields


class ListingEncumbrances(ListingView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(EncumbranceOut))
    def get(self, request: Request, number: str) -> Response:
        """All ever recorded on the rights of a listing, the newest first (R-LST-04)."""
        return self.page(EncumbranceOut, queries.encumbrances_of(self.listing(number)))

    @extend_schema(request=EncumbranceIn, responses={201: EncumbranceOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record a licence, pledge, dispute or unpaid annuity; the owner or its venue. A right bears one open or exclusive licence."""
        listing, given = self.listing(number), vars(self.read(EncumbranceIn, request))
        made = commands.record_encumbrance(listing=listing, actor=request.actor, clock=market_clock, **given)
        return self.created(EncumbranceOut(made))


class EncumbranceLifting(MarketView):
    @extend_schema(request=EncumbranceLiftIn, responses=EncumbranceOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record that it ended, with the paper that says so; an officer who did not record it."""
        found, given = queries.encumbrance(request.actor, number), vars(self.read(EncumbranceLiftIn, request))
        lifted = commands.lift_encumbrance(encumbrance=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(EncumbranceOut(lifted))

"""What a venue has looked up of a listing, through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.catalogue import commands, queries, rules
from marketplace.catalogue.api.listings import ListingView
from marketplace.catalogue.models import ReadinessReview, Right, RightCheck, RightStatus
from marketplace.catalogue.models.checks import PAPER_MAX
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class RightCheckIn(serializers.Serializer[Any]):
    right = serializers.CharField(max_length=40, help_text="number of one of the listing's rights")
    status = serializers.ChoiceField(RightStatus.choices)
    register = serializers.CharField(max_length=PAPER_MAX, help_text="register or gazette, with its number or day")
    checked_date = serializers.DateField()


class RightCheckOut(serializers.ModelSerializer[RightCheck]):
    class Meta:
        model = RightCheck
        fields = [
            "number",
            "right_kind",
            "right_number",
            "status",
            "register",
            "checked_date",
            "exchange",
            "recorded_at",
        ]
        read_only_fields = fields


class ReadinessIn(serializers.Serializer[Any]):
    level = serializers.IntegerField(min_value=1, max_value=9)
    evaluator = serializers.CharField(max_length=120)
    paper = serializers.CharField(max_length=PAPER_MAX, help_text="name and number of the report")
    reviewed_date = serializers.DateField()


class ReadinessOut(serializers.ModelSerializer[ReadinessReview]):
    class Meta:
        model = ReadinessReview
        fields = ["number", "level", "evaluator", "paper", "reviewed_date", "recorded_at"]
        read_only_fields = fields


class DueRightOut(serializers.ModelSerializer[Right]):
    listing = serializers.CharField(source="listing.number")

    class Meta:
        model = Right
        fields = ["listing", "kind", "number", "status", "status_checked_date"]
        read_only_fields = fields


class RightChecks(ListingView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(RightCheckOut))
    def get(self, request: Request, number: str) -> Response:
        """Every look-up of the listing's rights, the newest first (R-LST-08)."""
        return self.page(RightCheckOut, queries.checks_of(self.listing(number)))

    @extend_schema(request=RightCheckIn, responses={201: RightCheckOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record what the register says of one right; by the venue."""
        listing, given = self.listing(number), vars(self.read(RightCheckIn, request))
        made = commands.check_right(listing=listing, actor=request.actor, clock=market_clock, **given)
        return self.created(RightCheckOut(made))


class ReadinessReviews(ListingView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ReadinessOut))
    def get(self, request: Request, number: str) -> Response:
        """Readiness levels that evaluators set, the newest first (R-VAL-02)."""
        rows = self.listing(number).readiness_reviews.order_by("-reviewed_date", "-pk")
        return self.page(ReadinessOut, rows)

    @extend_schema(request=ReadinessIn, responses={201: ReadinessOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record the level that an evaluator set; by the venue, which has seen the report."""
        listing, given = self.listing(number), vars(self.read(ReadinessIn, request))
        made = commands.record_readiness(listing=listing, actor=request.actor, clock=market_clock, **given)
        return self.created(ReadinessOut(made))


class RightsToCheck(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(DueRightOut))
    def get(self, request: Request) -> Response:
        """Rights on offer at one's exchange whose status was looked up too long ago, the longest first."""
        require(rules.may_watch_rights, request.actor)
        return self.page(DueRightOut, queries.rights_to_check(request.actor, market_clock.read()))

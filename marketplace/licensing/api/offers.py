"""Terms of licences that anybody may take, through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.catalogue.queries import listing as listing_of
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.licensing import commands
from marketplace.licensing.api import shapes
from marketplace.licensing.drafts import OfferDraft
from marketplace.licensing.models import Kind
from marketplace.licensing.queries import reading


class LicenceOfferFilter(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Kind.choices, required=False)
    listing = serializers.CharField(max_length=30, required=False)


class LicenceOfferList(MarketView):
    @extend_schema(parameters=[LicenceOfferFilter, *PAGE_PARAMETERS], responses=page_of(shapes.LicenceOfferOut))
    def get(self, request: Request) -> Response:
        """Open licences and trials on offer, for everybody; one's own, and what waits at one's exchange; newest first."""
        chosen = vars(self.read_query(LicenceOfferFilter, request))
        rows = reading.offers(request.actor, **chosen).prefetch_related("rule_version__values")  # for the warnings
        return self.page(shapes.LicenceOfferOut, rows)

    @extend_schema(request=shapes.LicenceOfferIn, responses={201: shapes.LicenceOfferOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Declare terms on a right of a listing on offer; its venue checks and publishes them (R-LIC-01, R-LIC-06)."""
        given = vars(self.read(shapes.LicenceOfferIn, request))
        listing = listing_of(request.actor, given.pop("listing"))
        draft = OfferDraft(**given)
        made = commands.declare_offer(listing=listing, draft=draft, actor=request.actor, clock=market_clock)
        return self.created(shapes.LicenceOfferOut(made))


class LicenceOfferDetail(MarketView):
    @extend_schema(responses=shapes.LicenceOfferOut)
    def get(self, request: Request, number: str) -> Response:
        """One of them, also after it was withdrawn."""
        return self.answer(shapes.LicenceOfferOut(reading.offer(request.actor, number)))


class LicenceOfferPublication(MarketView):
    @extend_schema(request=shapes.OfferPublicationIn, responses=shapes.LicenceOfferOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Publish checked terms (an officer of the venue)."""
        found, given = reading.offer(request.actor, number), vars(self.read(shapes.OfferPublicationIn, request))
        told = commands.publish_offer(offer=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(shapes.LicenceOfferOut(told))


class LicenceOfferReturn(MarketView):
    @extend_schema(request=shapes.OfferReasonsIn, responses=shapes.LicenceOfferOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send terms back with reasons (an officer of the venue)."""
        found, given = reading.offer(request.actor, number), vars(self.read(shapes.OfferReasonsIn, request))
        told = commands.return_offer(offer=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(shapes.LicenceOfferOut(told))


class LicenceOfferWithdrawal(MarketView):
    @extend_schema(request=shapes.OfferReasonsIn, responses=shapes.LicenceOfferOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take terms off (the licensor); licences that were taken live on (R-LIC-03)."""
        found, given = reading.offer(request.actor, number), vars(self.read(shapes.OfferReasonsIn, request))
        told = commands.withdraw_offer(offer=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(shapes.LicenceOfferOut(told))

"""Offers on needs through the API: threads with their offers and counter-offers, and listings that are offered."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.models import ExchangeCode
from marketplace.catalogue.queries import listing as listing_of
from marketplace.catalogue.queries import need as need_of
from marketplace.commissioning import commands
from marketplace.commissioning.api.shapes import MilestoneIn, MilestoneOut, milestones
from marketplace.commissioning.models import NeedOffer, NeedThread, OfferedListing, WorkKind
from marketplace.commissioning.models.call import NOTE_MAX, TEXT_MAX
from marketplace.commissioning.queries import threads as reading
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading.api.screening_shapes import DeclarationIn, ScreeningIn
from marketplace.trading.commands.offers import VALID_DAYS_MOST


class NeedThreadFilter(serializers.Serializer[Any]):
    need = serializers.CharField(max_length=30, required=False)


class NeedThreadIn(DeclarationIn):
    need = serializers.CharField(max_length=30, help_text="N-…, an open need of another")
    kind = serializers.ChoiceField(WorkKind.choices)
    via_exchange = serializers.ChoiceField(ExchangeCode.choices, required=False, allow_blank=True, default="")


class NeedOfferIn(serializers.Serializer[Any]):
    price = MoneyField(source="price_fen")
    content = serializers.CharField(max_length=TEXT_MAX)
    milestones = MilestoneIn(many=True)
    valid_days = serializers.IntegerField(min_value=1, max_value=VALID_DAYS_MOST)


class NeedAcceptanceIn(serializers.Serializer[Any]):
    position = serializers.IntegerField(min_value=1)


class ThreadReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=NOTE_MAX)


class NeedOfferOut(serializers.ModelSerializer[NeedOffer]):
    price = MoneyField(source="price_fen")
    milestones = MilestoneOut(source="stages", many=True)

    class Meta:
        model = NeedOffer
        fields = ["position", "side", "price", "content", "milestones", "expires_at", "made_at"]
        read_only_fields = fields


class NeedThreadOut(serializers.ModelSerializer[NeedThread]):
    need = serializers.CharField(source="need.number")
    client = serializers.CharField(source="need.organisation.name")
    supplier = serializers.CharField(source="supplier.name")
    agreed_offer = serializers.IntegerField(source="agreed_offer.position", default=None, allow_null=True)
    offers = NeedOfferOut(many=True)

    class Meta:
        model = NeedThread
        fields = [
            *("number", "state", "need", "client", "supplier", "exchange", "via_exchange", "kind", "foreign_link"),
            *("declaration", "screening", "screening_basis", "permit", "opened_at", "offers", "agreed_offer"),
            *("agreed_at", "ending", "end_reason", "ended_at"),
        ]
        read_only_fields = fields


class OfferedListingIn(serializers.Serializer[Any]):
    need = serializers.CharField(max_length=30)
    listing = serializers.CharField(max_length=30, help_text="L-…, one's own, on offer by agreement")
    note = serializers.CharField(max_length=NOTE_MAX)


class OfferedListingOut(serializers.ModelSerializer[OfferedListing]):
    need = serializers.CharField(source="need.number")
    listing = serializers.CharField(source="listing.number")
    supplier = serializers.CharField(source="supplier.name")
    negotiation = serializers.CharField(source="negotiation.number", default=None, allow_null=True)

    class Meta:
        model = OfferedListing
        fields = [
            *("number", "state", "need", "listing", "supplier", "note", "offered_at", "negotiation", "answered_at"),
        ]
        read_only_fields = fields


class NeedThreadList(MarketView):
    @extend_schema(parameters=[NeedThreadFilter, *PAGE_PARAMETERS], responses=page_of(NeedThreadOut))
    def get(self, request: Request) -> Response:
        """Threads on needs, of one's own on either side, with their offers; newest first."""
        chosen = vars(self.read_query(NeedThreadFilter, request))
        return self.page(NeedThreadOut, reading.threads(request.actor, **chosen))

    @extend_schema(request=NeedThreadIn, responses={201: NeedThreadOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Begin to negotiate about work on a need; the caller is the supplier and makes the first offer."""
        given = vars(self.read(NeedThreadIn, request))
        need = need_of(request.actor, given.pop("need"))
        made = commands.open_thread(need=need, actor=request.actor, clock=market_clock, **given)
        return self.created(NeedThreadOut(reading.thread(request.actor, made.number)))


class ThreadView(MarketView):
    def shown(self, request: Request, number: str) -> NeedThreadOut:
        return NeedThreadOut(reading.thread(request.actor, number))


class NeedThreadDetail(ThreadView):
    @extend_schema(responses=NeedThreadOut)
    def get(self, request: Request, number: str) -> Response:
        """One of them."""
        return self.answer(self.shown(request, number))


class NeedThreadScreening(ThreadView):
    @extend_schema(request=ScreeningIn, responses=NeedThreadOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide what the catalogues say of a supplier's foreign link (an officer of the exchange; R-SEC-08)."""
        found, given = reading.thread(request.actor, number), vars(self.read(ScreeningIn, request))
        commands.screen_thread(thread=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.shown(request, number))


class NeedThreadOffers(ThreadView):
    @extend_schema(request=NeedOfferIn, responses={201: NeedThreadOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Offer, or answer the other side's offer; the supplier begins."""
        found, given = reading.thread(request.actor, number), vars(self.read(NeedOfferIn, request))
        stages = milestones(given.pop("milestones"))
        commands.make_need_offer(thread=found, milestones=stages, actor=request.actor, clock=market_clock, **given)
        return self.created(self.shown(request, number))


class NeedThreadAcceptance(ThreadView):
    @extend_schema(request=NeedAcceptanceIn, responses=NeedThreadOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept the other side's last offer."""
        found, given = reading.thread(request.actor, number), vars(self.read(NeedAcceptanceIn, request))
        commands.accept_need_offer(thread=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.shown(request, number))


class NeedThreadWithdrawal(ThreadView):
    @extend_schema(request=ThreadReasonIn, responses=NeedThreadOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Leave a thread, for good."""
        found, given = reading.thread(request.actor, number), vars(self.read(ThreadReasonIn, request))
        commands.withdraw_thread(thread=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(self.shown(request, number))


class OfferedListingList(MarketView):
    @extend_schema(parameters=[NeedThreadFilter, *PAGE_PARAMETERS], responses=page_of(OfferedListingOut))
    def get(self, request: Request) -> Response:
        """Listings that one offered on needs, or that were offered on one's own; newest first."""
        chosen = vars(self.read_query(NeedThreadFilter, request))
        return self.page(OfferedListingOut, reading.offered_listings(request.actor, **chosen))

    @extend_schema(request=OfferedListingIn, responses={201: OfferedListingOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Offer one's own published listing on a need."""
        given = vars(self.read(OfferedListingIn, request))
        need, listing = (
            need_of(request.actor, given.pop("need")),
            listing_of(request.actor, given.pop("listing")),
        )
        made = commands.offer_listing(need=need, listing=listing, actor=request.actor, clock=market_clock, **given)
        return self.created(OfferedListingOut(made))


class OfferedListingNegotiation(MarketView):
    @extend_schema(request=DeclarationIn, responses=OfferedListingOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Go on to negotiate on an offered listing (the poster of the need, who is the buyer there)."""
        found, given = reading.offered_listing(request.actor, number), vars(self.read(DeclarationIn, request))
        told = commands.take_listing(offered=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(OfferedListingOut(told))


class OfferedListingDecline(MarketView):
    @extend_schema(request=None, responses=OfferedListingOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decline an offered listing (the poster of the need)."""
        found = reading.offered_listing(request.actor, number)
        told = commands.decline_listing(offered=found, actor=request.actor, clock=market_clock)
        return self.answer(OfferedListingOut(told))

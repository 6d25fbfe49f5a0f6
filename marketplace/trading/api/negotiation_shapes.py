"""The shapes in which negotiations and their public notices speak through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.core.api import MoneyField
from marketplace.core.clock import market_clock
from marketplace.trading.api.screening_shapes import SCREENED, DeclarationIn
from marketplace.trading.api.shapes import ListingOut, PartyOut
from marketplace.trading.commands.offers import VALID_DAYS_MOST
from marketplace.trading.models import Negotiation, NoticeObjection, Offer, Publicity
from marketplace.trading.queries import negotiations as queries


class NegotiationIn(DeclarationIn):
    listing = serializers.CharField(max_length=20)
    via_exchange = serializers.ChoiceField(ExchangeCode.choices, required=False, help_text="default: the home exchange")


class OfferIn(serializers.Serializer[Any]):
    price = MoneyField(source="price_fen")
    text = serializers.CharField(max_length=2_000, default="", allow_blank=True, help_text="the other terms")
    valid_days = serializers.IntegerField(min_value=1, max_value=VALID_DAYS_MOST, help_text="how long it stands")
    capital = MoneyField(
        source="capital_fen",
        required=False,
        allow_null=True,
        default=None,
        help_text="of technology as equity: the registered capital with it; the price is then its value (R-FEE-06)",
    )
    valuation = MoneyField(
        source="valuation_fen", required=False, allow_null=True, default=None, help_text="of that value, by a report"
    )


class AcceptanceIn(serializers.Serializer[Any]):
    offer = serializers.IntegerField(min_value=1, max_value=100, help_text="position of the offer that is accepted")


class WithdrawalIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=1_000)


class OfferOut(serializers.ModelSerializer[Offer]):
    price = MoneyField(source="price_fen")
    capital = MoneyField(source="capital_fen", allow_null=True)
    valuation = MoneyField(source="valuation_fen", allow_null=True)
    share = serializers.CharField(allow_null=True, help_text="of the company, as a fraction: 1/5")
    warnings = serializers.SerializerMethodField(help_text="a value far above its report (R-VAL-10)")

    class Meta:
        model = Offer
        fields = [
            "position",
            "side",
            "price",
            "capital",
            "valuation",
            "share",
            "warnings",
            "text",
            "made_at",
            "expires_at",
        ]
        read_only_fields = fields

    def get_warnings(self, offer: Offer) -> list[str]:
        return [one.message for one in queries.doubts(offer)]


class NegotiationOut(serializers.ModelSerializer[Negotiation]):
    """For both sides and the venue."""

    listing = ListingOut()
    seller = PartyOut(source="listing.lister")
    buyer = PartyOut()
    agreed = OfferOut(source="agreed_offer", allow_null=True)
    sale = serializers.CharField(source="sale.number", allow_null=True, default=None)
    offers = serializers.SerializerMethodField()
    publicity = serializers.SerializerMethodField(help_text="number of the public notice of what is agreed")

    class Meta:
        model = Negotiation
        fields = [
            "number", "state", "exchange", "via_exchange", "listing", "seller", "buyer", "opened_at", *SCREENED, "offers", "agreed", "agreed_at",
            "publicity", "signing_from", "sale", "ending", "end_reason", "ended_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(OfferOut(many=True))
    def get_offers(self, negotiation: Negotiation) -> Any:
        return OfferOut(queries.offers_of(negotiation), many=True).data

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_publicity(self, negotiation: Negotiation) -> Any:
        found = queries.publicity_of(negotiation)
        return found.notice.number if found else None


class NegotiationRowOut(serializers.ModelSerializer[Negotiation]):
    """A negotiation in a list: without its offers."""

    listing = ListingOut()
    seller = PartyOut(source="listing.lister")
    buyer = PartyOut()
    sale = serializers.CharField(source="sale.number", allow_null=True, default=None)

    class Meta:
        model = Negotiation
        fields = ["number", "state", "exchange", "listing", "seller", "buyer", "opened_at", "signing_from", "sale"]
        read_only_fields = fields


class PublicityOut(serializers.ModelSerializer[Publicity]):
    """What everybody may read: name and price, how far the period has come, never the buyer."""

    number = serializers.CharField(source="notice.number")
    exchange = serializers.CharField(source="negotiation.exchange")
    listing = ListingOut(source="negotiation.listing")
    seller = PartyOut(source="negotiation.listing.lister")
    price = MoneyField(source="offer.price_fen")
    counted_days = serializers.SerializerMethodField(help_text="full days that have counted")
    objections = serializers.SerializerMethodField(help_text="how many were raised")
    waiting = serializers.SerializerMethodField(help_text="whether one of them waits for its answer")
    signing_from = serializers.SerializerMethodField(help_text="the day from which it may be signed, as far as known")

    class Meta:
        model = Publicity
        fields = [
            "number", "state", "exchange", "listing", "seller", "price", "days", "published_at", "counted_days", "objections",
            "waiting", "signing_from", "ended_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField())
    def get_counted_days(self, publicity: Publicity) -> int:
        return queries.stand_of(publicity, publicity.ended_at or market_clock.read()).counted

    @extend_schema_field(serializers.IntegerField())
    def get_objections(self, publicity: Publicity) -> int:
        return len(publicity.objections.all())

    @extend_schema_field(serializers.BooleanField())
    def get_waiting(self, publicity: Publicity) -> bool:
        return any(one.state == NoticeObjection.State.WAITING for one in publicity.objections.all())

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_signing_from(self, publicity: Publicity) -> Any:
        if publicity.state == Publicity.State.STOPPED:
            return None
        return queries.stand_of(publicity, market_clock.read()).signing_from


class NoticeObjectionIn(serializers.Serializer[Any]):
    content = serializers.CharField(max_length=1_000)


class ObjectionDecisionIn(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(["dismissed", "restart", "end"], help_text="upheld: restart or end")
    reasons = serializers.CharField(max_length=1_000)


class NoticeObjectionOut(serializers.ModelSerializer[NoticeObjection]):
    publicity = serializers.CharField(source="publicity.notice.number")
    listing = ListingOut(source="publicity.negotiation.listing")

    class Meta:
        model = NoticeObjection
        fields = ["number", "publicity", "listing", "state", "content", "raised_at", "effect", "reasons", "decided_at"]
        read_only_fields = fields

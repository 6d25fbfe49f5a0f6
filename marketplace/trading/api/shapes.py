"""The shapes in which trading speaks through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import ExchangeCode, Organisation
from marketplace.core.api import MoneyField
from marketplace.core.reading import InstantField
from marketplace.trading.api.screening_shapes import SCREENED, DeclarationIn
from marketplace.trading.models import (
    Bid,
    Protocol,
    Registration,
    Sale,
    Supplement,
)
from marketplace.trading.queries import sales as queries
from marketplace.trading.queries.protocols import protocol_file
from marketplace.trading.queries.standing import Standing


class PartyOut(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["number", "name", "name_en"]
        read_only_fields = fields


class SaleFilter(serializers.Serializer[Any]):
    state = serializers.ChoiceField(Sale.State.choices, required=False)
    exchange = serializers.ChoiceField(ExchangeCode.choices, required=False)
    listing = serializers.CharField(max_length=20, required=False)


class SaleIn(serializers.Serializer[Any]):
    listing = serializers.CharField(max_length=20)
    start = MoneyField(source="start_fen")
    increment = MoneyField(
        source="increment_fen", default=0, help_text="of bidding in several rounds; sealed prices have none"
    )
    custodians = serializers.ListField(
        child=serializers.CharField(max_length=20),
        default=list,
        max_length=10,
        help_text="of sealed prices: the opening keys (OK-…); default: one each of several exchanges",
    )
    scheme = serializers.CharField(max_length=20, default="", help_text="of a weighted sale: the approved one (WS-…)")
    deposit = MoneyField(
        source="deposit_fen", required=False, help_text="default: the rulebook's share of the start price"
    )
    reserve = MoneyField(source="reserve_fen", required=False, help_text="secret: sealed at once, shown to nobody")
    method = serializers.ChoiceField(
        sorted(Sale.ASCENDING | Sale.BY_ENVELOPE),
        required=False,
        help_text="default: the listing's way of pricing says it",
    )
    opens_at = InstantField()
    registration_ends_at = InstantField(
        required=False,
        help_text="default: the end of the disclosure at a listed price, the opening for a state-owned lot, else the end",
    )
    prolongations = serializers.IntegerField(
        required=False, help_text="at a listed price: how often the disclosure goes on where nobody came"
    )
    free_ends_at = InstantField(required=False, help_text="default: the rulebook's free period")


class ListingOut(serializers.Serializer[Any]):
    number = serializers.CharField()
    title = serializers.CharField()
    title_en = serializers.CharField()


class SaleScheduleOut(serializers.Serializer[Any]):
    number = serializers.CharField()
    title = serializers.CharField(source="local_title")
    mark = serializers.CharField(help_text="must stand beside every amount of an example schedule")


class ReserveOut(serializers.Serializer[Any]):
    commitment = serializers.CharField(source="reserve_commitment", help_text="SHA-256 of listing, price and nonce")
    met = serializers.SerializerMethodField(help_text="null until the end")

    def get_met(self, sale: Sale) -> bool | None:
        return sale.result == "sold" if sale.is_over and sale.leading_fen is not None else None


class SaleOut(serializers.ModelSerializer[Sale]):
    listing = ListingOut()
    seller = PartyOut(source="listing.lister")
    start = MoneyField(source="start_fen")
    increment = MoneyField(source="increment_fen")
    deposit = MoneyField(source="deposit_fen")
    leading = MoneyField(source="leading_fen", allow_null=True)
    leader = serializers.SerializerMethodField(help_text="the code of the bidder who leads or has won")
    winner = serializers.SerializerMethodField(help_text="null until the sale is won")
    next_bid = serializers.SerializerMethodField(help_text="the lowest price that would be accepted now")
    reserve = serializers.SerializerMethodField(help_text="null: there is none; its amount is never shown")
    schedule = SaleScheduleOut()
    rules = serializers.CharField(source="rule_version.number")

    class Meta:
        model = Sale
        fields = [
            "number", "state", "method", "result", "exchange", "listing", "seller", "start", "increment", "deposit", "opens_at", "registration_ends_at",
            "free_ends_at", "ends_at", "prolongations_max", "extension_seconds", "forfeit_grounds", "leading", "leading_rank", "leader", "winner", "next_bid", "bid_count",
            "reserve", "announced_at", "closed_at", "agreed", "deposits_due_at", "schedule", "rules",
        ]  # fmt: skip
        read_only_fields = fields

    def get_leader(self, sale: Sale) -> str | None:
        return sale.leading_registration.code if sale.leading_registration else None

    @extend_schema_field(PartyOut(allow_null=True))
    def get_winner(self, sale: Sale) -> Any:
        won = sale.leading_registration if sale.state in Sale.HAD_WINNER else None
        return PartyOut(won.organisation).data if won else None

    @extend_schema_field(MoneyField(allow_null=True))
    def get_next_bid(self, sale: Sale) -> Any:
        price = queries.next_bid_fen(sale)
        return None if price is None else MoneyField().to_representation(price)

    @extend_schema_field(ReserveOut(allow_null=True))
    def get_reserve(self, sale: Sale) -> Any:
        return ReserveOut(sale).data if sale.reserve_commitment else None


class RegistrationIn(DeclarationIn):
    via_exchange = serializers.ChoiceField(ExchangeCode.choices, required=False, help_text="default: the home exchange")
    statement = serializers.CharField(
        max_length=2_000,
        required=False,
        allow_blank=True,
        help_text="how the bidder meets the conditions, without its name",
    )
    priority = serializers.BooleanField(default=False, help_text="as a holder of priority, who was noticed (R-BID-11)")


class OpinionIn(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=3, help_text="of the bidder, as the list of applications shows it")
    objects = serializers.BooleanField()
    reason = serializers.CharField(max_length=2_000, default="", allow_blank=True)


class ScreenedOut(serializers.ModelSerializer[Registration]):
    class Meta:
        model = Registration
        fields = list(SCREENED)
        read_only_fields = fields


class SupplementIn(serializers.Serializer[Any]):
    text = serializers.CharField(
        max_length=2_000, help_text="what is added to the statement, without the bidder's name"
    )


class AddedOut(serializers.ModelSerializer[Supplement]):
    class Meta:
        model = Supplement
        fields = ["at", "text"]
        read_only_fields = fields


class ApplicationOut(serializers.ModelSerializer[Registration]):
    """A bidder as the seller may know it before the end: by code and statement (R-BID-05)."""

    supplements = AddedOut(many=True)

    class Meta:
        model = Registration
        fields = ["code", "state", "statement", "supplements", "opinion", "opinion_reason", "opinion_due_at"]
        read_only_fields = fields


class QualificationIn(serializers.Serializer[Any]):
    confirmed = serializers.BooleanField()
    note = serializers.CharField(max_length=2_000, default="", allow_blank=True)


class RegistrationOut(serializers.ModelSerializer[Registration]):
    sale = serializers.CharField(source="sale.number")
    organisation = PartyOut()
    code = serializers.SerializerMethodField(help_text="known to its bidder alone until the end")
    deposit_due_at = serializers.DateTimeField(
        read_only=True,
        allow_null=True,
        help_text="by when the deposit goes back, unless it becomes price or is forfeited",
    )

    class Meta:
        model = Registration
        fields = [
            "number",
            "sale",
            "organisation",
            "code",
            "via_exchange",
            "rank",
            "state",
            "registered_at",
            "qualified_at",
            "withdrawn_at",
            "deposit_due_at",
            "statement",
            "opinion_due_at",
            "decision_due_at",
            "decision_reason",
        ]
        read_only_fields = fields

    def get_code(self, registration: Registration) -> str | None:
        return registration.code if queries.knows_code(self.context["request"].actor, registration) else None


class MarkOut(serializers.Serializer[Any]):
    step = serializers.ChoiceField(
        ["interest", "screening", "qualification", "deposit", "withdrawal", "trading", "result", "money"]
    )
    state = serializers.ChoiceField(["done", "now", "todo", "skipped", "failed"])
    at = serializers.DateTimeField(allow_null=True, help_text="when it ended, or by when it must")


class BidderPaperOut(serializers.Serializer[Any]):
    number = serializers.CharField(help_text="DOC-2027-000001")
    printed_number = serializers.CharField()
    title = serializers.CharField(source="local_title")
    state = serializers.CharField()
    issued_at = serializers.DateTimeField()


class BidderStandingOut(serializers.Serializer[Any]):
    """A bidder's own view of the case, and the venue's of the bidder."""

    registration = RegistrationOut()
    foreign = ScreenedOut(
        source="registration", help_text="declared before all else, and what the venue found (R-SEC-08)"
    )
    project_number = serializers.CharField()
    won = serializers.BooleanField()
    opinion_given = serializers.SerializerMethodField(help_text="whether the transferor has spoken")
    opinion = serializers.SerializerMethodField(help_text="none or objection; for the venue, for others once decided")
    opinion_reason = serializers.SerializerMethodField()
    supplements = serializers.SerializerMethodField()
    steps = MarkOut(source="marks", many=True)
    notices = serializers.SerializerMethodField(help_text="the numbers of the public notices")
    documents = BidderPaperOut(many=True)

    def get_notices(self, standing: Standing) -> list[str]:
        return [notice.number for notice in standing.notices]

    def get_opinion_given(self, standing: Standing) -> bool:
        return standing.registration.opinion != ""

    def get_opinion(self, standing: Standing) -> str:
        return standing.registration.opinion if self._told(standing) else ""

    def get_opinion_reason(self, standing: Standing) -> str:
        return standing.registration.opinion_reason if self._told(standing) else ""

    @extend_schema_field(AddedOut(many=True))
    def get_supplements(self, standing: Standing) -> Any:
        return AddedOut(standing.registration.supplements.order_by("id"), many=True).data

    def _told(self, standing: Standing) -> bool:
        return queries.knows_opinion(self.context["request"].actor, standing.registration)


class SaleDetailOut(SaleOut):
    own_registration = serializers.SerializerMethodField(help_text="of the organisation that the caller acts for")

    class Meta(SaleOut.Meta):
        fields = [*SaleOut.Meta.fields, "own_registration"]
        read_only_fields = fields

    @extend_schema_field(RegistrationOut(allow_null=True))
    def get_own_registration(self, sale: Sale) -> Any:
        own = queries.own_registration(self.context["request"].actor, sale)
        return RegistrationOut(own, context=self.context).data if own else None


class BidIn(serializers.Serializer[Any]):
    price = MoneyField(source="price_fen")


class ReceiptOut(serializers.Serializer[Any]):
    sale = serializers.CharField()
    bidder = serializers.CharField(source="code")
    sequence = serializers.IntegerField()
    price = MoneyField(source="price_fen")
    at = serializers.DateTimeField()
    accepted = serializers.BooleanField()
    rule = serializers.CharField(help_text="by which it was refused")
    reason = serializers.CharField(help_text="in the caller's language")
    leading = MoneyField(source="leading_fen", allow_null=True)
    ends_at = serializers.DateTimeField()
    jws = serializers.CharField(
        help_text="the market's signature over this answer; keep it: it must agree with the protocol"
    )


class ProtocolOut(serializers.ModelSerializer[Protocol]):
    sale = serializers.CharField(source="sale.number")
    lines = serializers.IntegerField(source="line_count")
    text = serializers.SerializerMethodField(help_text="JSON Lines: what the replay program reads")

    class Meta:
        model = Protocol
        fields = ["sale", "lines", "head", "jws", "signed_at", "text"]
        read_only_fields = fields

    def get_text(self, kept: Protocol) -> str:
        return protocol_file(kept).decode()


class BidOut(serializers.ModelSerializer[Bid]):
    bidder = serializers.CharField(source="registration.code")
    organisation = serializers.SerializerMethodField(help_text="null until the end")
    own = serializers.SerializerMethodField()
    price = MoneyField(source="price_fen")

    class Meta:
        model = Bid
        fields = ["sequence", "bidder", "organisation", "own", "rank", "price", "at", "accepted", "rule", "ends_at"]
        read_only_fields = fields

    @extend_schema_field(PartyOut(allow_null=True))
    def get_organisation(self, bid: Bid) -> Any:
        return PartyOut(bid.registration.organisation).data if bid.sale.is_over else None

    def get_own(self, bid: Bid) -> bool:
        return bool(self.context["request"].actor.acts_for(bid.registration.organisation))

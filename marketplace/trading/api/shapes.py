"""The shapes in which trading speaks through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import ExchangeCode, Organisation
from marketplace.catalogue.api.shapes import ShareField
from marketplace.core.api import MoneyField
from marketplace.core.reading import InstantField
from marketplace.trading import rules
from marketplace.trading.models import (
    Bid,
    Certificate,
    Contract,
    Protocol,
    Registration,
    Sale,
    Settlement,
    Share,
    Supplement,
)
from marketplace.trading.queries import certificates as certificate_queries
from marketplace.trading.queries import sales as queries
from marketplace.trading.queries.commissions import out_of_price
from marketplace.trading.queries.owners import owner_parts
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
    increment = MoneyField(source="increment_fen")
    deposit = MoneyField(
        source="deposit_fen", required=False, help_text="default: the rulebook's share of the start price"
    )
    reserve = MoneyField(source="reserve_fen", required=False, help_text="secret: sealed at once, shown to nobody")
    opens_at = InstantField()
    registration_ends_at = InstantField(
        required=False, help_text="default: the opening for a state-owned lot, the end for others"
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
            "free_ends_at", "ends_at", "extension_seconds", "leading", "leading_rank", "leader", "winner", "next_bid", "bid_count",
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


class RegistrationIn(serializers.Serializer[Any]):
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
            "statement",
            "opinion_due_at",
            "decision_due_at",
            "decision_reason",
        ]
        read_only_fields = fields

    def get_code(self, registration: Registration) -> str | None:
        return registration.code if queries.knows_code(self.context["request"].actor, registration) else None


class MarkOut(serializers.Serializer[Any]):
    step = serializers.ChoiceField(["interest", "qualification", "deposit", "trading", "result", "money"])
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


class SignatureIn(serializers.Serializer[Any]):
    terms_hash = serializers.CharField(
        max_length=64, required=False, allow_blank=True, default="", help_text="of the terms that the signer has read"
    )


class SellerFeeTermsIn(serializers.Serializer[Any]):
    nets = serializers.BooleanField(
        help_text="true: the seller's fee comes out of the price; false: the price goes out in full, the fee is paid apart"
    )


class ContractOut(serializers.ModelSerializer[Contract]):
    sale = serializers.CharField(source="sale.number")
    terms = serializers.DictField()

    class Meta:
        model = Contract
        fields = [
            "number",
            "sale",
            "terms",
            "terms_hash",
            "due_at",
            "seller_signed_at",
            "buyer_signed_at",
            "effective_at",
        ]
        read_only_fields = fields


class ShareOut(serializers.ModelSerializer[Share]):
    amount = MoneyField(source="amount_fen")

    class Meta:
        model = Share
        fields = ["payee", "exchange", "amount"]
        read_only_fields = fields


class OwnerPartOut(serializers.Serializer[Any]):
    holder = serializers.CharField(source="owner.holder")
    payee = serializers.CharField(
        source="payee.number", help_text="who is paid; a holder off the market is paid by the seller"
    )
    share = ShareField(source="owner.share")
    amount = MoneyField(source="amount_fen")


class SettlementOut(serializers.ModelSerializer[Settlement]):
    """Everybody sees the price; each side its own lines, an exchange its own share, the venue all."""

    sale = serializers.CharField(source="sale.number")
    price = MoneyField(source="price_fen")
    buyer = serializers.SerializerMethodField(help_text="for the buyer and the venue")
    seller = serializers.SerializerMethodField(help_text="for the seller and the venue")
    owners = serializers.SerializerMethodField(help_text="all for the seller and the venue, its own for a co-owner")
    shares = serializers.SerializerMethodField(help_text="all for the venue, its own for an exchange")
    mark = serializers.CharField(source="sale.schedule.mark")

    class Meta:
        model = Settlement
        fields = [
            "sale",
            "state",
            "price",
            "buyer",
            "seller",
            "owners",
            "shares",
            "mark",
            "due_at",
            "paid_at",
            "settled_at",
        ]
        read_only_fields = fields

    def _may_see(self, settlement: Settlement, side: str) -> bool:
        actor = self.context["request"].actor
        return rules.is_staff_of(actor, settlement.sale) or rules.side_of(actor, settlement.sale) == side

    @extend_schema_field(
        serializers.DictField(child=MoneyField(), allow_null=True, help_text="deposit, balance, fee, due")
    )
    def get_buyer(self, settlement: Settlement) -> Any:
        if not self._may_see(settlement, "buyer"):
            return None
        lines = {
            "deposit": settlement.deposit_fen,
            "balance": settlement.price_fen - settlement.deposit_fen,
            "fee": settlement.buyer_fee_fen,
            "due": settlement.buyer_due_fen,
        }
        return {name: MoneyField().to_representation(amount) for name, amount in lines.items()}

    @extend_schema_field(
        serializers.DictField(
            child=MoneyField(),
            allow_null=True,
            help_text="fee, net, commission that comes out of it, paid_out, fee_due: what is to be paid apart",
        )
    )
    def get_seller(self, settlement: Settlement) -> Any:
        if not self._may_see(settlement, "seller"):
            return None
        commission_fen = sum(one.amount_fen for one in out_of_price(settlement.sale))
        lines = {
            "fee": settlement.seller_fee_fen,
            "net": settlement.seller_net_fen,
            "commission": commission_fen,
            "paid_out": settlement.paid_out_fen - commission_fen,
            "fee_due": settlement.seller_fee_fen if settlement.waits_for_fee else 0,
        }
        return {name: MoneyField().to_representation(amount) for name, amount in lines.items()}

    @extend_schema_field(OwnerPartOut(many=True))
    def get_owners(self, settlement: Settlement) -> Any:
        sale = settlement.sale
        paid_fen = settlement.paid_out_fen - sum(one.amount_fen for one in out_of_price(sale))
        parts, actor = owner_parts(sale.listing, paid_fen), self.context["request"].actor
        if not self._may_see(settlement, "seller"):
            parts = [part for part in parts if part.owner.organisation and actor.acts_for(part.owner.organisation)]
        return OwnerPartOut(parts, many=True).data

    @extend_schema_field(ShareOut(many=True))
    def get_shares(self, settlement: Settlement) -> Any:
        actor = self.context["request"].actor
        all_of_them = sorted(settlement.shares.all(), key=lambda share: share.pk)
        if rules.is_staff_of(actor, settlement.sale):
            return ShareOut(all_of_them, many=True).data
        own = [share for share in all_of_them if actor.exchange and share.exchange == actor.exchange]
        return ShareOut(own, many=True).data


class CertificateDocument(serializers.Serializer[Any]):
    payload = serializers.DictField()
    sha256 = serializers.CharField(help_text="of the canonical payload: sorted keys, no spaces, UTF-8")
    jws = serializers.CharField(help_text="the payload signed; keys at /.well-known/jwks.json")


class CertificateOut(serializers.ModelSerializer[Certificate]):
    sale = serializers.CharField(source="sale.number")
    certificate = serializers.SerializerMethodField(help_text="what is handed out and checked")
    superseded_by = serializers.SerializerMethodField(help_text="the number of the certificate that replaced it")

    class Meta:
        model = Certificate
        fields = ["number", "sale", "exchange", "issued_at", "certificate", "superseded_by"]
        read_only_fields = fields

    @extend_schema_field(CertificateDocument())
    def get_certificate(self, issued: Certificate) -> Any:
        return certificate_queries.document(issued)

    def get_superseded_by(self, issued: Certificate) -> str | None:
        later = getattr(issued, "superseded_by", None)
        return later.number if later else None


class CheckIn(serializers.Serializer[Any]):
    text = serializers.CharField(
        max_length=65536, help_text="a certificate as JSON (payload, sha256, jws), or its compact JWS alone"
    )


class FindingOut(serializers.Serializer[Any]):
    check = serializers.CharField(help_text="form, hash, signature, content, register, current")
    passed = serializers.BooleanField()
    message = serializers.SerializerMethodField()

    def get_message(self, finding: Any) -> str:
        return certificate_queries.words(finding)


class CheckOut(serializers.Serializer[Any]):
    verified = serializers.BooleanField()
    checks = FindingOut(many=True)

"""The shapes of sales whose prices are sealed."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.actor import Actor
from marketplace.core.api import MoneyField
from marketplace.trading.envelopes import FORMAT
from marketplace.trading.models import Criterion, Custodian, Envelope, OpeningKey, Round, Sale, Scheme
from marketplace.trading.models.scheme import MEASURE_MAX, NAME_MAX
from marketplace.trading.queries import sealed as queries
from marketplace.trading.queries.sales import own_registration


class WrappedIn(serializers.Serializer[Any]):
    """A private key under a passphrase that never leaves the browser: PBKDF2-SHA256, AES-256-GCM over PKCS 8."""

    salt = serializers.CharField(max_length=100)
    iv = serializers.CharField(max_length=100)
    iterations = serializers.IntegerField()
    ciphertext = serializers.CharField(max_length=1_000)


class OpeningKeyIn(serializers.Serializer[Any]):
    public_key = serializers.CharField(max_length=88, help_text="P-256, uncompressed point, base64")
    wrapped = WrappedIn()


class OpeningKeyOut(serializers.ModelSerializer[OpeningKey]):
    fingerprint = serializers.CharField(help_text="SHA-256 of the public key")
    wrapped = serializers.SerializerMethodField(help_text="for its holder alone, else null")

    class Meta:
        model = OpeningKey
        fields = ["number", "exchange", "state", "public_key", "fingerprint", "registered_at", "approved_at", "retired_at", "wrapped"]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(WrappedIn(allow_null=True))
    def get_wrapped(self, key: OpeningKey) -> Any:
        return key.wrapped if self.context["request"].actor.user == key.holder else None


class CriterionIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=NAME_MAX)
    weight = serializers.IntegerField(min_value=1, max_value=50, help_text="of 100")
    measure = serializers.CharField(
        max_length=MEASURE_MAX, default="", allow_blank=True, help_text="how points are given"
    )


class SchemeIn(serializers.Serializer[Any]):
    price_weight = serializers.IntegerField(
        required=False, min_value=1, max_value=99, help_text="default: the rulebook's"
    )
    criteria = CriterionIn(many=True)


class SchemeDecisionIn(serializers.Serializer[Any]):
    approved = serializers.BooleanField()
    reason = serializers.CharField(max_length=500, default="", allow_blank=True, help_text="of a refusal")


class CriterionOut(serializers.ModelSerializer[Criterion]):
    class Meta:
        model = Criterion
        fields = ["name", "weight", "measure"]
        read_only_fields = fields


class SchemeOut(serializers.ModelSerializer[Scheme]):
    listing = serializers.CharField(source="listing.number")
    criteria = serializers.SerializerMethodField()

    class Meta:
        model = Scheme
        fields = ["number", "listing", "state", "price_weight", "criteria", "drafted_at", "decided_at", "reason"]
        read_only_fields = fields

    @extend_schema_field(CriterionOut(many=True))
    def get_criteria(self, scheme: Scheme) -> Any:
        return CriterionOut(scheme.criteria.order_by("position"), many=True).data


class CustodianOut(serializers.ModelSerializer[Custodian]):
    key = serializers.CharField(source="key.number")
    exchange = serializers.CharField(source="key.exchange")
    public_key = serializers.CharField(source="key.public_key")
    fingerprint = serializers.CharField(source="key.fingerprint")

    class Meta:
        model = Custodian
        fields = ["position", "key", "exchange", "public_key", "fingerprint"]
        read_only_fields = fields


class RoundOut(serializers.ModelSerializer[Round]):
    round = serializers.IntegerField(source="position")
    floor = MoneyField(source="floor_fen")

    class Meta:
        model = Round
        fields = ["round", "floor", "invited", "opens_at", "ends_at", "open_by", "fail_by", "ended_at", "confirmed_at", "opened_at"]  # fmt: skip
        read_only_fields = fields


class EnvelopeOut(serializers.ModelSerializer[Envelope]):
    """An envelope; its price once the round was opened."""

    round = serializers.IntegerField(source="round.position")
    bidder = serializers.CharField(source="registration.code")
    own = serializers.SerializerMethodField()
    price = serializers.SerializerMethodField(help_text="null while it is sealed, and for what could not be opened")
    nonce = serializers.SerializerMethodField()
    refusal = serializers.SerializerMethodField(help_text="empty if it counts")
    rule = serializers.SerializerMethodField()
    receipt = serializers.SerializerMethodField(
        help_text="the market's signature; of one's own, and of all once they are opened"
    )

    class Meta:
        model = Envelope
        fields = ["number", "round", "bidder", "own", "received_at", "digest", "commitment", "files_digest", "price", "nonce", "refusal", "rule", "receipt"]  # fmt: skip
        read_only_fields = fields

    def get_own(self, one: Envelope) -> bool:
        return bool(self.context["request"].actor.acts_for(one.registration.organisation))

    @extend_schema_field(MoneyField(allow_null=True))
    def get_price(self, one: Envelope) -> Any:
        price = one.price_fen if one.round.opened_at else None
        return None if price is None else MoneyField().to_representation(price)

    def get_nonce(self, one: Envelope) -> str:
        return one.nonce if one.round.opened_at else ""

    def get_refusal(self, one: Envelope) -> str:
        return one.flaw if one.round.opened_at else ""

    def get_rule(self, one: Envelope) -> str:
        return one.rule if one.round.opened_at else ""

    def get_receipt(self, one: Envelope) -> str:
        return one.receipt if one.round.opened_at or self.get_own(one) else ""


class PointsOut(serializers.Serializer[Any]):
    bidder = serializers.CharField()
    price = MoneyField(source="price_fen")
    points = serializers.ListField(child=serializers.IntegerField(), help_text="by each criterion, in their order")
    total = serializers.CharField(help_text="of 100, to two decimals, half up")


class SealedOut(serializers.Serializer[Any]):
    """What a bidder's program needs to seal a price (`seal_bid.py`), and everybody to follow the opening."""

    format = serializers.SerializerMethodField()
    sale = serializers.CharField(source="number")
    method = serializers.CharField()
    round = serializers.SerializerMethodField(help_text="the one that runs, or waits to")
    code = serializers.SerializerMethodField(help_text="of the caller's organisation, if it bids; else empty")
    quorum = serializers.IntegerField(source="sealed.quorum")
    custodians = serializers.SerializerMethodField()
    scheme = serializers.SerializerMethodField()
    rounds = serializers.SerializerMethodField()
    ranking = serializers.SerializerMethodField(help_text="of a weighted sale that was opened, the best first")

    @property
    def actor(self) -> Actor:
        actor: Actor = self.context["request"].actor
        return actor

    def get_format(self, sale: Sale) -> str:
        return FORMAT

    def get_round(self, sale: Sale) -> int:
        return queries.current_round(sale).position

    def get_code(self, sale: Sale) -> str:
        own = own_registration(self.actor, sale)
        return own.code if own else ""

    @extend_schema_field(CustodianOut(many=True))
    def get_custodians(self, sale: Sale) -> Any:
        return CustodianOut(queries.custodians(sale), many=True).data

    @extend_schema_field(SchemeOut(allow_null=True))
    def get_scheme(self, sale: Sale) -> Any:
        return SchemeOut(sale.sealed.scheme).data if sale.sealed.scheme else None

    @extend_schema_field(RoundOut(many=True))
    def get_rounds(self, sale: Sale) -> Any:
        return RoundOut(sale.rounds.order_by("position"), many=True).data

    @extend_schema_field(PointsOut(many=True))
    def get_ranking(self, sale: Sale) -> Any:
        return PointsOut(queries.ranking(sale), many=True).data


class EnvelopeIn(serializers.Serializer[Any]):
    envelope = serializers.JSONField(help_text="what `seal_bid.py` or the page has made")
    files = serializers.ListField(
        child=serializers.CharField(max_length=20),
        default=list,
        max_length=5,
        help_text="of a weighted sale: the plan (F-…)",
    )


class EnvelopeReceiptOut(serializers.Serializer[Any]):
    envelope = EnvelopeOut()
    jws = serializers.CharField(help_text="the market's signature; keep it with the copy of your opening")


class SealedShareOut(serializers.Serializer[Any]):
    """An envelope as one custodian may see it: the own encrypted share, under the bidder's code."""

    code = serializers.CharField()
    round = serializers.IntegerField()
    sale = serializers.CharField()
    format = serializers.CharField()
    ephemeral = serializers.CharField()
    share = serializers.DictField(child=serializers.CharField())


class SharesIn(serializers.Serializer[Any]):
    shares = serializers.DictField(
        child=serializers.CharField(max_length=64, allow_blank=True),
        help_text="code → decrypted share in hexadecimal; empty: it cannot be read",
    )


class OwnOpeningIn(serializers.Serializer[Any]):
    price = MoneyField(source="price_fen")
    nonce = serializers.CharField(max_length=64)


class PlanScoresIn(serializers.Serializer[Any]):
    points = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()), help_text="code → criterion → 0 to 100"
    )


class ScoredPlanOut(serializers.ModelSerializer[Envelope]):
    """A plan as it is scored: under the bidder's code, without its name or its price."""

    bidder = serializers.CharField(source="registration.code")
    files = serializers.SerializerMethodField(help_text="the numbers of its files (F-…)")
    points = serializers.SerializerMethodField(
        help_text="by each criterion, in their order; empty before they are entered"
    )

    class Meta:
        model = Envelope
        fields = ["number", "bidder", "received_at", "files_digest", "files", "points"]
        read_only_fields = fields

    def get_files(self, one: Envelope) -> list[str]:
        return list(queries.plan_of(one).values_list("number", flat=True))

    def get_points(self, one: Envelope) -> list[int]:
        return list(queries.points_of(one))

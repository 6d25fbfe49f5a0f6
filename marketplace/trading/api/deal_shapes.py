"""The shapes of a deal: its contract, its money, its certificate."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.catalogue.api.shapes import ShareField
from marketplace.contracts.signing import BROUGHT, EVIDENCE_MAX
from marketplace.core.api import MoneyField
from marketplace.trading import rules
from marketplace.trading.models import Certificate, Contract, Settlement, Share
from marketplace.trading.queries import certificates as certificate_queries
from marketplace.trading.queries.commissions import out_of_price
from marketplace.trading.queries.owners import owner_parts


class SignatureIn(serializers.Serializer[Any]):
    terms_hash = serializers.CharField(
        max_length=64, required=False, allow_blank=True, default="", help_text="of the terms that the signer has read"
    )
    method = serializers.ChoiceField(list(BROUGHT), default="market")
    evidence = serializers.CharField(
        max_length=EVIDENCE_MAX, allow_blank=True, default="", help_text="of `ca`: a detached CMS signature in Base64"
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

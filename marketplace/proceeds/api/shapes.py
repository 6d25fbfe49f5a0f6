"""The shapes in which proceeds speak through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.catalogue.api.shapes import ShareField
from marketplace.core.api import MoneyField
from marketplace.proceeds.dealing import flow_of
from marketplace.proceeds.models import Cost, DealKind, Distribution, Member, Payout, Receipt, RewardRule, Team
from marketplace.proceeds.models.reward import WHOLE_BP
from marketplace.proceeds.queries import Holding, holdings
from marketplace.proceeds.telling import sentences

LONG = 1_000


class RewardRuleIn(serializers.Serializer[None]):
    kind = serializers.ChoiceField(choices=DealKind.choices)
    reward_bp = serializers.IntegerField(min_value=0, max_value=WHOLE_BP, help_text="of net income: 7000 is 70 %")
    main_bp = serializers.IntegerField(min_value=0, max_value=WHOLE_BP, help_text="of the reward: main contributors")
    from_date = serializers.DateField()
    consultation = serializers.CharField(max_length=LONG, help_text="how staff were consulted (R-RWD-05)")


class RewardRuleOut(serializers.ModelSerializer[RewardRule]):
    organisation = serializers.CharField(source="organisation.number")

    class Meta:
        model = RewardRule
        fields = [
            "number",
            "state",
            "organisation",
            "kind",
            "reward_bp",
            "main_bp",
            "from_date",
            "consultation",
            "published_at",
        ]
        read_only_fields = fields


class TeamMemberIn(serializers.Serializer[None]):
    name = serializers.CharField(max_length=60)
    user = serializers.CharField(max_length=20, allow_blank=True, default="", help_text="the number of his account")
    share = ShareField()
    main = serializers.BooleanField(default=False)


class TeamIn(serializers.Serializer[None]):
    listing = serializers.CharField(max_length=20, allow_blank=True, default="", help_text="the achievement, L-…")
    engagement = serializers.CharField(
        max_length=20, allow_blank=True, default="", help_text="or the commissioned work, EG-…"
    )
    members = TeamMemberIn(many=True)


class TeamMemberOut(serializers.ModelSerializer[Member]):
    share = serializers.SerializerMethodField()
    user = serializers.CharField(source="user.number", default=None, allow_null=True)

    class Meta:
        model = Member
        fields = ["position", "name", "user", "share", "main", "consented_at", "consent_note"]
        read_only_fields = fields

    def get_share(self, member: Member) -> str:
        return f"{member.share_numerator}/{member.share_denominator}"


class TeamOut(serializers.ModelSerializer[Team]):
    organisation = serializers.CharField(source="organisation.number")
    listing = serializers.CharField(source="listing.number", default=None, allow_null=True)
    engagement = serializers.CharField(source="engagement.number", default=None, allow_null=True)
    members = TeamMemberOut(many=True)

    class Meta:
        model = Team
        fields = ["number", "state", "organisation", "listing", "engagement", "members", "agreed_at"]
        read_only_fields = fields


class TeamConsentIn(serializers.Serializer[None]):
    position = serializers.IntegerField(min_value=0, max_value=1_000)
    note = serializers.CharField(max_length=300, help_text="the paper in which he consented")


class DistributionCostIn(serializers.Serializer[None]):
    kind = serializers.CharField(max_length=20, help_text="a code of R-RWD-04; the fee comes from the settlement")
    amount = MoneyField(source="amount_fen")
    note = serializers.CharField(max_length=300, allow_blank=True, default="")
    own = serializers.BooleanField(default=False, help_text="borne by this unit alone")
    evidence = serializers.CharField(max_length=20, allow_blank=True, default="", help_text="a file of POST /files")


class DistributionIn(serializers.Serializer[None]):
    deal = serializers.CharField(
        max_length=20,
        help_text="a settled sale, S-…, charge of a licence, LF-…, or milestone of commissioned work, EP-…",
    )
    costs = DistributionCostIn(many=True, default=list)
    announced_date = serializers.DateField(default=None, allow_null=True, help_text="of the reward (R-TAX-04)")
    reason = serializers.CharField(max_length=LONG, allow_blank=True, default="", help_text="of a correction")


class DistributionCostOut(serializers.ModelSerializer[Cost]):
    amount = MoneyField(source="amount_fen")
    evidence = serializers.CharField(source="evidence.number", default=None, allow_null=True)

    class Meta:
        model = Cost
        fields = ["kind", "amount", "own", "note", "evidence"]
        read_only_fields = fields


class PayoutLineOut(serializers.ModelSerializer[Payout]):
    entitled = MoneyField(source="entitled_fen")
    amount = serializers.SerializerMethodField(help_text="signed: a fen may be set off against the next")

    class Meta:
        model = Payout
        fields = ["number", "state", "role", "name", "entitled", "amount", "paid_date", "paid_reference"]
        read_only_fields = fields

    def get_amount(self, payout: Payout) -> dict[str, str]:
        return MoneyField().to_representation(payout.amount_fen)


class HoldingOut(serializers.Serializer[Holding]):
    holder = serializers.CharField()
    value = MoneyField(source="value_fen", help_text="of the registered capital")
    share = serializers.CharField(help_text="as a fraction")


class DistributionOut(serializers.ModelSerializer[Distribution]):
    deal = serializers.CharField(source="deal.number")
    unit = serializers.CharField(source="unit.number")
    supersedes = serializers.CharField(source="supersedes.number", default=None, allow_null=True)
    price = MoneyField(source="price_fen")
    rule_version = serializers.CharField(source="rule_version.number")
    reward_rule = serializers.CharField(source="reward_rule.number", default=None, allow_null=True)
    team = serializers.CharField(source="team.number")
    costs = DistributionCostOut(many=True)
    payouts = PayoutLineOut(many=True, help_text="of shares: fen of the registered capital")
    in_shares = serializers.BooleanField()
    cap_table = serializers.SerializerMethodField(
        help_text="who holds what of the company; empty where money is distributed"
    )

    class Meta:
        model = Distribution
        fields = [
            "number",
            "state",
            "deal",
            "unit",
            "version",
            "supersedes",
            "reason",
            "price",
            "rule_version",
            "reward_rule",
            "team",
            "announced_date",
            "costs",
            "payouts",
            "in_shares",
            "cap_table",
            "decided_at",
            "answer",
        ]
        read_only_fields = fields

    @extend_schema_field(HoldingOut(many=True))
    def get_cap_table(self, distribution: Distribution) -> Any:
        rows: Any = holdings(distribution)
        return HoldingOut(rows, many=True).data


class DistributionRejectionIn(serializers.Serializer[None]):
    answer = serializers.CharField(max_length=LONG)


class ProceedsReceiptIn(serializers.Serializer[None]):
    amount = MoneyField(source="amount_fen")
    received_date = serializers.DateField()
    reference = serializers.CharField(max_length=60)


class ProceedsReceiptOut(serializers.ModelSerializer[Receipt]):
    deal = serializers.CharField(source="deal.number")
    amount = MoneyField(source="amount_fen")

    class Meta:
        model = Receipt
        fields = ["deal", "reference", "amount", "received_date"]
        read_only_fields = fields


class PayoutOut(PayoutLineOut):
    """What its payee reads: his amount and how it came about, nothing of anybody else's."""

    unit = serializers.CharField(source="distribution.unit.number")
    deal = serializers.CharField(source="distribution.deal.number")
    explanation = serializers.SerializerMethodField()

    class Meta(PayoutLineOut.Meta):
        fields = [*PayoutLineOut.Meta.fields, "unit", "deal", "income_date", "explanation"]
        read_only_fields = fields

    def get_explanation(self, payout: Payout) -> list[str]:
        return sentences(flow_of(payout))


class WholePayoutOut(PayoutOut):
    taxable_base = serializers.SerializerMethodField(help_text="of a reward, estimated (R-TAX-04)")
    tax_notice = serializers.SerializerMethodField(help_text="stands beside it: no tax advice (R-TAX-06)")

    class Meta(PayoutOut.Meta):
        fields = [*PayoutOut.Meta.fields, "taxable_base", "tax_notice"]
        read_only_fields = fields

    def get_taxable_base(self, payout: Payout) -> dict[str, str] | None:
        base: Any = self.context["base"]
        return None if base is None else MoneyField().to_representation(base.base_fen)

    def get_tax_notice(self, payout: Payout) -> str:
        base: Any = self.context["base"]
        return "" if base is None else base.notice


class PayoutPaymentIn(serializers.Serializer[None]):
    paid_date = serializers.DateField()
    reference = serializers.CharField(max_length=60)

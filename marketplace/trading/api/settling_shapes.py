"""The shapes of what a deal comes to when it is not paid at once, or not at all."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.core.api import MoneyField
from marketplace.trading import rules
from marketplace.trading.api.shapes import PartyOut
from marketplace.trading.models import Default, Instalment, Plan, Unwinding
from marketplace.trading.models.default import Grounds
from marketplace.trading.models.instalment import Security
from marketplace.trading.queries.defaults import steps_of
from marketplace.trading.queries.instalments import instalments_of


class PartIn(serializers.Serializer[Any]):
    amount = MoneyField(source="amount_fen", help_text="of the price")
    months = serializers.IntegerField(
        min_value=0, max_value=120, help_text="after the contract's effect; 0 for the first part"
    )


class PlanIn(serializers.Serializer[Any]):
    instalments = PartIn(many=True)
    security = serializers.ChoiceField(Security.choices)
    security_note = serializers.CharField(max_length=500, help_text="who stands in, by which instrument, for how much")
    interest_bp = serializers.IntegerField(
        min_value=0, max_value=10_000, help_text="a year, in basis points: 360 is 3.6 %"
    )


class InstalmentOut(serializers.ModelSerializer[Instalment]):
    """Everybody concerned sees part, interest and days; each side its own fee."""

    sale = serializers.CharField(source="plan.contract.sale.number")
    amount = MoneyField(source="amount_fen")
    interest = MoneyField(source="interest_fen")
    buyer = serializers.SerializerMethodField(help_text="for the buyer and the venue")
    seller = serializers.SerializerMethodField(help_text="for the seller and the venue")

    class Meta:
        model = Instalment
        fields = [
            "number", "sale", "position", "state", "amount", "interest", "months", "due_at", "buyer", "seller",
            "overdue_at", "demanded_at", "demand_ends_at", "paid_at", "settled_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(
        serializers.DictField(child=MoneyField(), allow_null=True, help_text="deposit, interest, fee, due")
    )
    def get_buyer(self, part: Instalment) -> Any:
        lines = {
            "deposit": part.deposit_fen,
            "interest": part.interest_fen,
            "fee": part.buyer_fee_fen,
            "due": part.due_fen,
        }
        return self._lines(part, "buyer", lines)

    @extend_schema_field(serializers.DictField(child=MoneyField(), allow_null=True, help_text="interest, fee, net"))
    def get_seller(self, part: Instalment) -> Any:
        lines = {"interest": part.interest_fen, "fee": part.seller_fee_fen, "net": part.net_fen}
        return self._lines(part, "seller", lines)

    def _lines(self, part: Instalment, side: str, lines: dict[str, int]) -> Any:
        actor, sale = self.context["request"].actor, part.plan.contract.sale
        if not (rules.is_staff_of(actor, sale) or rules.side_of(actor, sale) == side):
            return None
        return {name: MoneyField().to_representation(amount) for name, amount in lines.items()}


class PlanOut(serializers.ModelSerializer[Plan]):
    contract = serializers.CharField(source="contract.number")
    terms_hash = serializers.CharField(source="contract.terms_hash", help_text="what a signature then means")
    instalments = serializers.SerializerMethodField()

    class Meta:
        model = Plan
        fields = [
            "contract",
            "terms_hash",
            "security",
            "security_note",
            "interest_bp",
            "proposed_side",
            "proposed_at",
            "instalments",
        ]
        read_only_fields = fields

    @extend_schema_field(InstalmentOut(many=True))
    def get_instalments(self, plan: Plan) -> Any:
        return InstalmentOut(instalments_of(plan), many=True, context=self.context).data


class DefaultIn(serializers.Serializer[Any]):
    grounds = serializers.ChoiceField(Grounds.choices)
    reason = serializers.CharField(max_length=1_000)
    costs = MoneyField(source="costs_fen", required=False, default=0, help_text="of selling the lot anew")


class ReasonedIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=1_000)


class DepositUseOut(serializers.Serializer[Any]):
    """A step of the use of a deposit."""

    use = serializers.ChoiceField(["fees", "costs", "shortfall", "rest", "held"])
    taken = MoneyField(source="taken_fen")
    left = MoneyField(source="left_fen")


class DefaultOut(serializers.ModelSerializer[Default]):
    """For both sides and the venue: what the deposit was used for, and what stays to be claimed."""

    sale = serializers.CharField(source="sale.number")
    organisation = PartyOut()
    deposit = MoneyField(source="deposit_fen")
    fees = MoneyField(source="fees_fen", help_text="of both sides of the first sale")
    costs = MoneyField(source="costs_fen")
    uses = serializers.SerializerMethodField(help_text="the waterfall; empty until the default is declared")
    second_sale = serializers.CharField(source="second_sale.number", allow_null=True, default=None)
    second_price = MoneyField(source="second_price_fen", allow_null=True)
    shortfall = MoneyField(source="shortfall_fen", allow_null=True)
    claim = MoneyField(source="claim_fen", allow_null=True, help_text="of the seller, open after the deposit")
    fees_claim = MoneyField(source="fees_claim_fen", help_text="fees and costs that the deposit did not reach")

    class Meta:
        model = Default
        fields = [
            "number", "sale", "organisation", "state", "grounds", "reason", "proposed_at", "decided_at", "decision_reason",
            "deposit", "fees", "costs", "uses", "second_sale", "second_price", "shortfall", "claim", "fees_claim",
            "concluded_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(DepositUseOut(many=True))
    def get_uses(self, default: Default) -> Any:
        return DepositUseOut(steps_of(default), many=True).data if default.forfeit_id else []


class UnwindingIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Unwinding.Kind.choices)
    reason = serializers.CharField(max_length=1_000)


class UnwindingOut(serializers.ModelSerializer[Unwinding]):
    sale = serializers.CharField(source="settlement.sale.number")
    amount = MoneyField(source="amount_fen", help_text="to the party")

    class Meta:
        model = Unwinding
        fields = ["number", "sale", "kind", "state", "amount", "reason", "proposed_at", "decided_at", "decision_reason"]
        read_only_fields = fields

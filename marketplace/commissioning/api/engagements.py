"""Engagements through the API: signed, paid by milestones, refunded. Hand-in and acceptance lie with the contract."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.commissioning import commands
from marketplace.commissioning.models import Engagement, StagePayment
from marketplace.commissioning.models.call import NOTE_MAX
from marketplace.commissioning.queries import engagements as reading
from marketplace.contracts.models import DeedMilestone
from marketplace.contracts.signing import BROUGHT, EVIDENCE_MAX
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class StagePaymentOut(serializers.ModelSerializer[StagePayment]):
    milestone = serializers.CharField(source="milestone.number")
    amount = MoneyField(source="amount_fen")
    before = MoneyField(source="before_fen", help_text="received for the milestones before it (R-FEE-05)")
    client_fee = MoneyField(source="client_fee_fen")
    supplier_fee = MoneyField(source="supplier_fee_fen")
    due = MoneyField(source="due_fen", help_text="what the client pays")
    paid_out = MoneyField(source="paid_out_fen", help_text="what the supplier gets")

    class Meta:
        model = StagePayment
        fields = [
            *("number", "state", "milestone", "amount", "before", "client_fee", "supplier_fee", "due", "paid_out"),
            *("due_at", "overdue_at", "paid_at", "settled_at", "refund_reason"),
        ]
        read_only_fields = fields


class StageOut(serializers.ModelSerializer[DeedMilestone]):
    amount = MoneyField(source="amount_fen", allow_null=True)

    class Meta:
        model = DeedMilestone
        fields = ["number", "position", "name", "deliverables", "amount", "due_at", "state", "accepted_at"]
        read_only_fields = fields


class EngagementOut(serializers.ModelSerializer[Engagement]):
    need = serializers.CharField(source="need.number")
    call = serializers.CharField(source="solution.call.number", default=None, allow_null=True)
    solution = serializers.CharField(source="solution.number", default=None, allow_null=True)
    thread = serializers.CharField(source="thread.number", default=None, allow_null=True)
    client = serializers.CharField(source="client.name")
    supplier = serializers.CharField(source="supplier.name")
    price = MoneyField(source="price_fen")
    contract = serializers.CharField(source="deed.number", default=None, allow_null=True)
    payments = StagePaymentOut(many=True)

    class Meta:
        model = Engagement
        fields = [
            *("number", "state", "need", "call", "solution", "thread", "client", "supplier", "exchange"),
            *("via_exchange", "kind", "title", "price", "contract", "made_at", "started_at", "ended_at", "payments"),
        ]
        read_only_fields = fields


class EngagementFull(EngagementOut):
    milestones = serializers.SerializerMethodField(help_text="of the contract in force")
    ownership = serializers.SerializerMethodField(help_text="whose the work is, as the contract says (R-CON-05)")

    class Meta(EngagementOut.Meta):
        fields = [*EngagementOut.Meta.fields, "milestones", "ownership"]
        read_only_fields = fields

    def get_milestones(self, row: Engagement) -> list[dict[str, Any]]:
        return list(StageOut(reading.milestones_of(row), many=True).data)

    def get_ownership(self, row: Engagement) -> str:
        return reading.ownership_of(row)


class EngagementSigningIn(serializers.Serializer[Any]):
    sha256 = serializers.CharField(
        max_length=64, default="", allow_blank=True, help_text="of the text that was read; another is refused"
    )
    method = serializers.ChoiceField(list(BROUGHT), default="market")
    evidence = serializers.CharField(
        max_length=EVIDENCE_MAX, allow_blank=True, default="", help_text="of `ca`: a detached CMS signature in Base64"
    )


class EngagementReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=NOTE_MAX)


class EngagementList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(EngagementOut))
    def get(self, request: Request) -> Response:
        """Engagements of one's own on either side, with their money; newest first."""
        return self.page(EngagementOut, reading.engagements(request.actor))


class EngagementDetail(MarketView):
    @extend_schema(responses=EngagementFull)
    def get(self, request: Request, number: str) -> Response:
        """One of them with its milestones."""
        return self.answer(EngagementFull(reading.engagement(request.actor, number)))


class EngagementSignature(MarketView):
    @extend_schema(request=EngagementSigningIn, responses=EngagementFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Sign the contract for one's side; with the second signature it is in force (R-CON-02)."""
        found, given = reading.engagement(request.actor, number), vars(self.read(EngagementSigningIn, request))
        commands.sign_engagement(engagement=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(EngagementFull(reading.engagement(request.actor, number)))


class EngagementRefusal(MarketView):
    @extend_schema(request=EngagementReasonIn, responses=EngagementFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Leave an engagement whose contract is not signed by both (R-CON-02)."""
        found, given = reading.engagement(request.actor, number), vars(self.read(EngagementReasonIn, request))
        commands.decline_engagement(engagement=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(EngagementFull(reading.engagement(request.actor, number)))


class PaymentView(MarketView):
    def act(
        self, request: Request, number: str, command: Callable[..., StagePayment], shape: type[Any] | None = None
    ) -> Response:
        found = reading.payment(request.actor, number)
        given = vars(self.read(shape, request)) if shape else {}
        told = command(payment=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(StagePaymentOut(told))


class StagePaymentSettlement(PaymentView):
    @extend_schema(request=None, responses=StagePaymentOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Pass the money of an accepted milestone on (a reviewer who did not confirm its receipt; R-SET-08)."""
        return self.act(request, number, commands.settle_stage_payment)


class StagePaymentRefund(PaymentView):
    @extend_schema(request=EngagementReasonIn, responses=StagePaymentOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose to give back what came for a milestone that was not accepted, once the contract has ended (an officer)."""
        return self.act(request, number, commands.propose_refund, EngagementReasonIn)


class StagePaymentRefundConfirmation(PaymentView):
    @extend_schema(request=None, responses=StagePaymentOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Give it back (a reviewer who neither proposed it nor confirmed the receipt)."""
        return self.act(request, number, commands.confirm_refund)

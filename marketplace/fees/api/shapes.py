"""The shapes in which the fees speak through the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.core.api import MoneyField
from marketplace.core.rates import in_percent
from marketplace.documents.queries import documents_of
from marketplace.fees.models import Adoption, Band, DealLimit, Invoice, PaymentNotice, Rate, Relief, Schedule
from marketplace.fees.queries import Line, Step
from marketplace.fees.queries.invoices import newest
from marketplace.fees.telling import sentences_of
from marketplace.fees.wording import calibre_note, ceiling_warning, sentences


class PriceIn(serializers.Serializer[Any]):
    price = MoneyField(help_text="the price agreed or reached")

    def validate_price(self, value: int) -> int:
        if value == 0:
            raise serializers.ValidationError(_("价款须大于零。"))
        return value


class BandOut(serializers.ModelSerializer[Band]):
    above = MoneyField(source="lower_fen")
    up_to = MoneyField(source="upper_fen", allow_null=True, help_text="inclusive; null: without end")
    rate_percent = serializers.SerializerMethodField(help_text="decimal text, such as 1.5")

    class Meta:
        model = Band
        fields = ["above", "up_to", "rate_percent"]
        read_only_fields = fields

    def get_rate_percent(self, band: Band) -> str:
        return in_percent(band.rate)


class RateOut(serializers.ModelSerializer[Rate]):
    side_label = serializers.CharField(source="get_side_display")
    minimum = MoneyField(source="minimum_fen", allow_null=True)
    maximum = MoneyField(source="maximum_fen", allow_null=True)
    bands = BandOut(many=True)

    class Meta:
        model = Rate
        fields = ["side", "side_label", "method", "service", "base", "minimum", "maximum", "whole_amount", "bands"]
        read_only_fields = fields


class LimitOut(serializers.ModelSerializer[DealLimit]):
    """A minimum or maximum of both sides' fees together."""

    minimum = MoneyField(source="minimum_fen", allow_null=True)
    maximum = MoneyField(source="maximum_fen", allow_null=True)

    class Meta:
        model = DealLimit
        fields = ["method", "service", "minimum", "maximum"]
        read_only_fields = fields


class ReliefOut(serializers.ModelSerializer[Relief]):
    """What is not charged to whoever meets the criterion, wherever it is from."""

    criterion_label = serializers.CharField(source="get_criterion_display")
    percent = serializers.SerializerMethodField(help_text="decimal text, such as 20")

    class Meta:
        model = Relief
        fields = ["criterion", "criterion_label", "method", "percent", "from_date", "to_date"]
        read_only_fields = fields

    def get_percent(self, relief: Relief) -> str:
        return in_percent(relief.share)


class AdoptionOut(serializers.ModelSerializer[Adoption]):
    reduction_percent = serializers.SerializerMethodField(
        help_text="by which the exchange charges less, everybody alike"
    )

    class Meta:
        model = Adoption
        fields = ["exchange", "instrument", "reduction_percent", "effective_from"]
        read_only_fields = fields

    def get_reduction_percent(self, adoption: Adoption) -> str:
        return in_percent(adoption.reduction)


class ScheduleName(serializers.ModelSerializer[Schedule]):
    """A schedule as it is named beside every amount: `mark` must be shown with it, and the calibre in every comparison."""

    title = serializers.CharField(source="local_title")
    calibre = serializers.CharField(source="local_calibre", help_text="the kind of deal its rates are meant for")
    mark = serializers.CharField(help_text="shown beside every amount of an example schedule; else empty")

    class Meta:
        model = Schedule
        fields: Any = ["code", "version", "exchange", "title", "calibre", "mark"]
        read_only_fields = fields


class ScheduleOut(ScheduleName):
    legal_basis_label = serializers.CharField(source="get_legal_basis_display")
    source_note = serializers.CharField(source="local_source", help_text="where its numbers come from")
    adoptions = AdoptionOut(many=True, help_text="the exchanges that decided to charge by a unified schedule")
    rates = RateOut(many=True)
    limits = LimitOut(many=True)
    reliefs = ReliefOut(many=True)

    class Meta(ScheduleName.Meta):
        fields: Any = [
            *ScheduleName.Meta.fields,
            "legal_basis",
            "legal_basis_label",
            "instrument",
            "source_note",
            "effective_from",
            "effective_to",
            "adoptions",
            "rates",
            "limits",
            "reliefs",
        ]
        read_only_fields = fields


class LineOut(serializers.Serializer[Line]):
    """What one side pays under one schedule."""

    schedule = ScheduleName()
    side = serializers.CharField()
    amount = MoneyField(source="amount_fen")
    limit = serializers.ChoiceField(
        ["", "minimum", "maximum", "deal_minimum", "deal_maximum"], source="explanation.limit"
    )
    explanation = serializers.SerializerMethodField(help_text="the calculation in words, one sentence a step")
    warning = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_explanation(self, line: Line) -> list[str]:
        return sentences(line.explanation)

    def get_warning(self, line: Line) -> str:
        return ceiling_warning(line.ceiling) if line.above_ceiling else ""


class StepOut(serializers.Serializer[Step]):
    """What one side pays at one venue in one phase on the way to the unified schedule."""

    exchange = serializers.CharField(source="phase.exchange")
    phase = serializers.CharField(source="phase.name")
    weight = serializers.CharField(source="phase.weight", help_text="a fraction from 0 to 1, such as 1/3")
    from_date = serializers.DateField(source="phase.from_date")
    in_force = serializers.BooleanField()
    side = serializers.CharField()
    amount = MoneyField(source="amount_fen")
    legacy_amount = MoneyField(source="legacy_fen", help_text="by the old tariff of the venue")
    target_amount = MoneyField(source="target_fen", help_text="by the unified schedule in full")
    small_firm_amount = MoneyField(source="small_firm_fen", help_text="min(new, legacy) where it is offered")


class ComparisonOut(serializers.Serializer[Any]):
    """One price under every schedule and at every venue; a party pays what the venue charges, not its home exchange."""

    price = MoneyField(source="price_fen")
    day = serializers.DateField()
    note = serializers.SerializerMethodField()
    fees = LineOut(source="lines", many=True)
    phases = StepOut(source="steps", many=True)

    def get_note(self, _comparison: Any) -> str:
        return calibre_note()


class EInvoiceOut(serializers.ModelSerializer[Invoice]):
    class Meta:
        model = Invoice
        fields: Any = ["number", "invoice_date", "reason", "entered_at"]
        read_only_fields = fields


class NoticeOut(serializers.ModelSerializer[PaymentNotice]):
    """A demand to pay, with the calculation that was frozen with it."""

    quote = serializers.CharField(source="quote.number")
    subject = serializers.CharField(source="quote.subject", help_text="such as sale:S-2027-000042")
    exchange = serializers.CharField(source="quote.exchange")
    payer = serializers.CharField(source="quote.payer.number")
    side = serializers.CharField(source="quote.side")
    schedule = ScheduleName(source="quote.schedule")
    price = MoneyField(source="quote.price_fen")
    amount = MoneyField(source="quote.amount_fen")
    transfer = serializers.CharField(source="transfer.number", default=None, allow_null=True)
    explanation = serializers.SerializerMethodField(help_text="the calculation in words, one sentence a step")
    invoice = serializers.SerializerMethodField(help_text="the e-invoice that the tax system issued; null before")

    class Meta:
        model = PaymentNotice
        fields: Any = [
            "number",
            "state",
            "issued_at",
            "paid_at",
            "transfer",
            "quote",
            "subject",
            "exchange",
            "payer",
            "side",
            "schedule",
            "price",
            "amount",
            "explanation",
            "invoice",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_explanation(self, notice: PaymentNotice) -> list[str]:
        return sentences_of(notice.quote)

    @extend_schema_field(EInvoiceOut(allow_null=True))
    def get_invoice(self, notice: PaymentNotice) -> Any:
        standing = newest(notice.invoices.all())
        return EInvoiceOut(standing).data if standing else None


class NoticeDetailOut(NoticeOut):
    """One of them with its papers and every entry of an invoice."""

    documents = serializers.SerializerMethodField(help_text="numbers of its papers, to be read at /documents")
    invoices = EInvoiceOut(many=True)

    class Meta(NoticeOut.Meta):
        fields: Any = [*NoticeOut.Meta.fields, "documents", "invoices"]
        read_only_fields = fields

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_documents(self, notice: PaymentNotice) -> list[str]:
        return list(documents_of(notice).values_list("number", flat=True))

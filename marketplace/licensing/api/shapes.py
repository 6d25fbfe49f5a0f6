"""Shapes of offers, licences, reports and charges."""

from typing import Any

from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.core.api import MoneyField
from marketplace.licensing.models import Base, Charge, Kind, Licence, Offer, SalesReport
from marketplace.licensing.models.offer import CYCLES, NOTE_MAX, SCOPE_MAX, TERM_MOST
from marketplace.licensing.queries.reading import warnings_of
from marketplace.trading.api.screening_shapes import SCREENED, DeclarationIn


class LicenceOfferIn(serializers.Serializer[Any]):
    listing = serializers.CharField(max_length=30, help_text="L-…, on offer for ordinary licences")
    right = serializers.CharField(max_length=40, help_text="number of one of its rights")
    kind = serializers.ChoiceField(Kind.choices)
    scope = serializers.CharField(max_length=SCOPE_MAX, help_text="field, territory, volume")
    term_months = serializers.IntegerField(min_value=1, max_value=TERM_MOST)
    fixed = MoneyField(source="fixed_fen", required=False, allow_null=True, default=None)
    base = serializers.ChoiceField(Base.choices, required=False, allow_blank=True, default="")
    rate_bp = serializers.IntegerField(
        min_value=1,
        max_value=10_000,
        required=False,
        allow_null=True,
        default=None,
        help_text="basis points: 300 is 3 %",
    )
    trigger = MoneyField(source="trigger_fen", required=False, allow_null=True, default=None)
    trigger_months = serializers.IntegerField(
        min_value=1, max_value=TERM_MOST, required=False, allow_null=True, default=None
    )
    retroactive = serializers.BooleanField(default=True, help_text="the royalty is on all sales once triggered")
    cap = MoneyField(source="cap_fen", required=False, allow_null=True, default=None)
    report_months = serializers.ChoiceField(CYCLES, required=False, allow_null=True, default=None)
    nets_fee = serializers.BooleanField(default=True, help_text="the licensor's fee comes out of what is received")
    evaluation = serializers.CharField(
        max_length=NOTE_MAX, default="", allow_blank=True, help_text="report on a utility model or design"
    )


class LicenceOfferOut(serializers.ModelSerializer[Offer]):
    listing = serializers.CharField(source="listing.number")
    right = serializers.CharField(source="right.number")
    licensor = serializers.CharField(source="licensor.name")
    fixed = MoneyField(source="fixed_fen", allow_null=True)
    trigger = MoneyField(source="trigger_fen")
    cap = MoneyField(source="cap_fen", allow_null=True)
    rule_version = serializers.CharField(source="rule_version.number")
    warnings = serializers.SerializerMethodField(
        help_text="what the guidance calls unusual (R-LIC-04); nothing is refused"
    )

    class Meta:
        model = Offer
        fields = [
            *(
                "number",
                "state",
                "kind",
                "listing",
                "right",
                "exchange",
                "licensor",
                "scope",
                "term_months",
                "fixed",
                "base",
            ),
            *("rate_bp", "trigger", "trigger_months", "retroactive", "cap", "report_months", "nets_fee", "evaluation"),
            *("announcement", "declared_at", "checked_at", "ended_at", "reasons", "rule_version", "warnings"),
        ]
        read_only_fields = fields

    def get_warnings(self, row: Offer) -> list[str]:
        return [one.message for one in warnings_of(row)]


class OfferPublicationIn(serializers.Serializer[Any]):
    announcement = serializers.CharField(
        max_length=NOTE_MAX,
        default="",
        allow_blank=True,
        help_text="number and day of CNIPA's announcement of an open licence",
    )


class OfferReasonsIn(serializers.Serializer[Any]):
    reasons = serializers.CharField(max_length=NOTE_MAX)


class LicenceIn(DeclarationIn):
    offer = serializers.CharField(max_length=30, help_text="LO-…")
    use = serializers.CharField(max_length=NOTE_MAX, help_text="products and scope of use")
    via_exchange = serializers.ChoiceField(ExchangeCode.choices, required=False, allow_blank=True, default="")


class SalesReportOut(serializers.ModelSerializer[SalesReport]):
    amount = MoneyField(source="amount_fen", allow_null=True)
    cumulative = MoneyField(source="cumulative_fen", allow_null=True)
    royalty = MoneyField(source="royalty_fen", allow_null=True)
    owed = MoneyField(source="owed_fen", allow_null=True)

    class Meta:
        model = SalesReport
        fields = [
            *(
                "number",
                "state",
                "period_start",
                "period_end",
                "due_at",
                "amount",
                "cumulative",
                "royalty",
                "owed",
                "capped",
            ),
            *("note", "reported_at", "overdue_at", "notice_ends_at", "breached_at"),
        ]
        read_only_fields = fields


class LicenceChargeOut(serializers.ModelSerializer[Charge]):
    report = serializers.CharField(source="report.number", default=None, allow_null=True)
    amount = MoneyField(source="amount_fen")
    licensee_fee = MoneyField(source="licensee_fee_fen")
    licensor_fee = MoneyField(source="licensor_fee_fen")
    due = MoneyField(source="due_fen", help_text="what the licensee pays")
    paid_out = MoneyField(source="paid_out_fen", help_text="what goes to the licensor")

    class Meta:
        model = Charge
        fields = [
            *("number", "state", "report", "amount", "licensee_fee", "licensor_fee", "due", "paid_out", "due_at"),
            *("overdue_at", "paid_at", "settled_at"),
        ]
        read_only_fields = fields


class LicenceOut(serializers.ModelSerializer[Licence]):
    offer = serializers.CharField(source="offer.number")
    listing = serializers.CharField(source="offer.listing.number")
    licensor = serializers.CharField(source="offer.licensor.name")
    licensee = serializers.CharField(source="licensee.name")

    class Meta:
        model = Licence
        fields = [
            *(
                "number",
                "state",
                "offer",
                "listing",
                "licensor",
                "licensee",
                "via_exchange",
                "use",
                "taken_at",
                "answer",
            ),
            *SCREENED,
            *("starts_date", "ends_date", "trigger_by", "triggered_at", "record_due_at", "record_note", "ending"),
            *("ended_at", "files_returned_at", "files_note"),
        ]
        read_only_fields = fields


class LicenceFull(LicenceOut):
    reports = SalesReportOut(many=True)
    charges = LicenceChargeOut(many=True)

    class Meta(LicenceOut.Meta):
        fields = [*LicenceOut.Meta.fields, "reports", "charges"]
        read_only_fields = fields


class LicenceAnswerIn(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=NOTE_MAX)


class LicenceReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=NOTE_MAX)


class LicenceNoteIn(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=NOTE_MAX)


class SalesReportIn(serializers.Serializer[Any]):
    amount = MoneyField(source="amount_fen", help_text="net sales, or profit, of the period")
    note = serializers.CharField(max_length=NOTE_MAX, default="", allow_blank=True)


class SalesCorrectionIn(serializers.Serializer[Any]):
    amount = MoneyField(source="amount_fen")
    reason = serializers.CharField(max_length=NOTE_MAX)

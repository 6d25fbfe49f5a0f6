"""Bodies and answers of the network."""

from typing import Any

from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.catalogue.models import TransferMode
from marketplace.core.api import MoneyField
from marketplace.network.models import ExternalDeal, Kind, PartnerRecord, Reading

ROWS_MOST = 1_000


class RowField(serializers.DictField):
    """A row as a file has it: heading and cell."""

    child = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)


class RowsIn(serializers.Serializer[None]):
    kind = serializers.ChoiceField(choices=Kind.choices)
    rows = serializers.ListField(
        child=RowField(),
        min_length=1,
        max_length=ROWS_MOST,
        help_text="each by its headings, as in a file; cells are texts",
    )


class FaultOut(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="counts from 1")
    column = serializers.CharField()
    reason = serializers.CharField()


class OutcomeOut(serializers.Serializer[Any]):
    landed = serializers.IntegerField()
    unchanged = serializers.IntegerField(help_text="came before with the same content")
    conflicting = serializers.IntegerField(help_text="kept, changing nothing, until an officer decides")
    bad = serializers.IntegerField()
    faults = FaultOut(many=True)


class RecordOut(serializers.ModelSerializer[PartnerRecord]):
    content = serializers.SerializerMethodField(help_text="by column, as an export writes it")
    notice = serializers.CharField(source="notice.number", allow_null=True)

    class Meta:
        model = PartnerRecord
        fields = ["number", "exchange", "kind", "original_number", "part", "title", "content", "notice", "received_at"]
        read_only_fields = fields

    def get_content(self, record: PartnerRecord) -> dict[str, str]:
        reading = self.context["held"].get(record.pk)
        return self.context["cells"](record.kind, reading.content) if reading else {}


class ConflictOut(serializers.ModelSerializer[Reading]):
    record = serializers.CharField(source="record.number")
    exchange = serializers.CharField(source="record.exchange")
    kind = serializers.CharField(source="record.kind")
    original_number = serializers.CharField(source="record.original_number")
    other = serializers.CharField(source="other.number", allow_null=True)
    theirs = serializers.SerializerMethodField(help_text="what came, by column")

    class Meta:
        model = Reading
        fields = [
            "number",
            "record",
            "exchange",
            "kind",
            "original_number",
            "state",
            "reason",
            "own",
            "other",
            "theirs",
            "received_at",
            "decided_at",
            "decision",
        ]
        read_only_fields = fields

    def get_theirs(self, reading: Reading) -> dict[str, str]:
        return self.context["cells"](reading.record.kind, reading.content)


class ConflictDecisionIn(serializers.Serializer[None]):
    take = serializers.ChoiceField(choices=["ours", "theirs"], help_text="whose content holds from now on")
    reason = serializers.CharField(max_length=500)


class ExportOut(serializers.Serializer[Any]):
    kind = serializers.CharField()
    cursor = serializers.IntegerField(help_text="`since` of the next request")
    more = serializers.BooleanField(help_text="whether the next request has rows at once")
    rows = serializers.ListField(child=serializers.DictField(child=serializers.CharField(allow_blank=True)))


class SinceIn(serializers.Serializer[None]):
    since = serializers.IntegerField(min_value=0, max_value=2**63 - 1, default=0)


class DealIn(serializers.Serializer[None]):
    exchange = serializers.ChoiceField(choices=ExchangeCode.choices)
    contract_number = serializers.CharField(max_length=60)
    title = serializers.CharField(max_length=300)
    method = serializers.ChoiceField(choices=TransferMode.choices)
    amount = MoneyField()
    deal_date = serializers.DateField()
    venue = serializers.CharField(max_length=100, allow_blank=True, default="")
    seller = serializers.CharField(max_length=120)
    seller_uscc = serializers.CharField(max_length=40, allow_blank=True, default="")
    seller_region = serializers.CharField(max_length=6, help_text="GB/T 2260, such as 510100")
    buyer = serializers.CharField(max_length=120)
    buyer_uscc = serializers.CharField(max_length=40, allow_blank=True, default="")
    buyer_region = serializers.CharField(max_length=6, help_text="GB/T 2260, such as 500000")
    evidence = serializers.CharField(
        max_length=20, allow_blank=True, default="", help_text="the number of a file handed in by POST /files"
    )


class DealOut(serializers.ModelSerializer[ExternalDeal]):
    amount = MoneyField(source="amount_fen")
    evidence = serializers.CharField(source="evidence.number", allow_null=True)
    organisation = serializers.CharField(source="organisation.number")

    class Meta:
        model = ExternalDeal
        fields = [
            "number",
            "exchange",
            "state",
            "contract_number",
            "title",
            "method",
            "amount",
            "deal_date",
            "venue",
            "seller",
            "seller_uscc",
            "seller_region",
            "buyer",
            "buyer_uscc",
            "buyer_region",
            "evidence",
            "organisation",
            "entered_at",
            "checked_at",
            "note",
        ]
        read_only_fields = fields


class DealReturnIn(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=500)

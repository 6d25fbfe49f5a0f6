"""The shapes in which the agency speaks through the API."""

from typing import Any

from rest_framework import serializers

from marketplace.agency.models import CustodyAgreement, Practitioner
from marketplace.core.api import MoneyField


class CustodyOut(serializers.ModelSerializer[CustodyAgreement]):
    owner = serializers.CharField(source="owner.number")
    custodian = serializers.CharField(source="custodian.number")
    scopes = serializers.ListField(child=serializers.CharField(), help_text="list, negotiate, annuities, sign")
    state_label = serializers.CharField(source="get_state_display")
    limit = MoneyField(source="limit_fen", allow_null=True, help_text="of a contract that it signs; null: none")
    fee_bp = serializers.IntegerField(allow_null=True, help_text="share of the price in basis points")
    ends_date = serializers.DateField(allow_null=True, help_text="the last day after a termination")

    class Meta:
        model = CustodyAgreement
        fields = [
            "number",
            "state",
            "state_label",
            "owner",
            "custodian",
            "scopes",
            "all_rights",
            "from_date",
            "to_date",
            "limit",
            "fee",
            "fee_bp",
            "notice_days",
            "ends_date",
        ]
        read_only_fields = fields


class PractitionerOut(serializers.ModelSerializer[Practitioner]):
    organisation = serializers.CharField(source="organisation.name", default="")
    level_label = serializers.CharField(source="get_level_display")
    valid_to = serializers.DateField(allow_null=True, help_text="the last day; null: without end")

    class Meta:
        model = Practitioner
        fields = ["number", "name", "organisation", "level", "level_label", "issued_by", "valid_to", "state"]
        read_only_fields = fields


class WholePractitionerOut(PractitionerOut):
    deals = serializers.SerializerMethodField(help_text="certified ones")
    amount = serializers.SerializerMethodField(help_text="their prices, each by the person's share")

    class Meta(PractitionerOut.Meta):
        fields = [*PractitionerOut.Meta.fields, "deals", "amount"]
        read_only_fields = fields

    def get_deals(self, row: Practitioner) -> int:
        return int(self.context["record"].deals)

    def get_amount(self, row: Practitioner) -> dict[str, Any]:
        shown: dict[str, Any] = MoneyField().to_representation(self.context["record"].amount_fen)
        return shown

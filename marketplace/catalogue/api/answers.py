"""What the catalogue answers: lists in short, one thing in full, and what only the parties see."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.catalogue.api.shapes import PartyName, ShareField
from marketplace.catalogue.models import (
    Comparison,
    Division,
    Industry,
    IpcClass,
    Listing,
    Need,
    Ownership,
    ResearchField,
    Right,
    Sector,
    TechnologyField,
    Zone,
)
from marketplace.catalogue.queries import Serves
from marketplace.catalogue.rules import may_see_inside
from marketplace.core.api import MoneyField


class ListingBrief(serializers.ModelSerializer[Listing]):
    lister = PartyName()
    technology_field = serializers.CharField(source="technology_field_id", allow_null=True)
    asking_price = MoneyField(source="asking_price_fen", allow_null=True)

    class Meta:
        model = Listing
        fields = [
            *("number", "project_number", "state", "exchange", "lister", "title", "title_en", "keywords"),
            *("technology_field", "ipc_codes", "trl", "transfer_modes", "price_mode", "asking_price"),
            *("unverified", "published_at", "disclosure_ends_at"),
        ]
        read_only_fields = fields


class RightOut(serializers.ModelSerializer[Right]):
    title = serializers.CharField(source="public_title")

    class Meta:
        model = Right
        fields = ["kind", "patent_kind", "number", "title", "status", "filing_date", "term_ends_date"]
        read_only_fields = fields


class HolderOut(serializers.ModelSerializer[Ownership]):
    organisation = serializers.CharField(source="organisation.number", allow_null=True, default=None)
    name = serializers.CharField(source="holder")
    share = ShareField(allow_null=True)

    class Meta:
        model = Ownership
        fields = ["organisation", "name", "share"]
        read_only_fields = fields


class MeasuredOut(serializers.ModelSerializer[Comparison]):
    change_bp = serializers.IntegerField(allow_null=True, help_text="ours against today's, in basis points of today's")

    class Meta:
        model = Comparison
        fields = ["measure", "unit", "ours", "today", "change_bp", "practice", "method", "origin"]
        read_only_fields = fields


class SecretOut(serializers.ModelSerializer[Right]):
    class Meta:
        model = Right
        fields = ["title", "note"]
        read_only_fields = fields


class ConsentOut(serializers.ModelSerializer[Ownership]):
    class Meta:
        model = Ownership
        fields = ["position", "holder", "consented_at", "consent_note"]
        read_only_fields = fields


class ListingInside(serializers.ModelSerializer[Listing]):
    """What only lister, co-owners, the venue's officers and supervisors see."""

    trade_secrets = serializers.SerializerMethodField()
    consents = ConsentOut(source="ownerships", many=True)
    rule_version = serializers.CharField(source="rule_version.number", allow_null=True, default=None)

    class Meta:
        model = Listing
        fields = [
            *("secrecy_reviewer", "secrecy_reviewed_date", "reasons", "submitted_at", "rule_version"),
            *("trade_secrets", "consents"),
        ]
        read_only_fields = fields

    @extend_schema_field(SecretOut(many=True))
    def get_trade_secrets(self, listing: Listing) -> Any:
        return SecretOut([right for right in listing.rights.all() if right.is_secret], many=True).data


class ListingFull(ListingBrief):
    rights = RightOut(many=True)
    owners = HolderOut(source="ownerships", many=True)
    inventors = serializers.SlugRelatedField[Any](many=True, read_only=True, slug_field="name")
    comparisons = MeasuredOut(many=True)
    inside = serializers.SerializerMethodField(help_text="for the parties and the venue, null for others")

    class Meta(ListingBrief.Meta):
        fields = [
            *ListingBrief.Meta.fields,
            *("abstract", "abstract_en", "applications", "advantages", "evidence", "maturity", "industry_codes"),
            *("owner_category", "state_level", "encumbrances", "defects", "payment_terms", "decision_basis"),
            *("buyer_conditions", "buyer_conditions_basis", "accepted_at", "ended_at"),
            *("rights", "owners", "inventors", "comparisons", "inside"),
        ]
        read_only_fields = fields

    @extend_schema_field(ListingInside(allow_null=True))
    def get_inside(self, listing: Listing) -> Any:
        return ListingInside(listing).data if may_see_inside(self.context["request"].actor, listing) else None


class NeedOut(serializers.ModelSerializer[Need]):
    organisation = PartyName()
    technology_field = serializers.CharField(source="technology_field_id", allow_null=True)
    budget_low = MoneyField(source="budget_low_fen", allow_null=True)
    budget_high = MoneyField(source="budget_high_fen", allow_null=True)

    class Meta:
        model = Need
        fields = [
            *("number", "state", "kind", "exchange", "organisation", "title", "title_en", "content", "keywords"),
            *("technology_field", "industry_codes", "ipc_codes", "cooperation_modes", "budget_low", "budget_high"),
            *("deadline_date", "posted_at", "closed_at", "unverified"),
        ]
        read_only_fields = fields


class FieldOut(serializers.ModelSerializer[TechnologyField]):
    class Meta:
        model = TechnologyField
        fields = ["code", "name", "name_en"]
        read_only_fields = fields


class IpcOut(serializers.ModelSerializer[IpcClass]):
    class Meta:
        model = IpcClass
        fields = ["code", "level", "parent", "title"]
        read_only_fields = fields


class IndustryOut(serializers.ModelSerializer[Industry]):
    class Meta:
        model = Industry
        fields = ["code", "level", "parent", "name"]
        read_only_fields = fields


class ResearchFieldOut(serializers.ModelSerializer[ResearchField]):
    class Meta:
        model = ResearchField
        fields = ["code", "parent", "name", "name_en"]
        read_only_fields = fields


class SectorOut(serializers.ModelSerializer[Sector]):
    class Meta:
        model = Sector
        fields = ["code", "name", "name_en", "place"]
        read_only_fields = fields


class ZoneOut(serializers.ModelSerializer[Zone]):
    share_bp = serializers.IntegerField(
        allow_null=True, help_text="of the city's industrial output of 2019, in hundredths of a percent; null: unknown"
    )

    class Meta:
        model = Zone
        fields = ["code", "province", "name", "name_en", "positioning", "industries", "share_bp"]
        read_only_fields = fields


class ServesOut(serializers.Serializer[Serves]):
    industries = IndustryOut(many=True)
    sectors = SectorOut(many=True)
    field = FieldOut(allow_null=True)


class DivisionOut(serializers.ModelSerializer[Division]):
    class Meta:
        model = Division
        fields = ["code", "parent", "name"]
        read_only_fields = fields


class MissingOut(serializers.Serializer[Any]):
    item = serializers.CharField(help_text="field of the draft that it is about")
    name = serializers.CharField(source="label")
    points = serializers.IntegerField(help_text="what the item is worth as a whole")
    lacks = serializers.IntegerField(help_text="what completing it would add")
    advice = serializers.CharField()


class CompletenessOut(serializers.Serializer[Any]):
    points = serializers.IntegerField(help_text="of 100")
    missing = MissingOut(many=True, help_text="what would add most first")


class DoubleOut(serializers.Serializer[Any]):
    listing = serializers.CharField(
        source="shown.number",
        allow_null=True,
        default=None,
        help_text="null where you may not know more than that it is there",
    )
    exchange = serializers.ChoiceField(ExchangeCode.choices)
    state = serializers.ChoiceField(Listing.State.choices)
    numbers = serializers.ListField(child=serializers.CharField(), help_text="of rights that both name")
    percent = serializers.IntegerField(allow_null=True, help_text="how much of the text is the same, about")

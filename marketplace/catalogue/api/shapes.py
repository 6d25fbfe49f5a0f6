"""The shapes in which the catalogue speaks through the API."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import ExchangeCode, Organisation, OwnerCategory
from marketplace.catalogue.drafts import ComparisonDraft, ListingDraft, NeedDraft, OwnerDraft, RightDraft
from marketplace.catalogue.models import NeedKind, PriceMode, RightKind, RightStatus, StateLevel, TransferMode
from marketplace.catalogue.models.ownership import PARTS_MAX
from marketplace.core.api import MoneyField
from marketplace.core.errors import Invalid

SHARE = re.compile(r"\s*(\d{1,7})\s*(?:/\s*(\d{1,7})\s*)?")


@contextmanager
def fields_named(names: Mapping[str, str]) -> Iterator[None]:
    """Let a command's Invalid speak of the fields of the request."""
    try:
        yield
    except Invalid as error:
        error.fields = {names.get(name, name): messages for name, messages in error.fields.items()}
        raise


MONEY_NAMES = {
    "asking_price_fen": "asking_price",
    "budget_low_fen": "budget_low",
    "budget_high_fen": "budget_high",
    "technology_field_id": "technology_field",
}


@extend_schema_field({"type": "string", "pattern": r"^\d+(/\d+)?$", "examples": ["3/5"]})
class ShareField(serializers.Field[Fraction, Any, str, Fraction]):
    """A share of the whole as a fraction: `"3/5"`, or `"1"`."""

    default_error_messages = {"share": _("份额“{share}”无效：写成分数，例如 3/5，大于 0 且不超过 1。")}

    def to_internal_value(self, data: Any) -> Fraction:
        found = SHARE.fullmatch(data) if isinstance(data, str) else None
        numerator, denominator = (int(part or 1) for part in found.groups()) if found else (0, 0)
        if not 0 < numerator <= denominator <= PARTS_MAX:
            self.fail("share", share=str(data)[:40])
        return Fraction(numerator, denominator)

    def to_representation(self, value: Fraction) -> str:
        return str(value)


class RightIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(RightKind.choices)
    number = serializers.CharField(max_length=60, default="", allow_blank=True)
    title = serializers.CharField(max_length=200, default="", allow_blank=True)
    status = serializers.ChoiceField(RightStatus.choices, default=RightStatus.GRANTED)
    filing_date = serializers.DateField(default=None, allow_null=True)
    note = serializers.CharField(max_length=500, default="", allow_blank=True)


class OwnerIn(serializers.Serializer[Any]):
    organisation = serializers.CharField(max_length=20, default="", allow_blank=True, help_text="O-2027-000001")
    name = serializers.CharField(max_length=120, default="", allow_blank=True)
    share = ShareField(default=None, allow_null=True)


class EvidenceIn(serializers.Serializer[Any]):
    kind = serializers.CharField(max_length=200)
    date = serializers.CharField(max_length=10)


class ComparisonIn(serializers.Serializer[Any]):
    measure = serializers.CharField(max_length=80)
    unit = serializers.CharField(max_length=20, default="", allow_blank=True)
    ours = serializers.DecimalField(max_digits=18, decimal_places=6)
    today = serializers.DecimalField(max_digits=18, decimal_places=6)
    practice = serializers.CharField(max_length=120, help_text="what is done today")
    method = serializers.CharField(max_length=200, help_text="how it was measured")
    origin = serializers.CharField(max_length=200, help_text="report, paper or record, with its date")


def texts(max_length: int, limit: int) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(max_length=max_length), max_length=limit, default=list)


class ListingIn(serializers.Serializer[Any]):
    exchange = serializers.ChoiceField(ExchangeCode.choices)
    title = serializers.CharField(max_length=200)
    title_en = serializers.CharField(max_length=300, default="", allow_blank=True)
    abstract = serializers.CharField(max_length=10_000, default="", allow_blank=True)
    abstract_en = serializers.CharField(max_length=10_000, default="", allow_blank=True)
    keywords = texts(60, 30)
    applications = texts(300, 20)
    advantages = texts(300, 20)
    evidence = EvidenceIn(many=True, default=list)
    maturity = serializers.CharField(max_length=2_000, default="", allow_blank=True)
    trl = serializers.IntegerField(min_value=1, max_value=9, default=None, allow_null=True)
    technology_field = serializers.CharField(max_length=30, default="", allow_blank=True)
    industry_codes = texts(4, 30)
    ipc_codes = texts(20, 30)
    transfer_modes = serializers.ListField(child=serializers.ChoiceField(TransferMode.choices), default=list)
    price_mode = serializers.ChoiceField(PriceMode.choices, default=PriceMode.NEGOTIATED)
    asking_price = MoneyField(source="asking_price_fen", default=None, allow_null=True)
    owner_category = serializers.ChoiceField(OwnerCategory.choices, default="", allow_blank=True)
    state_level = serializers.ChoiceField(
        StateLevel.choices, default="", allow_blank=True, help_text="of a state firm alone, and wanted there (R-LST-11)"
    )
    encumbrances = serializers.CharField(max_length=2_000, default="", allow_blank=True)
    defects = serializers.CharField(max_length=2_000, default="", allow_blank=True)
    payment_terms = serializers.CharField(max_length=2_000, default="", allow_blank=True)
    decision_basis = serializers.CharField(max_length=2_000, default="", allow_blank=True)
    buyer_conditions = serializers.CharField(max_length=2_000, default="", allow_blank=True)
    buyer_conditions_basis = serializers.CharField(max_length=300, default="", allow_blank=True)
    secrecy_reviewer = serializers.CharField(max_length=60, default="", allow_blank=True)
    secrecy_reviewed_date = serializers.DateField(default=None, allow_null=True)
    rights = RightIn(many=True, default=list)
    owners = OwnerIn(many=True, default=list, help_text="without owners the lister is the only one")
    inventors = texts(60, 100)
    comparisons = ComparisonIn(many=True, default=list, help_text="figures beside those of today's practice")


def listing_draft(said: dict[str, Any]) -> ListingDraft:
    """The draft that a checked body describes."""
    parts = {
        "rights": [RightDraft(**right) for right in said["rights"]],
        "owners": [OwnerDraft(**owner) for owner in said["owners"]],
        "evidence": [dict(item) for item in said["evidence"]],
        "comparisons": [ComparisonDraft(**row) for row in said["comparisons"]],
    }
    return ListingDraft(**said | parts)


class NeedIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    title_en = serializers.CharField(max_length=300, default="", allow_blank=True)
    content = serializers.CharField(max_length=20_000)
    kind = serializers.ChoiceField(NeedKind.choices, default=NeedKind.ORDINARY)
    exchange = serializers.ChoiceField(ExchangeCode.choices, default="", allow_blank=True)
    keywords = texts(60, 30)
    technology_field = serializers.CharField(max_length=30, default="", allow_blank=True)
    industry_codes = texts(4, 30)
    ipc_codes = texts(20, 30)
    cooperation_modes = serializers.ListField(child=serializers.ChoiceField(TransferMode.choices), default=list)
    budget_low = MoneyField(source="budget_low_fen", default=None, allow_null=True)
    budget_high = MoneyField(source="budget_high_fen", default=None, allow_null=True)
    deadline_date = serializers.DateField(default=None, allow_null=True)


def need_draft(said: dict[str, Any]) -> NeedDraft:
    return NeedDraft(**said)


class PartyName(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["number", "name", "name_en", "kind"]
        read_only_fields = fields


class ReasonsIn(serializers.Serializer[Any]):
    reasons = serializers.CharField(max_length=2_000)


class SecrecyIn(serializers.Serializer[Any]):
    reviewer = serializers.CharField(max_length=60)
    reviewed_date = serializers.DateField()


class ConsentIn(serializers.Serializer[Any]):
    evidence = serializers.CharField(max_length=300, help_text="name and date of the consent on paper")


class ClosureIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, default="", allow_blank=True)


class ChangesIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200, required=False)
    title_en = serializers.CharField(max_length=300, required=False, allow_blank=True)
    abstract = serializers.CharField(max_length=10_000, required=False)
    abstract_en = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    keywords = serializers.ListField(child=serializers.CharField(max_length=60), max_length=30, required=False)
    applications = serializers.ListField(child=serializers.CharField(max_length=300), max_length=20, required=False)
    advantages = serializers.ListField(child=serializers.CharField(max_length=300), max_length=20, required=False)
    maturity = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    encumbrances = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    defects = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    payment_terms = serializers.CharField(max_length=2_000, required=False, allow_blank=True)


class CorrectionIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)
    changes = ChangesIn()

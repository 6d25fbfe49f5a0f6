"""The shapes in which a schedule is drafted, and taken through consultation to force."""

from collections.abc import Mapping
from fractions import Fraction
from types import SimpleNamespace as Bunch
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.core.api import MoneyField
from marketplace.core.rates import in_percent
from marketplace.fees.api.shapes import ScheduleOut
from marketplace.fees.models import Base, LegalBasis, Method, Schedule, ScheduleComment, Service, Side
from marketplace.fees.models.comment import COMMENT_MOST
from marketplace.fees.percents import read_percent
from marketplace.fees.pricing import Band
from marketplace.fees.terms import MOST_BANDS, MOST_RATES, MOST_RELIEFS, LimitTerms, RateTerms, ReliefTerms, Terms


@extend_schema_field({"type": "string", "example": "1.5"})
class PercentField(serializers.Field[Fraction, Any, str, Fraction]):
    """A share inside, its percent as decimal text outside."""

    default_error_messages = {"percent": _("百分数“{text}”无效：须为十进制数，最多六位小数，例如 1.5。")}

    def to_internal_value(self, data: Any) -> Fraction:
        try:
            return read_percent(data if isinstance(data, str) else "")
        except ValueError:
            self.fail("percent", text=str(data)[:20])

    def to_representation(self, value: Fraction) -> str:
        return in_percent(value)


class BandIn(serializers.Serializer[Any]):
    above = MoneyField(help_text="0 in the first band, then the `up_to` of the one before")
    up_to = MoneyField(allow_null=True, required=False, help_text="inclusive; null in the last band alone")
    rate_percent = PercentField()


class RateIn(serializers.Serializer[Any]):
    side = serializers.ChoiceField(Side.choices)
    method = serializers.ChoiceField(Method.choices, required=False, allow_blank=True, help_text="empty: every method")
    service = serializers.ChoiceField(Service.choices, required=False)
    base = serializers.ChoiceField(Base.choices, required=False)
    minimum = MoneyField(allow_null=True, required=False)
    maximum = MoneyField(allow_null=True, required=False)
    whole_amount = serializers.BooleanField(required=False, help_text="true: the whole price pays the rate of its band")
    bands: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=BandIn(), min_length=1, max_length=MOST_BANDS
    )


class LimitIn(serializers.Serializer[Any]):
    """A minimum or maximum of both sides' fees together."""

    method = serializers.ChoiceField(Method.choices, required=False, allow_blank=True)
    service = serializers.ChoiceField(Service.choices, required=False)
    minimum = MoneyField(allow_null=True, required=False)
    maximum = MoneyField(allow_null=True, required=False)


class ReliefIn(serializers.Serializer[Any]):
    criterion = serializers.CharField(max_length=20, help_text="everyone, small_firm, research, inventor or first_deal")
    percent = PercentField(help_text="of the fee that is not charged")
    method = serializers.ChoiceField(Method.choices, required=False, allow_blank=True)
    from_date = serializers.DateField(allow_null=True, required=False)
    to_date = serializers.DateField(allow_null=True, required=False, help_text="inclusive")
    region = serializers.CharField(
        max_length=20, required=False, allow_blank=True, help_text="refused: a relief is open to all who qualify"
    )


class EditIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=80)
    title_en = serializers.CharField(max_length=120)
    calibre = serializers.CharField(max_length=120, help_text="the kind of deal its rates are meant for")
    calibre_en = serializers.CharField(max_length=160)
    source_note = serializers.CharField(max_length=200, help_text="where its numbers come from")
    source_note_en = serializers.CharField(max_length=300)
    effective_from = serializers.DateField()
    rates: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=RateIn(), min_length=1, max_length=MOST_RATES
    )
    limits: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=LimitIn(), required=False, max_length=MOST_RATES
    )
    reliefs: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=ReliefIn(), required=False, max_length=MOST_RELIEFS
    )


class DraftIn(EditIn):
    code = serializers.CharField(max_length=8)
    exchange = serializers.ChoiceField(
        ExchangeCode.choices, allow_blank=True, required=False, help_text="whose it is; empty: of the unified structure"
    )


class ApprovalIn(serializers.Serializer[Any]):
    legal_basis = serializers.ChoiceField(LegalBasis.choices)
    instrument = serializers.CharField(max_length=200, help_text="the document by which it was made")


class AdoptionIn(serializers.Serializer[Any]):
    instrument = serializers.CharField(max_length=200)
    reduction_percent = PercentField(
        required=False, help_text="by which the exchange charges everybody less; 0 unless said"
    )


class EndIn(serializers.Serializer[Any]):
    last_day = serializers.DateField()


class DiscardIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class ScheduleCommentIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=COMMENT_MOST)


class ScheduleAnswerIn(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=COMMENT_MOST)


class ScheduleCommentOut(serializers.ModelSerializer[ScheduleComment]):
    """A comment in a consultation; persons are not named."""

    organisation = serializers.CharField(source="organisation.local_name", default="")

    class Meta:
        model = ScheduleComment
        fields = ["number", "text", "organisation", "made_at", "answer", "answered_at"]
        read_only_fields = fields


class ScheduleVersionOut(ScheduleOut):
    """A version of a schedule, from draft to its end."""

    number = serializers.CharField()
    state_label = serializers.CharField(source="get_state_display")

    class Meta(ScheduleOut.Meta):
        model = Schedule
        fields: Any = ["number", "state", "state_label", "published_at", *ScheduleOut.Meta.fields]
        read_only_fields = fields


def heads(asked: Bunch) -> dict[str, Any]:
    """What a body says about the schedule itself, as the commands take it."""
    return {
        "titles": (asked.title, asked.title_en),
        "calibres": (asked.calibre, asked.calibre_en),
        "sources": (asked.source_note, asked.source_note_en),
        "effective_from": asked.effective_from,
        "terms": terms(vars(asked)),
    }


def terms(asked: Mapping[str, Any]) -> Terms:
    return Terms(
        rates=tuple(_rate(row) for row in asked["rates"]),
        limits=tuple(LimitTerms(**_named(row)) for row in asked.get("limits", ())),
        reliefs=tuple(
            ReliefTerms(share=row["percent"], **_without(row, "percent")) for row in asked.get("reliefs", ())
        ),
    )


def _rate(row: Mapping[str, Any]) -> RateTerms:
    bands = tuple(Band(band["above"], band.get("up_to"), band["rate_percent"]) for band in row["bands"])
    return RateTerms(bands=bands, **_named(_without(row, "bands")))


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {"minimum": "minimum_fen", "maximum": "maximum_fen"}
    return {names.get(name, name): value for name, value in row.items()}


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}

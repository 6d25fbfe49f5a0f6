"""The shapes in which deals are asked about and answered, through the API and at the command line alike."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.core.api import MoneyField
from marketplace.core.errors import Invalid
from marketplace.core.reading import unknown_fields
from marketplace.fees.api.shapes import ScheduleName
from marketplace.fees.models import Side
from marketplace.fees.quoting import MOST_DEALS, Deal, Due, Method

RULES = {
    "schedule": "R-GEN-08",
    "price": "R-GEN-06",
    "cumulative": "R-FEE-05",
    "side": "R-FEE-01",
    "method": "R-FEE-02",
    "date": "R-GEN-08",
}


class QuoteIn(serializers.Serializer[Any]):
    schedule = serializers.CharField(max_length=8, help_text="the code of a schedule, such as E1")
    price = MoneyField(help_text="the price, or the payment that comes now")
    cumulative = MoneyField(
        required=False, help_text="what was received before: the fee is F(cumulative + price) - F(cumulative)"
    )
    side = serializers.ChoiceField(
        Side.choices,
        required=False,
        error_messages={"invalid_choice": _("付费方只能是 seller（转让方）或 buyer（受让方）。")},
        help_text="both unless said",
    )
    method = serializers.ChoiceField(
        Method.choices,
        required=False,
        error_messages={
            "invalid_choice": _("交易方式只能是 agreed、listed、competitive、licence、equity 或 open_licence。")
        },
        help_text="no schedule has rates by method yet: it changes nothing, and `method_note` says so",
    )
    date = serializers.DateField(required=False, help_text="the day whose version applies; today unless said")


@extend_schema_field(QuoteIn(many=True))
class DealRows(serializers.ListField):
    """Rows as they came: each is read by itself, so that a wrong one does not spoil the others."""

    child = serializers.JSONField()


class QuotesIn(serializers.Serializer[Any]):
    deals = DealRows(min_length=1, max_length=MOST_DEALS, help_text=f"1 to {MOST_DEALS:,} deals")
    explain = serializers.BooleanField(default=True, help_text="false: amounts only, without the calculation in words")


def read_deals(rows: list[Any]) -> list[Deal | Invalid]:
    """Each row as a deal, or why it is none, field by field."""
    shape = QuoteIn()
    return [_read(shape, row) for row in rows]


def _read(shape: QuoteIn, row: Any) -> Deal | Invalid:
    faults: dict[str, Any] = dict(unknown_fields(shape, row))
    try:
        known = shape.run_validation(row)
    except serializers.ValidationError as error:
        faults.update(error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail})
    if faults:
        rules = (RULES[name] for name in faults if name in RULES)
        return Invalid(fields=faults, rule=next(rules, ""))
    names = {"price": "price_fen", "cumulative": "cumulative_fen", "date": "day"}
    return Deal(**{names.get(name, name): value for name, value in known.items()})


class DueOut(serializers.Serializer[Due]):
    """What one side owes."""

    side = serializers.CharField()
    amount = MoneyField(source="amount_fen")
    explanation = serializers.ListField(
        child=serializers.CharField(), help_text="the calculation in words, one sentence a step"
    )
    warning = serializers.CharField()


class QuoteOut(serializers.Serializer[Any]):
    """What one deal costs."""

    schedule = ScheduleName()
    date = serializers.DateField(source="day")
    method = serializers.CharField(source="deal.method")
    method_note = serializers.CharField(help_text="that the method makes no difference; empty if none was given")
    price = MoneyField(source="deal.price_fen")
    cumulative = MoneyField(source="deal.cumulative_fen")
    dues = DueOut(many=True)


class IndexedQuoteOut(QuoteOut):
    """What one deal of those asked about costs."""

    index = serializers.IntegerField(help_text="the place of the deal in the list, from 0")


class RefusedDealOut(serializers.Serializer[Any]):
    """Why nothing can be said of one deal."""

    index = serializers.IntegerField(help_text="the place of the deal in the list, from 0")
    # A field, taken off the class by its metaclass: it does not hide the serializer's own errors.
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))  # type: ignore[assignment]
    rule = serializers.CharField()


class QuotesOut(serializers.Serializer[Any]):
    quotes = IndexedQuoteOut(many=True)
    refused = RefusedDealOut(many=True)

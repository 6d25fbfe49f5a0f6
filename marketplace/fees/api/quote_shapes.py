"""The shapes in which deals are asked about and answered, through the API and at the command line alike."""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.core.api import MoneyField
from marketplace.core.errors import Invalid
from marketplace.core.reading import unknown_fields
from marketplace.fees.api.shapes import ScheduleName
from marketplace.fees.deals import AtVenue, Deal, Due
from marketplace.fees.models import Criterion, Method, Service, Side
from marketplace.fees.quoting import MOST_DEALS
from marketplace.fees.terms import local_refusal
from marketplace.fees.wording import calibre_note

RULES = {
    "schedule": "R-GEN-08",
    "price": "R-GEN-06",
    "cumulative": "R-FEE-05",
    "side": "R-FEE-01",
    "method": "R-FEE-02",
    "date": "R-GEN-08",
    "services": "R-FEE-06",
    "criteria": "R-FEE-10",
    "floor": "R-FEE-02",
    "exchange": "R-FEE-12",
}


class CriterionField(serializers.ChoiceField):
    """A criterion; what is none, and a place above all, is refused with the reason of fair competition."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Criterion.choices, **kwargs)

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        if key == "invalid_choice":
            raise serializers.ValidationError(local_refusal(), code=key)
        super().fail(key, **kwargs)
        raise AssertionError("unreachable")


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
        help_text="a schedule may have rates of its own for a method; `method_note` says whether it has",
    )
    services = serializers.ListField(
        child=serializers.ChoiceField(
            Service.choices, error_messages={"invalid_choice": _("没有这种服务。请对照收费标准所列的服务。")}
        ),
        required=False,
        min_length=1,
        max_length=len(Service),
        help_text="each stands on a line of its own; `trading_service`, the deal itself, unless said",
    )
    criteria = serializers.ListField(
        child=CriterionField(),
        required=False,
        max_length=len(Criterion),
        help_text="what the payer qualifies by: reliefs, and min(new, legacy) for small firms; never where it is from",
    )
    floor = MoneyField(required=False, help_text="the floor price, wanted where a schedule charges on it")
    exchange = serializers.ChoiceField(
        ExchangeCode.choices,
        required=False,
        error_messages={"invalid_choice": _("交易机构只能是 SW、CQ、CD 或 NT。")},
        help_text="the venue: what it charges in its phase, less what it reduced; the schedule itself unless said",
    )
    date = serializers.DateField(
        required=False, help_text="the day of acceptance, whose version, phase and reliefs apply; today unless said"
    )


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
        faults = dict(_flat(faults))
        rules = (RULES[field] for name in faults if (field := name.partition(".")[0]) in RULES)
        return Invalid(fields=faults, rule=next(rules, ""))
    names = {"price": "price_fen", "cumulative": "cumulative_fen", "floor": "floor_fen", "date": "day"}
    return Deal(**{names.get(name, name): value for name, value in known.items()})


def _flat(faults: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is wrong with the values of a list, by their places: `criteria.0`."""
    for name, texts in faults.items():
        if isinstance(texts, Mapping):
            yield from ((f"{name}.{place}", words) for place, words in texts.items())
        else:
            yield name, texts


class AtVenueOut(serializers.Serializer[AtVenue]):
    """What the deal would cost had it been listed there: by the old tariff, in the phase of that day, by the new one."""

    exchange = serializers.CharField()
    phase = serializers.CharField()
    weight = serializers.CharField(help_text="a fraction from 0 to 1, such as 1/3")
    legacy_schedule = serializers.CharField(source="legacy.number")
    target_schedule = serializers.CharField(source="target.number")
    legacy = MoneyField(source="legacy_fen")
    phased = MoneyField(source="phased_fen")
    target = MoneyField(source="target_fen")
    small_firm = MoneyField(source="small_firm_fen", help_text="min(phased, legacy) where the phase offers it")


class DueOut(serializers.Serializer[Due]):
    """What one side owes for one service."""

    side = serializers.CharField()
    service = serializers.CharField()
    base = serializers.CharField(help_text="price, floor or receipts: what the bands are laid on")
    amount = MoneyField(source="amount_fen")
    explanation = serializers.ListField(
        child=serializers.CharField(), help_text="the calculation in words, one sentence a step"
    )
    warning = serializers.CharField()
    venues = AtVenueOut(many=True, help_text="had it been listed there; empty for services beside the deal")


class QuoteOut(serializers.Serializer[Any]):
    """What one deal costs."""

    schedule = ScheduleName()
    date = serializers.DateField(source="day")
    method = serializers.CharField(source="deal.method")
    method_note = serializers.CharField(help_text="whether the method makes a difference; empty if none was given")
    exchange = serializers.CharField(source="deal.exchange")
    criteria = serializers.ListField(source="deal.criteria", child=serializers.CharField())
    note = serializers.SerializerMethodField(
        help_text="to be shown beside the comparison: what each schedule is meant for"
    )
    price = MoneyField(source="deal.price_fen")
    cumulative = MoneyField(source="deal.cumulative_fen")
    floor = MoneyField(source="deal.floor_fen", allow_null=True)
    dues = DueOut(many=True)

    def get_note(self, _answer: Any) -> str:
        return calibre_note()


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

"""The rows of a draft: rates with their bands, limits of the deal, reliefs. Added and removed by buttons that work without scripts."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from marketplace.core.form_fields import YuanField
from marketplace.fees.forms.fields import DayField, PercentField
from marketplace.fees.models import Base, Criterion, Method, Service, Side
from marketplace.fees.pricing import Band
from marketplace.fees.terms import MOST_BANDS, MOST_RATES, MOST_RELIEFS, LimitTerms, RateTerms, ReliefTerms

BOTH = "both"
SIDES = [(BOTH, _("双方相同")), *Side.choices]
METHODS = [("", _("各种方式")), *Method.choices]


class Row(forms.Form):
    """One row; `places` says where a command's names of its fields are here."""

    places: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"empty_permitted": False})  # a row that was added is meant

    def hush(self) -> None:
        """Nothing is told yet: the person is still adding rows."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    @property
    def removed(self) -> bool:
        return bool(self.is_bound and self.data.get(self.add_prefix("DELETE")))


class Rows(forms.BaseFormSet):
    """Rows that may be added and removed; those removed are kept as a mark alone."""

    deletion_widget = forms.HiddenInput

    @property
    def kept(self) -> list[Any]:
        return [form for form in self.forms if not form.removed]


class BandRow(Row):
    places = {"above": "up_to", "rate_percent": "rate"}

    up_to = YuanField(label=_("至（含）"), required=False)
    rate = PercentField(label=_("费率"))


BandRows: Any = forms.formset_factory(
    BandRow, formset=Rows, extra=0, can_delete=True, max_num=MOST_BANDS, absolute_max=MOST_BANDS
)


class RateRow(Row):
    """What one side, or both alike, pay by a method for a service."""

    places = {"minimum": "minimum", "maximum": "maximum"}

    service = forms.ChoiceField(label=_("服务"), choices=Service.choices, initial=Service.TRADING)
    method = forms.ChoiceField(label=_("交易方式"), choices=METHODS, required=False)
    side = forms.ChoiceField(label=_("付费方"), choices=SIDES, initial=BOTH)
    base = forms.ChoiceField(label=_("计费基数"), choices=Base.choices, initial=Base.PRICE)
    minimum = YuanField(label=_("每方最低"), required=False)
    maximum = YuanField(label=_("每方最高"), required=False)
    whole_amount = forms.BooleanField(label=_("按全额计（不分段累进）"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bands = self.initial.get("bands", [{}])
        data = self.data if self.is_bound else None
        self.bands = BandRows(data, prefix=f"{self.prefix}-bands", initial=bands)

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.removed or self.bands.is_valid()])

    def hush(self) -> None:
        super().hush()
        for band in self.bands.forms:
            band.hush()

    def terms(self) -> Iterator[RateTerms]:
        """After `is_valid`: one for each side that it speaks of."""
        said = self.cleaned_data
        for side in Side.values if said["side"] == BOTH else [said["side"]]:
            yield RateTerms(
                side=side,
                bands=tuple(self._bands()),
                minimum_fen=said["minimum"],
                maximum_fen=said["maximum"],
                whole_amount=said["whole_amount"],
                method=said["method"],
                service=said["service"],
                base=said["base"],
            )

    def _bands(self) -> Iterator[Band]:
        """Each begins where the one before it ends."""
        lower_fen = 0
        for row in self.bands.kept:
            yield Band(lower_fen, row.cleaned_data["up_to"], row.cleaned_data["rate"])
            lower_fen = row.cleaned_data["up_to"] or lower_fen


class LimitRow(Row):
    service = forms.ChoiceField(label=_("服务"), choices=Service.choices, initial=Service.TRADING)
    method = forms.ChoiceField(label=_("交易方式"), choices=METHODS, required=False)
    minimum = YuanField(label=_("每笔最低"), required=False)
    maximum = YuanField(label=_("每笔最高"), required=False)

    def terms(self) -> LimitTerms:
        said = self.cleaned_data
        return LimitTerms(said["minimum"], said["maximum"], said["method"], said["service"])


class ReliefRow(Row):
    places = {"percent": "share", "region": "criterion"}

    criterion = forms.ChoiceField(label=_("适用对象"), choices=Criterion.choices)
    method = forms.ChoiceField(label=_("交易方式"), choices=METHODS, required=False)
    share = PercentField(label=_("减免（100 为免费）"))
    from_date = DayField(label=_("起"), required=False)
    to_date = DayField(label=_("止（含）"), required=False)

    def terms(self) -> ReliefTerms:
        return ReliefTerms(**{name: self.cleaned_data[name] for name in self.base_fields})


def rows_of(form: type[Row], most: int) -> Any:
    return forms.formset_factory(form, formset=Rows, extra=0, can_delete=True, max_num=most, absolute_max=most)


RateRows, LimitRows, ReliefRows = (
    rows_of(RateRow, MOST_RATES),
    rows_of(LimitRow, MOST_RATES),
    rows_of(ReliefRow, MOST_RELIEFS),
)

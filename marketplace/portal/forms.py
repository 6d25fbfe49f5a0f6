"""The forms of the portal."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.models import Division, IpcClass, PriceMode, TechnologyField, TransferMode
from marketplace.core.money import FULL_WIDTH, MAX_FEN
from marketplace.core.templatetags.market import lang_of
from marketplace.discovery.queries import MAX_PAGE
from marketplace.fees.models import Criterion, Method, Side
from marketplace.matching.models import Decline
from marketplace.portal.queries.searching import Asked

PRICE = re.compile(r"\d{1,17}(\.\d{1,6})?")
IPC = re.compile(r"[A-H](\d{2}([A-Z](\s?\d{1,4}/\d{2,6})?)?)?")
SICHUAN, CHONGQING = "51", "50"
HOME_PROVINCES = (SICHUAN, CHONGQING)


class Choices(forms.Select):
    """A choice whose names may be Chinese on a page in another language, and are marked so."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if lang_of(str(option["label"])):
            option["attrs"]["lang"] = "zh-Hans"
        return option


class SearchForm(forms.Form):
    """What one may ask of listings and needs; sent by GET, so that every search has an address."""

    q = forms.CharField(label=_("关键词"), max_length=200, required=False)
    exchange = forms.ChoiceField(label=_("交易机构"), required=False)
    field = forms.ChoiceField(label=_("技术领域"), required=False)
    mode = forms.ChoiceField(label=_("合作方式"), required=False)
    price_mode = forms.ChoiceField(label=_("定价方式"), required=False)
    region = forms.ChoiceField(label=_("所在地"), required=False, widget=Choices)
    ipc = forms.CharField(label=_("IPC 部或小类"), max_length=12, required=False)
    page = forms.IntegerField(min_value=1, max_value=MAX_PAGE, required=False, widget=forms.HiddenInput)

    FILTERS = ("exchange", "field", "mode", "price_mode", "region", "ipc")

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        anything = [("", _("不限"))]
        fields = [(row.code, str(row)) for row in TechnologyField.objects.order_by("position")]
        choices: dict[str, list[Any]] = {
            "exchange": list(ExchangeCode.choices),
            "field": fields,
            "mode": list(TransferMode.choices),
            "price_mode": list(PriceMode.choices),
            "region": regions(),
        }
        for name, offered in choices.items():
            self.fields[name].choices = anything + offered  # type: ignore[attr-defined]
        self.fields["q"].widget = forms.TextInput(
            {"type": "search", "placeholder": _("例如：硅碳负极、酶法合成、L-2027-000042")}
        )
        self.fields["ipc"].widget = forms.TextInput(
            {"list": "ipc-sections", "placeholder": "B24B", "autocomplete": "off"}
        )
        if kind == "need":
            del self.fields["price_mode"]

    def clean_ipc(self) -> str:
        code = str(self.cleaned_data["ipc"]).strip().upper()
        if code and not IPC.fullmatch(code):
            raise forms.ValidationError(_("请填写 IPC 部（如 B）、大类（B24）、小类（B24B）或小组（B24B 27/00）。"))
        return code

    def asked(self, path: str) -> Asked:
        """What is asked for; a wrong value is told at its field and otherwise left aside."""
        self.is_valid()
        given = self.cleaned_data
        filters = {name: given[name] for name in self.FILTERS if given.get(name)}
        return Asked(
            path=path,
            text=given.get("q", ""),
            kind=self.kind,
            filters=filters,
            labels={name: self.words_of(name, value) for name, value in filters.items()},
            page=given.get("page") or 1,
        )

    def words_of(self, name: str, value: str) -> str:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return f"IPC {value}"
        return str(dict(flat(field.choices)).get(value, value))

    def more_bound(self) -> list[forms.BoundField]:
        """The fields behind "more"."""
        return [self[name] for name in self.FILTERS[2:] if name in self.fields]

    def narrows_more(self) -> bool:
        """Whether one of the fields behind "more" is in use or in error."""
        return any(field.value() or field.errors for field in self.more_bound())

    def sections(self) -> list[IpcClass]:
        return list(IpcClass.objects.filter(level="section").order_by("code"))


def flat(choices: Any) -> list[tuple[str, str]]:
    """Choices without their groups."""
    pairs = []
    for value, label in choices:
        pairs += list(label) if isinstance(label, list | tuple) else [(value, label)]
    return pairs


def regions() -> list[Any]:
    """The two provinces of the market, the cities of Sichuan, then the other provinces."""
    rows = Division.objects.filter(parent__in=("", SICHUAN)).order_by("code")
    provinces = [(row.code, row.name) for row in rows if not row.parent]
    home = [pair for pair in provinces if pair[0] in HOME_PROVINCES]
    others = [pair for pair in provinces if pair[0] not in HOME_PROVINCES]
    cities = [(row.code, row.name) for row in rows if row.parent]
    return [(_("成渝地区"), home + cities), (_("其他省份"), others)]


class DeclineForm(forms.Form):
    """Why a match is declined: a coded reason, which improves listings and matching, and a word of one's own."""

    reason = forms.ChoiceField(label=_("谢绝原因"), choices=Decline.choices)
    note = forms.CharField(
        label=_("补充说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("对方可以看到。"),
    )


class FeeForm(forms.Form):
    """A deal of which somebody wants to know the fees: its price, and what a fee may hang on; sent by GET."""

    UNITS = (("yuan", _("元")), ("wan", _("万元")))
    FEN = {"yuan": 100, "wan": 1_000_000}

    price = forms.CharField(
        label=_("成交价"), max_length=30, widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    )
    unit = forms.ChoiceField(label=_("金额单位"), choices=UNITS, required=False)
    method = forms.ChoiceField(label=_("交易方式"), choices=[("", _("不区分")), *Method.choices], required=False)
    side = forms.ChoiceField(label=_("付费方"), choices=[("", _("双方")), *Side.choices], required=False)
    criteria = forms.MultipleChoiceField(
        label=_("付费方符合的减免条件"),
        choices=[(code, label) for code, label in Criterion.choices if code != Criterion.EVERYONE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        text = str(given.get("price", ""))
        if text:
            given["price_fen"] = self.fen(text, given.get("unit") or "yuan")
        return given

    def fen(self, text: str, unit: str) -> int | None:
        """The price in fen; what is wrong with it is told at the field."""
        plain = text.strip().translate(FULL_WIDTH).replace(",", "")
        places = len(plain.partition(".")[2])
        if not PRICE.fullmatch(plain) or places > len(str(self.FEN[unit])) - 1:
            self.add_error(
                "price",
                _("“{text}”不是有效的金额：请填写十进制数，精确到分，例如 335 万元或 3,350,000.00 元。").format(
                    text=text[:30]
                ),
            )
            return None
        fen = int(Decimal(plain) * self.FEN[unit])
        if not 0 < fen <= MAX_FEN:
            self.add_error("price", _("金额须大于零，且不超过一千万亿元。"))
            return None
        return fen

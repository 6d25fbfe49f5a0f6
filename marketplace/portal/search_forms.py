"""What one may ask of listings and needs."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Kind
from marketplace.catalogue.models import (
    Division,
    Industry,
    IpcClass,
    PriceMode,
    Readiness,
    RightKind,
    TechnologyField,
    TransferMode,
)
from marketplace.core.templatetags.market import lang_of
from marketplace.discovery.bands import PriceBand
from marketplace.discovery.queries import MAX_PAGE, Sort
from marketplace.portal.queries.searching import Asked

IPC = re.compile(r"[A-H](\d{2}([A-Z](\s?\d{1,4}/\d{2,6})?)?)?")
SICHUAN, CHONGQING = "51", "50"
HOME_PROVINCES = (SICHUAN, CHONGQING)
OWNERS = (Kind.UNIVERSITY, Kind.INSTITUTE, Kind.FIRM, Kind.SERVICE_AGENCY, Kind.PERSON)


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
    industry = forms.ChoiceField(label=_("行业"), required=False, widget=Choices)
    readiness = forms.ChoiceField(label=_("技术就绪度"), required=False)
    price = forms.ChoiceField(label=_("价格"), required=False)
    owner = forms.ChoiceField(label=_("单位类型"), required=False)
    right = forms.ChoiceField(label=_("权利类型"), required=False)
    sort = forms.ChoiceField(label=_("排序"), required=False, choices=Sort.choices)
    page = forms.IntegerField(min_value=1, max_value=MAX_PAGE, required=False, widget=forms.HiddenInput)

    FILTERS = (
        "exchange", "field", "mode", "price_mode", "region", "ipc", "industry", "readiness", "price", "owner", "right",
    )  # fmt: skip
    OF_LISTINGS = ("price_mode", "readiness", "right")

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
            "industry": [(row.code, row.name) for row in Industry.objects.filter(level=2).order_by("code")],
            "readiness": list(Readiness.choices),
            "price": list(PriceBand.choices),
            "owner": [(kind.value, kind.label) for kind in OWNERS],
            "right": list(RightKind.choices),
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
            for name in self.OF_LISTINGS:
                del self.fields[name]

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
            sort=given.get("sort") or Sort.RELEVANCE.value,
            names={name: self.names_of(name) for name in self.FILTERS if name in self.fields},
        )

    def names_of(self, name: str) -> tuple[str, dict[str, str]]:
        """A filter in words, and its values."""
        field = self.fields[name]
        values = flat(field.choices) if isinstance(field, forms.ChoiceField) else []
        return str(field.label), {str(value): str(label) for value, label in values}

    def words_of(self, name: str, value: str) -> str:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return f"IPC {value}"
        return str(self.names_of(name)[1].get(value, value))

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

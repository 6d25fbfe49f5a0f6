"""The form of a listing: one for its texts, one set of rows for rights, one for owners, one for comparisons."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, OwnerCategory
from marketplace.catalogue.checking import PARTS
from marketplace.catalogue.drafts import ListingDraft
from marketplace.catalogue.forms.fields import AmountField, EvidenceField, IpcField, LinesField, WordsField
from marketplace.catalogue.forms.parts import (
    DATE,
    ComparisonRows,
    OwnerRows,
    RightRows,
    comparison_values,
    owner_values,
    right_values,
)
from marketplace.catalogue.models import (
    Listing,
    PriceMode,
    Readiness,
    RightKind,
    StateLevel,
    TechnologyField,
    TransferMode,
)
from marketplace.catalogue.queries import parties_named

LONG = {"rows": 6}
SHORT = {"rows": 3}


class FieldChoice(forms.ModelChoiceField):
    """A technology field, in the official order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(TechnologyField.objects.order_by("position"), empty_label=_("请选择"), **kwargs)


class ListingForm(forms.Form):
    exchange = forms.ChoiceField(label=_("挂牌交易机构"), choices=ExchangeCode.choices)
    title = forms.CharField(label=_("成果名称"), max_length=200)
    title_en = forms.CharField(label=_("英文名称"), max_length=300, required=False)
    abstract = forms.CharField(
        label=_("成果简介"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(LONG),
        help_text=_("解决什么问题、怎样解决、做到什么指标、还差什么。不得写入技术秘密（规则 R-LST-07）。"),
    )
    abstract_en = forms.CharField(label=_("英文简介"), max_length=10_000, required=False, widget=forms.Textarea(SHORT))
    keywords = WordsField(label=_("关键词"), required=False, help_text=_("用顿号或逗号隔开。"))
    technology_field = FieldChoice(label=_("技术领域"), required=False)
    ipc_codes = IpcField(label=_("IPC 分类号"), required=False, help_text=_("例如 B24B 27/00、B25J 11/00。"))
    industry_codes = WordsField(label=_("行业代码"), required=False, help_text=_("GB/T 4754，例如 3491。"))
    inventors = WordsField(
        label=_("完成人"), required=False, help_text=_("按顺序写，用顿号隔开；同等条件下有优先受让权。")
    )

    trl = forms.TypedChoiceField(
        label=_("技术就绪度（自评）"),
        choices=[("", _("请选择")), *Readiness.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    maturity = forms.CharField(label=_("成熟度说明"), max_length=2_000, required=False, widget=forms.Textarea(SHORT))
    evidence = EvidenceField(
        label=_("成熟度证据"), required=False, help_text=_("每行一项，末尾写日期，例如：第三方检测报告 2025-09-18。")
    )
    applications = LinesField(label=_("应用场景"), required=False, help_text=_("每行一项。"))
    advantages = LinesField(
        label=_("技术优势"), required=False, help_text=_("每行一项，尽量写出与现有做法的对比数据。")
    )

    transfer_modes = forms.MultipleChoiceField(
        label=_("转化方式"), choices=TransferMode.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    price_mode = forms.ChoiceField(label=_("定价方式"), choices=PriceMode.choices)  # the template says what it asks for
    asking_price_fen = AmountField(label=_("意向价格"), required=False)
    owner_category = forms.ChoiceField(
        label=_("所有制类别"),
        choices=[("", _("请选择")), *OwnerCategory.choices],
        required=False,
        help_text=_("决定交易程序和披露期（规则 R-PRI-07）。"),
    )

    state_level = forms.ChoiceField(
        label=_("国资层级"),
        choices=[("", _("请选择")), *StateLevel.choices],
        required=False,
        help_text=_("只有国有企业资产填写；决定哪家交易机构可以办理（规则 R-LST-11）。"),
    )

    encumbrances = forms.CharField(
        label=_("已有许可、质押和争议"), max_length=2_000, required=False, widget=forms.Textarea(SHORT)
    )
    defects = forms.CharField(label=_("已知缺陷"), max_length=2_000, required=False, widget=forms.Textarea(SHORT))
    payment_terms = forms.CharField(label=_("付款条件"), max_length=2_000, required=False, widget=forms.Textarea(SHORT))
    decision_basis = forms.CharField(
        label=_("决策或批准文件"), max_length=2_000, required=False, widget=forms.Textarea(SHORT)
    )
    buyer_conditions = forms.CharField(
        label=_("受让方资格条件"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(SHORT),
        help_text=_("只能与项目能力直接相关，不得以地域、所有制设限（规则 R-LST-05）。"),
    )
    buyer_conditions_basis = forms.CharField(label=_("资格条件的法律依据"), max_length=300, required=False)

    secrecy_reviewer = forms.CharField(label=_("保密审查人"), max_length=60, required=False)
    secrecy_reviewed_date = forms.DateField(
        label=_("保密审查日期"), required=False, widget=forms.DateInput(DATE, format="%Y-%m-%d")
    )

    def values(self) -> dict[str, Any]:
        field = self.cleaned_data["technology_field"]
        return self.cleaned_data | {"technology_field": field.code if field else ""}


class ListingForms:
    """The four together, for a new listing or one that is being edited."""

    def __init__(self, data: QueryDict | None, *, lister: Organisation, listing: Listing | None = None) -> None:
        data = _with_rows(data) if data else None
        self.main = ListingForm(data, initial=_initial(listing, lister))
        self.rights = RightRows(data, prefix="rights", initial=_initial_rights(listing))
        self.owners = OwnerRows(data, prefix="owners", initial=_initial_owners(listing, lister))
        self.comparisons = ComparisonRows(data, prefix="comparisons", initial=_initial_comparisons(listing))

    def is_valid(self) -> bool:
        # All of them, so that every fault is told at once.
        valid = [part.is_valid() for part in (self.main, self.rights, self.owners, self.comparisons)]
        return all(valid)

    def draft(self) -> ListingDraft:
        """What the person wrote, after `is_valid`."""
        parties = parties_named([row.cleaned_data["holder"] for row in self.owners.filled])
        return ListingDraft(
            **self.main.values(),
            rights=[row.draft() for row in self.rights.filled],
            owners=[row.draft(parties) for row in self.owners.filled],
            comparisons=[row.draft() for row in self.comparisons.filled],
        )

    def tell(self, faults: Mapping[str, Any]) -> None:
        """Put what a command found onto the fields; `rights.0.number` belongs to the first row that counts."""
        for form in self._all():
            if not form.is_bound:
                form.cleaned_data = {}
        rows = {name: self._counted(getattr(self, name)) for name in ROWS}
        for name, messages in faults.items():
            form, field = self._place(name, rows)
            for message in messages:
                form.add_error(field if field in form.fields else None, str(message))

    def _place(self, name: str, rows: Mapping[str, list[forms.Form]]) -> tuple[forms.Form, str]:
        part, _dot, rest = name.partition(".")
        place, _dot, field = rest.partition(".")
        if part in rows and place.isdigit() and int(place) < len(rows[part]):
            return rows[part][int(place)], HOLDER.get(field, field)
        return self.main, part

    def _counted(self, formset: Any) -> list[forms.Form]:
        return formset.filled if formset.is_bound else list(formset.forms)

    def _all(self) -> Iterator[forms.Form]:
        yield self.main
        yield from self.rights.forms
        yield from self.owners.forms
        yield from self.comparisons.forms

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, message) of every fault of every form, for the head of the page."""
        return [
            (form[name].id_for_label or form[name].auto_id, str(form[name].label), str(message))
            if name in form.fields
            else ("", "", str(message))
            for form in self._all()
            for name, messages in form.errors.items()
            for message in messages
        ]


HOLDER = {"name": "holder", "organisation": "holder"}
ROWS = ("rights", "owners", "comparisons")


def _with_rows(data: QueryDict) -> QueryDict:
    """One more row where somebody asked for it, by a button that works without scripts too. A form without comparisons has none."""
    copy, wanted = data.copy(), data.get("add", "")
    for counter in ("TOTAL_FORMS", "INITIAL_FORMS"):
        copy.setdefault(f"comparisons-{counter}", "0")
    if wanted not in ROWS:
        return copy
    name = f"{wanted}-TOTAL_FORMS"
    count = str(copy.get(name, ""))
    copy[name] = str(int(count) + 1) if count.isdigit() else "1"
    return copy


def _initial(listing: Listing | None, lister: Organisation) -> dict[str, Any]:
    if listing is None:
        return {"exchange": lister.home_exchange, "owner_category": lister.owner_category}
    names = {field.name for field in fields(ListingDraft)} - PARTS
    values = {name: getattr(listing, name) for name in names}
    return values | {"inventors": [inventor.name for inventor in listing.inventors.order_by("position")]}


def _initial_rights(listing: Listing | None) -> list[dict[str, Any]]:
    if listing is None:
        return [{"kind": RightKind.PATENT}]
    return [right_values(right) for right in listing.rights.order_by("position")]


def _initial_owners(listing: Listing | None, lister: Organisation) -> list[dict[str, Any]]:
    if listing is None:
        return [{"holder": lister.name, "share": Fraction(1)}]
    rows = listing.ownerships.select_related("organisation").order_by("position")
    return [owner_values(owner) for owner in rows]


def _initial_comparisons(listing: Listing | None) -> list[dict[str, Any]]:
    return [comparison_values(row) for row in listing.comparisons.order_by("position")] if listing else []

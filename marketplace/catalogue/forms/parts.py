"""Rights and owners: the rows of the listing's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.drafts import ComparisonDraft, OwnerDraft, RightDraft
from marketplace.catalogue.forms.fields import ShareField
from marketplace.catalogue.models import Comparison, Ownership, Right, RightKind, RightStatus
from marketplace.catalogue.models.comparison import plain
from marketplace.catalogue.queries import Parties

DATE = {"type": "date"}
ROWS_MAX = 100


class RightForm(forms.Form):
    kind = forms.ChoiceField(label=_("权利类型"), choices=RightKind.choices, initial=RightKind.PATENT)
    number = forms.CharField(label=_("申请号或登记号"), max_length=60, required=False)
    title = forms.CharField(label=_("权利名称"), max_length=200, required=False)
    status = forms.ChoiceField(label=_("法律状态"), choices=RightStatus.choices, initial=RightStatus.GRANTED)
    filing_date = forms.DateField(label=_("申请日"), required=False, widget=forms.DateInput(DATE, format="%Y-%m-%d"))
    note = forms.CharField(label=_("备注"), max_length=500, required=False)

    @property
    def is_empty(self) -> bool:
        """Nothing but what the row began with."""
        said = self.cleaned_data
        return said.get("kind", RightKind.PATENT) == RightKind.PATENT and not any(
            said.get(name) for name in ("number", "title", "filing_date", "note")
        )

    def draft(self) -> RightDraft:
        return RightDraft(**{name: self.cleaned_data[name] for name in self.base_fields})


class OwnerForm(forms.Form):
    holder = forms.CharField(label=_("权利人"), max_length=120)
    share = ShareField(label=_("份额"), widget=forms.TextInput({"placeholder": "3/5"}))

    @property
    def is_empty(self) -> bool:
        return not self.cleaned_data.get("holder")

    def draft(self, parties: Parties) -> OwnerDraft:
        holder, share = self.cleaned_data["holder"].strip(), self.cleaned_data["share"]
        number = parties.number_of(holder)
        return OwnerDraft(organisation=number, share=share) if number else OwnerDraft(name=holder, share=share)


class ComparisonForm(forms.Form):
    """A figure beside today's; a row in which nothing was written does not count."""

    measure = forms.CharField(label=_("指标"), max_length=80)
    unit = forms.CharField(label=_("单位"), max_length=20, required=False)
    ours = forms.DecimalField(label=_("本成果"), max_digits=18, decimal_places=6)
    today = forms.DecimalField(label=_("现有做法"), max_digits=18, decimal_places=6)
    practice = forms.CharField(label=_("现有做法是什么"), max_length=120)
    method = forms.CharField(label=_("怎样测的"), max_length=200)
    origin = forms.CharField(label=_("数据来源"), max_length=200, help_text=_("检测报告、论文或用户记录的名称和日期。"))

    @property
    def is_empty(self) -> bool:
        return not self.cleaned_data

    def draft(self) -> ComparisonDraft:
        return ComparisonDraft(**{name: self.cleaned_data[name] for name in self.base_fields})


class Rows(forms.BaseFormSet):
    """Rows that may be added and deleted; a row that was left empty does not count."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("删除这一行")

    @property
    def filled(self) -> list[Any]:
        return [form for form in self.forms if form not in self.deleted_forms and not form.is_empty]


RightRows: Any = forms.formset_factory(
    RightForm, formset=Rows, extra=0, can_delete=True, max_num=ROWS_MAX, absolute_max=ROWS_MAX
)
OwnerRows: Any = forms.formset_factory(
    OwnerForm, formset=Rows, extra=0, can_delete=True, max_num=ROWS_MAX, absolute_max=ROWS_MAX
)


ComparisonRows: Any = forms.formset_factory(
    ComparisonForm, formset=Rows, extra=0, can_delete=True, max_num=ROWS_MAX, absolute_max=ROWS_MAX
)


def comparison_values(row: Comparison) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in ComparisonForm.base_fields}
    return values | {"ours": plain(row.ours), "today": plain(row.today)}


def right_values(right: Right) -> dict[str, Any]:
    return {name: getattr(right, name) for name in RightForm.base_fields}


def owner_values(owner: Ownership) -> dict[str, Any]:
    return {"holder": owner.organisation.name if owner.organisation else owner.name, "share": owner.share}

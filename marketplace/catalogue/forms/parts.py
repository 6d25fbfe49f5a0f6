"""Rights and owners: the rows of the listing's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.drafts import OwnerDraft, RightDraft
from marketplace.catalogue.forms.fields import ShareField
from marketplace.catalogue.models import Ownership, Right, RightKind, RightStatus
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


def right_values(right: Right) -> dict[str, Any]:
    return {name: getattr(right, name) for name in RightForm.base_fields}


def owner_values(owner: Ownership) -> dict[str, Any]:
    return {"holder": owner.organisation.name if owner.organisation else owner.name, "share": owner.share}

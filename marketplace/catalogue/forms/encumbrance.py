"""Forms of what stands on a right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import EncumbranceKind, Listing
from marketplace.catalogue.models.encumbrance import BASIS_MAX


class EncumbranceForm(forms.Form):
    right = forms.ChoiceField(label=_("权利"))
    kind = forms.ChoiceField(
        label=_("负担类型"),
        choices=[one for one in EncumbranceKind.choices if one[0] != EncumbranceKind.OPEN_LICENCE],
    )
    beneficiary = forms.CharField(label=_("权利人或相对人"), max_length=120, required=False)
    basis = forms.CharField(label=_("依据"), max_length=BASIS_MAX, help_text=_("合同或登记簿的名称、编号和日期。"))
    agreement = forms.CharField(
        label=_("质权人同意"),
        max_length=BASIS_MAX,
        required=False,
        help_text=_("质押时，质权人书面同意转让或许可的文件。"),
    )
    from_date = forms.DateField(label=_("起始日"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_date = forms.DateField(label=_("终止日"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, listing: Listing) -> None:
        super().__init__(data)
        rights = [right for right in listing.rights.all() if right.number]
        self.fields["right"].choices = [(right.number, f"{right.number} {right.title}") for right in rights]  # type: ignore[attr-defined]


class LiftingForm(forms.Form):
    reason = forms.CharField(label=_("解除原因和依据"), max_length=BASIS_MAX)

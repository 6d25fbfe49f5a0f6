"""The forms by which anyone checks a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.trading.certifying import MAX_CHARACTERS
from marketplace.trading.queries.certificates import certificates


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("鉴证书编号"), max_length=30, widget=forms.TextInput({"placeholder": "TC-SW-2027-000001"})
    )

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).strip().upper()
        if not certificates().filter(number=number).exists():
            raise forms.ValidationError(_("没有这个编号的鉴证书。请核对编号，形如 TC-SW-2027-000001。"))
        return number


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("鉴证书 JSON 或签名文本"),
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
    )

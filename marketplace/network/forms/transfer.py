"""The form of a file of another system."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.files.checking import TABLES
from marketplace.files.fields import PaperField
from marketplace.network.models import Kind


class TransferForm(forms.Form):
    kind = forms.ChoiceField(label=_("内容"), choices=Kind.choices)
    file = PaperField(
        label=_("文件"),
        kinds=TABLES,
        help_text=_("CSV（UTF-8 或 GB18030）、XLSX 或 JSON Lines，不超过 20 MB；第一行是列名。"),
    )


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("裁定理由"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("写明依据，例如原系统更正单号；理由随裁定保存，不能修改。"),
    )

"""The form of a file to import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.forms.parts import DATE
from marketplace.catalogue.models import UploadKind
from marketplace.files.checking import RECORDS
from marketplace.files.fields import PaperField


class UploadForm(forms.Form):
    file = PaperField(
        label=_("文件"),
        kinds=RECORDS,
        help_text=_(
            "CSV（UTF-8 或 GB18030）、XLSX、JSON Lines 或专利 XML（WIPO ST.96），不超过 20 MB；表格第一行是列名。"
        ),
    )
    kind = forms.ChoiceField(label=_("内容"), choices=UploadKind.choices)
    exchange = forms.ChoiceField(label=_("交易机构"), choices=ExchangeCode.choices)
    source = forms.CharField(
        label=_("来源名称"),
        max_length=80,
        required=False,
        help_text=_("同一来源的同一行只导入一次；不填则用文件名。"),
    )
    secrecy_reviewer = forms.CharField(label=_("保密审查人"), max_length=60)
    secrecy_reviewed_date = forms.DateField(label=_("保密审查日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))
    declared = forms.BooleanField(label=_("我声明：文件内容已经保密审查，不涉及国家秘密，可以公开（规则 R-SEC-07）。"))

    def values(self) -> dict[str, Any]:
        """What the command wants."""
        names = ("kind", "exchange", "source", "secrecy_reviewer", "secrecy_reviewed_date")
        file = self.cleaned_data["file"]
        return {name: self.cleaned_data[name] for name in names} | {"file": file, "file_name": file.name}

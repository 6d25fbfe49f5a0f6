"""Proposing and deciding what an exchange may do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.rulebook.models import CapabilityCode

DATE = {"type": "date"}


def day_field(**options: object) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(DATE, format="%Y-%m-%d"), **options)  # type: ignore[arg-type]  # labels and helps


class GrantForm(forms.Form):
    exchange = forms.ChoiceField(label=_("交易机构"), choices=ExchangeCode.choices)
    code = forms.ChoiceField(label=_("业务能力"), choices=CapabilityCode.choices)
    from_date = day_field(label=_("起始日"))
    to_date = day_field(label=_("截止日"), required=False, help_text=_("最后一日；不填则长期有效。"))
    licence_number = forms.CharField(
        label=_("许可证号"), max_length=60, required=False, help_text=_("持证拍卖须填写（拍卖法第 11 条）。")
    )
    source = forms.CharField(label=_("来源"), max_length=120, help_text=_("批准或选定文件的名称和文号。"))
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class EndCapabilityForm(forms.Form):
    last_date = day_field(label=_("截止日"), help_text=_("最后一日，不得早于今天。"))
    source = forms.CharField(label=_("来源"), max_length=120)
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class RejectForm(forms.Form):
    reason = forms.CharField(label=_("不予批准的理由"), max_length=300, widget=forms.Textarea({"rows": 3}))

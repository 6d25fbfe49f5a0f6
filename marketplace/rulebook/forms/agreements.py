"""Entering an agreement between the sides, and noting its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.rulebook.forms.capabilities import day_field
from marketplace.rulebook.models import Function


class AgreementForm(forms.Form):
    title_zh = forms.CharField(label=_("中文名称"), max_length=160)
    title_en = forms.CharField(label=_("英文名称"), max_length=200)
    parties_zh = forms.CharField(label=_("签订各方"), max_length=300)
    parties_en = forms.CharField(label=_("签订各方（英文）"), max_length=300)
    signed_date = day_field(label=_("签订日期"), required=False)
    ends_date = day_field(label=_("有效期至"), required=False)
    functions = forms.MultipleChoiceField(
        label=_("所支持的共享业务"), choices=Function.choices, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(label=_("来源"), max_length=200, help_text=_("文本存放处或公布地址。"))
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class EndAgreementForm(forms.Form):
    reason = forms.CharField(label=_("终止原因和依据"), max_length=300, widget=forms.Textarea({"rows": 3}))

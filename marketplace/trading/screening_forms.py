"""The forms of a declaration of foreign links and of the finding on it, for the pages of every area (R-SEC-08)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.trading.models.screened import DECLARED_MOST, ForeignLink, Screening

LINES = {"rows": 3}


class LinkForm(forms.Form):
    """What a party declares before anything is negotiated, bid or taken; nothing is chosen in its stead."""

    foreign_link = forms.ChoiceField(
        label=_("涉外情况"),
        choices=[("", _("请选择")), *ForeignLink.choices],
        help_text=_("如实声明。涉外的，须先经交易机构审查（规则 R-SEC-08）。"),
        error_messages={"required": _("请声明本单位是否涉外。")},
    )
    declaration = forms.CharField(
        label=_("涉外情况说明"),
        max_length=DECLARED_MOST,
        required=False,
        widget=forms.Textarea(LINES),
        help_text=_("涉外的必填：境外主体、控制关系、使用地或人员。"),
    )


class ScreeningForm(forms.Form):
    result = forms.ChoiceField(label=_("审查结论"), choices=Screening.choices, widget=forms.RadioSelect)
    basis = forms.CharField(label=_("所查目录及版本"), max_length=200, help_text=_("目录名称和日期，照发布文本填写。"))
    permit = forms.CharField(
        label=_("许可意向书编号"), max_length=100, required=False, help_text=_("限制进出口的必填。")
    )
    reason = forms.CharField(label=_("审查理由"), max_length=DECLARED_MOST, widget=forms.Textarea(LINES))

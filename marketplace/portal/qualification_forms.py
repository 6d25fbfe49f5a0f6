"""The forms of 资格确认: the seller's opinion, what a bidder adds, the venue's decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.files.fields import PaperField

MOST = 2_000
LINES = {"rows": 3}


class OpinionForm(forms.Form):
    """One on each bidder; `code` keeps the ids of a page apart."""

    objects = forms.ChoiceField(
        label=_("意见"),
        choices=[("none", _("无异议")), ("objection", _("有异议"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择无异议或有异议。")},
    )
    reason = forms.CharField(
        label=_("理由和依据"),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(LINES),
        help_text=_("有异议的必填：逐条写明哪项条件不符、依据是什么。勿写竞买代码。"),
    )

    def __init__(self, *args: Any, code: str, **options: Any) -> None:
        super().__init__(*args, **(options | {"auto_id": f"id_{code}_%s"}))

    def given(self) -> dict[str, Any]:
        """The arguments of the command."""
        return {"objects": self.cleaned_data["objects"] == "objection", "reason": self.cleaned_data["reason"]}


class SupplementForm(forms.Form):
    text = forms.CharField(
        label=_("补充说明"),
        max_length=MOST,
        widget=forms.Textarea(LINES),
        help_text=_("转让方以竞买代码看到这段文字，不得写出单位名称（规则 R-BID-05）。"),
    )
    file = PaperField(label=_("证明材料（只有交易机构看到）"), required=False)


class DecisionForm(forms.Form):
    note = forms.CharField(
        label=_("理由"),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(LINES),
        help_text=_("不予确认的，或不采纳转让方异议而确认的，必须写明；载入资格确认通知书。"),
    )

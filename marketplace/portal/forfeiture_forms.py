"""The forms of a withdrawn registration and of a deposit that may be forfeited (R-BID-04)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.core.form_fields import YuanField
from marketplace.trading.grounds import Ground

LONGEST = 1_000
LINES = {"rows": 3}


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("撤回原因（可不填，只有交易机构看到）"), max_length=500, required=False, widget=forms.Textarea(LINES)
    )


class StatementForm(forms.Form):
    statement = forms.CharField(
        label=_("陈述意见"),
        max_length=LONGEST,
        widget=forms.Textarea(LINES),
        help_text=_("提交后不能修改；由提出人以外的复核员在决定中逐项答复。"),
    )


class ForfeitureForm(forms.Form):
    """On which ground, which facts, what the venue spent."""

    ground = forms.ChoiceField(label=_("公告列明的情形"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("事实和理由"),
        max_length=LONGEST,
        widget=forms.Textarea(LINES),
        help_text=_("写入告知书，竞买人会看到。"),
    )
    costs = YuanField(
        label=_("本机构的费用"), required=False, help_text=_("由保证金先行支付（规则 R-SET-05）。没有的不填。")
    )

    def __init__(self, *args: Any, grounds: Sequence[Ground], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].choices = [(one.value, one.label) for one in grounds]  # type: ignore[attr-defined]
        self.fields["ground"].initial = grounds[0].value if len(grounds) == 1 else None

    def given(self) -> dict[str, Any]:
        """The arguments of the command."""
        data = self.cleaned_data
        return {"ground": data["ground"], "reason": data["reason"], "costs_fen": data["costs"] or 0}


class ForfeitureDecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("决定的理由"),
        max_length=LONGEST,
        widget=forms.Textarea(LINES),
        help_text=_("对陈述意见逐项说明是否采纳；载入决定书。"),
    )

"""The forms by which a sale stands still or is taken back, and a lot is disclosed anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.core.form_fields import YuanField
from marketplace.trading.commands.relisting import DAYS_MOST
from marketplace.trading.models.interruption import REASON_MAX
from marketplace.trading.models.relisting import PAPER_MAX


class PublicReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由（公开）"), max_length=REASON_MAX, widget=forms.Textarea({"rows": 3}), help_text=_("随公告公布。")
    )


class ValuationForm(forms.Form):
    amount = YuanField(label=_("备案评估值"))
    document = forms.CharField(label=_("备案（核准）编号"), max_length=PAPER_MAX)
    filed_date = forms.DateField(label=_("备案日期"), widget=forms.DateInput({"type": "date"}))

    def given(self) -> dict[str, Any]:
        """The arguments of the command."""
        data = self.cleaned_data
        return {"amount_fen": data["amount"], "document": data["document"], "filed_date": data["filed_date"]}


class RelistingForm(forms.Form):
    floor = YuanField(
        label=_("新的转让底价"), required=False, help_text=_("不填则底价不变，只延长信息披露（规则 R-LST-01）。")
    )
    approval = forms.CharField(
        label=_("批准文件"),
        max_length=PAPER_MAX,
        required=False,
        help_text=_("国有企业资产低于规定比例的必填：批准单位、文号（规则 R-SET-01）。"),
    )
    working_days = forms.IntegerField(
        label=_("披露工作日数"), min_value=1, max_value=DAYS_MOST, required=False, help_text=_("不填则按规则库。")
    )

    def given(self) -> dict[str, Any]:
        """The arguments of the command."""
        data = self.cleaned_data
        return {"floor_fen": data["floor"], "approval": data["approval"], "working_days": data["working_days"]}

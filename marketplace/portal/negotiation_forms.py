"""The forms of a negotiation and of its public notice."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.models import TransferMode
from marketplace.core.form_fields import YuanField
from marketplace.trading.commands.offers import VALID_DAYS_MOST
from marketplace.trading.models import NoticeObjection
from marketplace.trading.models.negotiation import NOTE_MOST, TEXT_MOST
from marketplace.trading.screening_forms import LinkForm

LINES = {"rows": 3}


class OpeningForm(LinkForm):
    """Who would buy declares first whether anything is foreign (R-SEC-08)."""

    via_exchange = forms.ChoiceField(
        label=_("推荐交易机构"),
        choices=[("", _("本单位所属交易机构")), *ExchangeCode.choices],
        required=False,
        help_text=_("由哪家交易机构推荐参与；不影响您的费用。"),
    )


class OfferForm(forms.Form):
    price = YuanField(label=_("价格"))
    capital = YuanField(
        label=_("出资后的注册资本"),
        required=False,
        help_text=_("作价入股的填写；上面的价格即为出资额（规则 R-FEE-06）。"),
    )
    valuation = YuanField(label=_("评估值"), required=False, help_text=_("有评估报告的填写（规则 R-VAL-10）。"))
    text = forms.CharField(
        label=_("其他条件"),
        max_length=TEXT_MOST,
        required=False,
        widget=forms.Textarea(LINES),
        help_text=_("付款、培训、后续改进等；被接受后写入合同。"),
    )
    valid_days = forms.IntegerField(
        label=_("有效期（日）"),
        min_value=1,
        max_value=VALID_DAYS_MOST,
        initial=7,
        help_text=_("到期未被接受即失效。"),
    )

    def __init__(self, *args: Any, modes: Collection[str] = (), **options: Any) -> None:
        """`modes` are those of the listing: only where it is offered as equity is there a capital."""
        super().__init__(*args, **options)
        if TransferMode.EQUITY not in modes:
            del self.fields["capital"], self.fields["valuation"]

    def given(self) -> dict[str, Any]:
        """The arguments of the command."""
        data = self.cleaned_data
        return {
            "price_fen": data["price"],
            "capital_fen": data.get("capital"),
            "valuation_fen": data.get("valuation"),
            "text": data["text"],
            "valid_days": data["valid_days"],
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("退出理由"), max_length=NOTE_MOST, widget=forms.Textarea(LINES))


class NoticeObjectionForm(forms.Form):
    content = forms.CharField(
        label=_("异议内容"),
        max_length=NOTE_MOST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("写明对名称、价格或权属的异议和依据。您的姓名只有交易机构知道。"),
    )


class DecidingForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("处理结果"),
        choices=[("dismissed", _("异议不成立，公示期继续")), *NoticeObjection.Effect.choices],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(label=_("处理理由"), max_length=NOTE_MOST, widget=forms.Textarea(LINES))

    def __init__(self, *args: Any, number: str, **options: Any) -> None:
        """`number` of the objection keeps the ids of a page apart."""
        super().__init__(*args, **(options | {"auto_id": f"id_{number}_%s"}))

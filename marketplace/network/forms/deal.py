"""The form of a deal closed elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.models import TransferMode
from marketplace.core.form_fields import YuanField
from marketplace.files.checking import SCANS
from marketplace.files.fields import PaperField
from marketplace.network.drafts import DealDraft
from marketplace.network.models import ExternalDeal

REGION = _("行政区划代码（GB/T 2260），如成都 510100、重庆 500000。")
USCC = _("自然人留空。")
DATE = {"type": "date"}


class DealForm(forms.Form):
    exchange = forms.ChoiceField(label=_("登记机构"), choices=ExchangeCode.choices)
    contract_number = forms.CharField(
        label=_("合同编号"), max_length=60, help_text=_("同一机构的同一合同编号只登记一次。")
    )
    title = forms.CharField(label=_("成交标的"), max_length=300)
    method = forms.ChoiceField(label=_("转化方式"), choices=TransferMode.choices)
    amount_fen = YuanField(label=_("成交金额"))
    deal_date = forms.DateField(label=_("成交日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))
    venue = forms.CharField(
        label=_("成交场所"),
        max_length=100,
        required=False,
        help_text=_("在其他交易场所成交的填写其名称；双方直接成交的留空。"),
    )
    seller = forms.CharField(label=_("转让方"), max_length=120)
    seller_uscc = forms.CharField(label=_("转让方统一社会信用代码"), max_length=40, required=False, help_text=USCC)
    seller_region = forms.CharField(label=_("转让方所在地"), max_length=6, help_text=REGION)
    buyer = forms.CharField(label=_("受让方"), max_length=120)
    buyer_uscc = forms.CharField(label=_("受让方统一社会信用代码"), max_length=40, required=False, help_text=USCC)
    buyer_region = forms.CharField(label=_("受让方所在地"), max_length=6, help_text=REGION)
    evidence = PaperField(label=_("证明材料"), kinds=SCANS)

    def draft(self) -> DealDraft:
        """What the command wants."""
        given = self.cleaned_data
        return DealDraft(**{name: given[name] for name in DealDraft.__dataclass_fields__})


def initial_of(deal: ExternalDeal) -> dict[str, Any]:
    """A deal as the form shows it, to be put right."""
    names = [*DealDraft.__dataclass_fields__, "exchange", "evidence"]
    shown = {name: getattr(deal, name) for name in names}
    return shown | {"amount_fen": f"{deal.amount_fen // 100}.{deal.amount_fen % 100:02d}"}


class ReturnForm(forms.Form):
    reason = forms.CharField(label=_("退回原因"), max_length=500, widget=forms.Textarea({"rows": 3}))

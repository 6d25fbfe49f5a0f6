"""The form in which a side promises a commission."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.agency.models import Attribution
from marketplace.agency.queries import attributions_of
from marketplace.audit import commands as audit
from marketplace.core.form_fields import YuanField
from marketplace.trading.models import Sale
from marketplace.trading.models.commission import AGREEMENT_MAX


class CommissionForm(forms.Form):
    attribution = forms.ChoiceField(
        label=_("技术经理人"), help_text=_("只列出已登记促成归属的经理人；须由本人同意后才算约定。")
    )
    amount_fen = YuanField(label=_("佣金"))
    agreement = forms.CharField(
        label=_("居间合同"), max_length=AGREEMENT_MAX, help_text=_("名称、编号或签订日期；合同由您与经理人签订。")
    )
    through_exchange = forms.BooleanField(
        label=_("请交易机构结算时从我方价款中划付"),
        required=False,
        help_text=_("仅限转让方，合同生效之后，且经理人有所属单位；否则由双方自行支付，这里只作披露。"),
    )

    def __init__(self, *args: Any, sale: Sale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = attributions_of(audit.ref(sale)).exclude(state=Attribution.State.DECLINED)
        choices = [(row.number, f"{row.practitioner.name} · {row.get_role_display()}") for row in rows]
        self.fields["attribution"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField

    def add_error(self, field: str | None, error: Any) -> None:
        """The command names the amount as the API does."""
        super().add_error("amount_fen" if field == "amount" else field, error)

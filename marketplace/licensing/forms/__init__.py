"""What people write about licences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.models import Listing
from marketplace.core.form_fields import YuanField
from marketplace.licensing.drafts import OfferDraft
from marketplace.licensing.models import Base, Kind, Offer
from marketplace.licensing.models.offer import CYCLES, NOTE_MAX, SCOPE_MAX, TERM_MOST
from marketplace.trading.screening_forms import LinkForm


def long_text(label: Any, most: int = NOTE_MAX, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": 3}), **options)


def months(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=TERM_MOST, **options)


class OfferForm(forms.Form):
    """Terms of a licence; what does not belong to the chosen way of paying stays empty."""

    kind = forms.ChoiceField(label=_("许可方式"), choices=Kind.choices)
    right = forms.ChoiceField(label=_("权利"))
    scope = long_text(_("许可范围"), SCOPE_MAX, help_text=_("使用领域、地域和数量。"))
    term_months = months(_("许可期限（月）"), initial=60, help_text=_("不超过权利的保护期（规则 R-CON-10）。"))
    fixed = YuanField(
        label=_("固定费用（元）"), required=False, help_text=_("固定费用与提成比例填写一项；先使用后付费按提成。")
    )
    base = forms.ChoiceField(label=_("提成基数"), choices=[("", "—"), *Base.choices], required=False)
    rate_bp = forms.IntegerField(
        label=_("提成比例（万分之一）"), min_value=1, max_value=10_000, required=False, help_text=_("300 即 3%。")
    )
    report_months = forms.TypedChoiceField(
        label=_("报告周期"), choices=[("", "—"), *CYCLES], coerce=int, empty_value=None, required=False
    )
    cap = YuanField(label=_("封顶金额（元）"), required=False)
    trigger = YuanField(
        label=_("触发金额（元）"), required=False, help_text=_("先使用后付费：累计达到后才付费（规则 R-LIC-06）。")
    )
    trigger_months = months(_("试用期（月）"), required=False)
    retroactive = forms.BooleanField(label=_("触发后对此前的销售一并计费"), required=False, initial=True)
    nets_fee = forms.BooleanField(label=_("同意从许可费中扣收我方服务费"), required=False, initial=True)
    evaluation = forms.CharField(
        label=_("专利权评价报告"),
        max_length=NOTE_MAX,
        required=False,
        help_text=_("实用新型、外观设计声明开放许可须提交（规则 R-LIC-01）：报告编号和日期。"),
    )

    def __init__(self, data: Any, *, listing: Listing) -> None:
        super().__init__(data)
        rights = [right for right in listing.rights.all() if right.number]
        self.fields["right"].choices = [(one.number, f"{one.number} {one.title}") for one in rights]  # type: ignore[attr-defined]

    def draft(self) -> OfferDraft:
        given = dict(self.cleaned_data)
        for name in ("fixed", "cap", "trigger"):
            given[f"{name}_fen"] = given.pop(name)
        return OfferDraft(**given)


class TakingForm(LinkForm):
    use = long_text(_("使用计划"), help_text=_("拟生产的产品和使用范围。"))
    via_exchange = forms.ChoiceField(
        label=_("经由交易机构"), choices=[("", _("本单位的归属机构")), *ExchangeCode.choices], required=False
    )
    field_order = ("use", "foreign_link", "declaration", "via_exchange")


class PublishingForm(forms.Form):
    """Of an open licence with its announcement; a trial has none."""

    announcement = forms.CharField(
        label=_("公告号和日期"),
        max_length=NOTE_MAX,
        help_text=_("国家知识产权局公告开放许可声明的编号和日期（规则 R-LIC-01）。"),
    )

    def __init__(self, data: Any = None, *, offer: Offer) -> None:
        super().__init__(data)
        if offer.is_trial:
            del self.fields["announcement"]


class ReasonsForm(forms.Form):
    reasons = long_text(_("理由"))


class SalesForm(forms.Form):
    amount = YuanField(label=_("本期金额（元）"), help_text=_("没有销售填 0。退货在同一期内冲减。"))
    note = forms.CharField(label=_("说明"), max_length=NOTE_MAX, required=False)


class CorrectionForm(forms.Form):
    amount = YuanField(label=_("更正后的金额（元）"))
    reason = forms.CharField(label=_("更正原因"), max_length=NOTE_MAX)


class AnswerForm(forms.Form):
    answer = long_text(_("不同意的理由"))


class ReasonForm(forms.Form):
    reason = long_text(_("终止的理由"))


class NoteForm(forms.Form):
    note = forms.CharField(label=_("备案号和日期"), max_length=NOTE_MAX)


class FilesForm(forms.Form):
    note = forms.CharField(label=_("返还的资料和日期"), max_length=NOTE_MAX)

"""The forms of a sale."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ExchangeCode
from marketplace.catalogue.models import Listing, PriceMode
from marketplace.core.form_fields import MarketTimeField, YuanField
from marketplace.trading.bidding import Offer, explain, judge
from marketplace.trading.commands import SealedDraft
from marketplace.trading.models import Sale
from marketplace.trading.queries.opening_keys import usable_schemes
from marketplace.trading.screening_forms import LinkForm

FIRST_PAGE, LAST_PAGE = 1, 500


class BoardFilter(forms.Form):
    """What of the list of sales is shown; what cannot be read is left aside."""

    exchange = forms.ChoiceField(label=gettext_lazy("交易机构"), required=False)
    state = forms.ChoiceField(
        required=False, choices=[("", ""), ("running", ""), ("coming", ""), ("finished", "")], widget=forms.HiddenInput
    )
    page = forms.IntegerField(required=False, min_value=FIRST_PAGE, max_value=LAST_PAGE, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["exchange"].choices = [("", _("全部")), *ExchangeCode.choices]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def asked(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "exchange": given.get("exchange", ""),
            "chosen": given.get("state", ""),
            "page": given.get("page") or FIRST_PAGE,
        }


class BidForm(forms.Form):
    """A price, first to be looked at (in figures, in 万, in capitals), then to be confirmed."""

    price = YuanField(label=gettext_lazy("我的出价"), error_messages={"required": gettext_lazy("请填写报价。")})
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def looks_valid(self, sale: Sale, rank: int | None, now: Any) -> bool:
        """Whether the price would be accepted now from a bidder of this priority, if any; what would be refused is told before anybody confirms it."""
        if not self.is_valid():
            return False
        verdict = judge(sale.terms, sale.standing, Offer(self.cleaned_data["price"], now, rank))
        if not verdict.accepted:
            self.add_error("price", explain(sale.terms, verdict))
        return verdict.accepted

    @property
    def price_fen(self) -> int:
        return int(self.cleaned_data["price"])

    @property
    def is_confirmed(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["confirmed"])


class RegistrationForm(LinkForm):
    """What is foreign about a bidder (R-SEC-08), and through which exchange it comes: that shares in the fees (R-FEE-14)."""

    via_exchange = forms.ChoiceField(
        label=gettext_lazy("推荐交易机构"),
        choices=ExchangeCode.choices,
        required=False,
        help_text=gettext_lazy("由哪家交易机构推荐参与；不影响您的费用。"),
    )
    statement = forms.CharField(
        label=gettext_lazy("资格说明（不得写出单位名称）"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("逐条说明如何符合上列条件；转让方以竞买代码看到这段文字（规则 R-BID-05）。"),
    )

    priority = forms.BooleanField(
        label=gettext_lazy("以优先购买权人身份登记，可按当前最高价应价"),
        required=False,
        initial=True,
        help_text=gettext_lazy("保证金相同；届时不应价的，视为放弃（规则 R-BID-11）。"),
    )

    def __init__(self, *args: Any, conditions: str, holds_priority: bool, **options: Any) -> None:
        """`conditions` are the listing's: where there are some, the bidder says how it meets them."""
        super().__init__(*args, **options)
        if not holds_priority:
            del self.fields["priority"]
        self.fields["statement"].required = bool(conditions.strip())


class AnnouncementForm(forms.Form):
    """The terms of a sale, fixed from its announcement on."""

    method = forms.ChoiceField(label=gettext_lazy("成交方式"), widget=forms.RadioSelect)
    start = YuanField(label=gettext_lazy("起拍价"))
    increment = YuanField(
        label=gettext_lazy("加价幅度"), required=False, help_text=gettext_lazy("一次报价和权重报价不填。")
    )
    scheme = forms.ChoiceField(
        label=gettext_lazy("权重方案"),
        required=False,
        help_text=gettext_lazy("只用于权重报价；须先拟定并经挂牌机构复核（规则 R-BID-16）。"),
    )
    opens_at = MarketTimeField(
        label=gettext_lazy("竞价开始时间（北京时间）"),
        help_text=gettext_lazy("网络竞价须在信息披露期届满之后；动态报价可以更早。"),
    )
    registration_ends_at = MarketTimeField(
        label=gettext_lazy("报名截止时间"),
        required=False,
        help_text=gettext_lazy(
            "不填则国有企业资产在竞价开始时截止，其他随竞价结束；届时只有一名合格的，协议成交（规则 R-BID-14）。"
        ),
    )
    free_ends_at = MarketTimeField(
        label=gettext_lazy("自由报价期结束时间"), required=False, help_text=gettext_lazy("不填则按规则库的时长。")
    )
    prolongations = forms.IntegerField(
        label=gettext_lazy("无人报名时延长信息披露的次数"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("每期 5 个工作日；不填则按规则库的上限（规则 R-LST-01）。"),
    )
    deposit = YuanField(
        label=gettext_lazy("交易保证金"),
        required=False,
        help_text=gettext_lazy("不填则按规则库的比例，从起拍价计算（规则 R-BID-01）。"),
    )
    reserve = YuanField(
        label=gettext_lazy("保密的保留价"),
        required=False,
        help_text=gettext_lazy("提交后立即密封，竞价结束前任何人（包括交易机构）都看不到（规则 R-BID-09）。"),
    )

    def __init__(self, *args: Any, listing: Listing, **options: Any) -> None:
        """The listing's way of pricing says what there is to choose."""
        super().__init__(*args, **options)
        if listing.price_mode == PriceMode.LISTED:
            self._at_the_listed_price()
            return
        del self.fields["prolongations"]
        ways = [
            (Sale.Method.BIDDING, _("网络竞价：信息披露期届满之后竞价")),
            (Sale.Method.DYNAMIC, _("动态报价：信息披露期内即可报价，届满后限时结束")),
            (Sale.Method.SEALED, _("一次报价：密封一次报价，截止后由多家交易机构共同开标")),
            (Sale.Method.WEIGHTED, _("权重报价：密封报价和方案，按公告的权重综合评分")),
        ]
        approved = [(one.number, one.number) for one in usable_schemes(listing)]
        self.fields["scheme"].choices = [("", _("无")), *approved]  # type: ignore[attr-defined]
        self.fields["method"].choices = ways  # type: ignore[attr-defined]
        self.fields["method"].initial = Sale.Method.BIDDING

    def _at_the_listed_price(self) -> None:
        for name in ("method", "reserve", "scheme"):
            del self.fields[name]
        fields = self.fields
        fields["start"].label = _("挂牌价")
        fields["start"].help_text = _("须与已披露的价格一致；只有一名合格意向受让方的，按此价成交。")
        fields["opens_at"].help_text = _("须在信息披露期届满之后。")
        fields["opens_at"].label = _("两名以上报名时的竞价开始时间（北京时间）")
        fields["registration_ends_at"].help_text = _("不填则为信息披露期届满。")

    def given(self) -> dict[str, Any]:
        """The arguments of the command."""
        data = self.cleaned_data
        return {
            "method": data.get("method", ""),
            "prolongations": data.get("prolongations"),
            "start_fen": data["start"],
            "increment_fen": data["increment"] or 0,
            "sealed": SealedDraft(scheme=data.get("scheme", "")),
            "opens_at": data["opens_at"],
            "registration_ends_at": data["registration_ends_at"],
            "free_ends_at": data["free_ends_at"],
            "deposit_fen": data["deposit"],
            "reserve_fen": data.get("reserve"),
        }

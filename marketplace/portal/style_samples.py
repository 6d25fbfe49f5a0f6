"""What the style page shows: invented organisations, the amounts of story S1."""

from datetime import datetime
from types import SimpleNamespace as Sample

import segno
from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.charts import Bar, BidMark, Share, bars, bid_line, shares
from marketplace.core.clock import shanghai
from marketplace.files.checking import SCANS
from marketplace.files.fields import PaperField
from marketplace.files.models import File
from marketplace.portal.context import Link

COLOURS = {
    "grounds": ("paper", "surface", "sunken", "night"),
    "inks": ("ink", "ink-soft", "ink-faint", "line-firm", "line"),
    "meanings": ("cinnabar", "river", "ginkgo", "bamboo"),
    "washes": ("cinnabar-wash", "river-wash", "ginkgo-wash", "bamboo-wash"),
}
ICONS = (
    "menu",
    "user",
    "globe",
    "clock",
    "info",
    "done",
    "warning",
    "error",
    "search",
    "arrow",
    "print",
    "lock",
    "bell",
    "close",
    "paper",
)


class SampleForm(forms.Form):
    """One field of each kind; the style page shows it filled in wrongly."""

    title = forms.CharField(
        label=gettext_lazy("成果名称"), help_text=gettext_lazy("与权利证书上的名称一致，不超过 60 字。")
    )
    start = forms.DecimalField(
        label=gettext_lazy("起拍价"),
        help_text=gettext_lazy("不低于备案评估值的 90%（规则 R-SOE-03）。"),
        widget=forms.TextInput(attrs={"data-unit": gettext_lazy("元"), "inputmode": "decimal"}),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("转化方式"),
        choices=[("", gettext_lazy("请选择")), ("assignment", gettext_lazy("转让")), ("licence", gettext_lazy("许可"))],
    )
    venue = forms.ChoiceField(
        label=gettext_lazy("挂牌场所"),
        choices=[("sw", gettext_lazy("西南联交所（演示）")), ("cq", gettext_lazy("重庆联交所（演示）"))],
        widget=forms.RadioSelect,
    )
    abstract = forms.CharField(label=gettext_lazy("摘要"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    licence = PaperField(label=gettext_lazy("营业执照"))
    letter = PaperField(label=gettext_lazy("授权委托书"), kinds=SCANS, required=False)
    declared = forms.BooleanField(label=gettext_lazy("声明权属清晰，不涉及国家秘密"))


def sample_form() -> SampleForm:
    typed = {"title": _("高比能硅碳负极材料的连续化制备方法"), "start": "280w", "venue": "sw"}
    letter = File(number="F-2027-000012", name=_("授权委托书（示范）.pdf"), size_bytes=482_000)
    return SampleForm(typed, initial={"letter": letter})


def steps() -> list[Sample]:
    return [
        Sample(name=_("受理"), state="done", note="2027-03-08"),
        Sample(name=_("挂牌"), state="done", note="2027-03-15"),
        Sample(name=_("登记"), state="done", note=_("3 家")),
        Sample(name=_("竞价"), state="now", note="15:10:58"),
        Sample(name=_("结算"), state="todo", note=""),
        Sample(name=_("鉴证"), state="todo", note=""),
    ]


def events() -> list[Sample]:
    return [
        Sample(at=day("09:15:00"), title=_("B1 出价 2,800,000.00 元"), note="", tone=""),
        Sample(
            at=day("10:05:00"),
            title=_("B3 出价 2,960,000.00 元，未接受"),
            note=_("加价须为 50,000.00 元的整数倍（规则 R-BID-08）。"),
            tone="refused",
        ),
        Sample(
            at=day("14:56:30"),
            title=_("B1 出价 3,050,000.00 元"),
            note=_("结束时间延至 15:01:30（规则 R-BID-07）。"),
            tone="",
        ),
        Sample(
            at=day("15:05:58"),
            title=_("B2 出价 3,350,000.00 元"),
            note=_("结束时间延至 15:10:58，其后无人出价，B2 成交。"),
            tone="key",
        ),
    ]


def settlement() -> list[Sample]:
    return [
        Sample(label=_("成交价"), value=3_350_000_00, note="", total=False),
        Sample(label=_("已交保证金"), value=-280_000_00, note=_("成交后转作价款"), total=False),
        Sample(label=_("受让方服务费"), value=55_250_00, note=_("按示例分档 E1"), total=False),
        Sample(label=_("尚应支付"), value=3_125_250_00, note="", total=True),
    ]


def facts() -> list[Sample]:
    return [
        Sample(label=_("项目编号"), value="L-2027-000042"),
        Sample(label=_("转让方"), value=_("示范锦城大学")),
        Sample(
            label=_("权利"), value=_("发明专利 ZL 2024 1 0123456.7"), note=_("专利号校验位正确，权属经受理机构核对")
        ),
        Sample(label=_("技术成熟度"), value=_("6 级：中试验证")),
        Sample(label=_("挂牌场所"), value=_("西南联交所（演示）")),
    ]


def bid_rows() -> list[Sample]:
    return [
        Sample(time=day("15:05:58"), bidder="B2", fen=3_350_000_00, accepted=True, own=True),
        Sample(time=day("15:00:59"), bidder="B3", fen=3_200_000_00, accepted=True, own=False),
        Sample(time=day("14:56:30"), bidder="B1", fen=3_050_000_00, accepted=True, own=False),
        Sample(time=day("10:05:00"), bidder="B3", fen=2_960_000_00, accepted=False, own=False),
        Sample(time=day("10:02:10"), bidder="B2", fen=2_900_000_00, accepted=True, own=True),
        Sample(time=day("09:15:00"), bidder="B1", fen=2_800_000_00, accepted=True, own=False),
    ]


def tour() -> list[Sample]:
    words = (
        (_("寻找"), _("在 462 项成果中查找一项电池材料专利。"), "done"),
        (_("匹配"), _("看系统为一条企业需求提出的匹配及其理由。"), "done"),
        (_("登记"), _("以重庆企业的身份跨所登记，交纳保证金。"), "now"),
        (_("竞价"), _("与两台标明身份的机器人实时竞价。"), ""),
        (_("结算"), _("看一笔价款怎样分成价款、服务费与三方分成。"), ""),
        (_("核验"), _("核验鉴证书，再改动其中一个字节。"), ""),
        (_("比较"), _("把服务费与两家原有收费放在一起比较。"), ""),
    )
    return [
        Sample(number=i, title=title, text=text, href="#tour", state=state)
        for i, (title, text, state) in enumerate(words, 1)
    ]


def bid_chart() -> str:
    marks = [BidMark(row.time, row.fen, row.accepted, row.bidder) for row in reversed(bid_rows())]
    return bid_line(
        "bids",
        _("出价过程"),
        bids=marks,
        starts_at=day("09:00:00"),
        ends_at=day("15:10:58"),
        reserve_fen=3_000_000_00,
        late_from=day("14:55:00"),
        extended_to=[day("15:01:30"), day("15:05:59"), day("15:10:58")],
    )


def fee_chart() -> str:
    rows = [
        Bar(_("统一示例 E1"), 55_250_00, strong=True),
        Bar(_("西南联交所原有收费（示例）"), 120_500_00),
        Bar(_("重庆联交所原有收费（示例）"), 23_450_00),
    ]
    return bars("fees", _("成交价 3,350,000.00 元时每一方的服务费"), rows)


def share_chart() -> str:
    parts = [
        Share(_("挂牌场所"), 66_300_00, "60%"),
        Share(_("推荐场所"), 33_150_00, "30%"),
        Share(_("联盟基金"), 11_050_00, "10%"),
    ]
    return shares("split", _("服务费 110,500.00 元的分成"), parts)


def qr_code() -> str:
    code = segno.make("https://shuangcheng.example/check/JZ-2027-000017", error="m")
    return mark_safe(code.svg_inline(omitsize=True, border=0, title=None))  # noqa: S308  the library writes the markup


def day(time: str) -> datetime:
    return shanghai(f"2027-04-12T{time}")


def style_samples() -> dict[str, object]:
    """The context of the style page."""
    return {
        "colours": COLOURS,
        "icons": ICONS,
        "form": sample_form(),
        "steps": steps(),
        "events": events(),
        "settlement": settlement(),
        "facts": facts(),
        "bids": bid_rows(),
        "tour": tour(),
        "tabs": [
            Sample(label=_("待办"), url="#tabs", current=True, count=3),
            Sample(label=_("我的成果"), url="#tabs", current=False, count=12),
            Sample(label=_("我的竞价"), url="#tabs", current=False, count=None),
        ],
        "trail": [Link(_("首页"), "/"), Link(_("成果"), "#")],
        "applied": [Link(_("新材料"), "#filters"), Link(_("成都"), "#filters")],
        "meta": [_("发明专利"), _("新材料"), _("6 级：中试验证"), _("示范锦城大学")],
        "bid_chart": bid_chart(),
        "fee_chart": fee_chart(),
        "share_chart": share_chart(),
        "qr": qr_code(),
        "now": day("15:05:59"),
        "ends_at": day("15:10:58"),
        "price": 3_350_000_00,
    }

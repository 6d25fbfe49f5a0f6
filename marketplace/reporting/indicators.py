"""The registry of what a return counts: code, name, definition (口径), unit and formula.

A formula aggregates over the rows of `facts`: what it counts is what the drill-down shows, since both read the same rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.reporting.regions import CHONGQING_SIDE, SICHUAN_SIDE

COUNT, FEN, RATE_BP = "count", "fen", "bp"
UNITS = {COUNT: _("项"), FEN: _("元"), RATE_BP: "%"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """`formula` is SQL over rows of a return; `behind` chooses the same rows for the drill-down."""

    code: str
    name: str | Promise
    definition: str | Promise
    unit: str
    formula: str
    behind: Q


CROSSING = (
    "(seller_region IN ('CD', 'SC') AND buyer_region = 'CQ' OR seller_region = 'CQ' AND buyer_region IN ('CD', 'SC'))"
)
CROSSED = Q(seller_region__in=sorted(SICHUAN_SIDE), buyer_region__in=sorted(CHONGQING_SIDE)) | Q(
    seller_region__in=sorted(CHONGQING_SIDE), buyer_region__in=sorted(SICHUAN_SIDE)
)


def on(event: str) -> Q:
    return Q(**{f"{event}_date__isnull": False})


_ROWS = (
    Indicator(
        "accepted",
        _("受理项目数"),
        _("期间内由交易机构受理（出具受理通知）的项目数，按受理日计；导入而未受理的成果不计。"),
        COUNT,
        "count(accepted_date)",
        on("accepted"),
    ),
    Indicator(
        "published",
        _("挂牌项目数"),
        _("期间内挂牌公告的项目数，按挂牌日计；同一项目恢复挂牌不重复计。"),
        COUNT,
        "count(published_date)",
        on("published"),
    ),
    Indicator(
        "registrations",
        _("意向受让登记数"),
        _("期间内各项目登记的意向受让方（竞买人）家次，不论保证金是否到账。"),
        COUNT,
        "coalesce(sum(registrations), 0)",
        Q(registrations__gt=0),
    ),
    Indicator(
        "sold",
        _("成交项目数"),
        _("期间内确定受让方的项目数，按成交确认（竞价结束且达到保留价）之日计。"),
        COUNT,
        "count(sold_date)",
        on("sold"),
    ),
    Indicator(
        "sold_fen",
        _("成交金额"),
        _("上述成交项目的成交价合计，不含交易服务费。"),
        FEN,
        "coalesce(sum(price_fen) FILTER (WHERE sold_date IS NOT NULL), 0)",
        on("sold"),
    ),
    Indicator(
        "premium_fen",
        _("竞价增值额"),
        _("上述成交项目的成交价减起拍价的合计。"),
        FEN,
        "coalesce(sum(price_fen - start_fen) FILTER (WHERE sold_date IS NOT NULL), 0)",
        on("sold"),
    ),
    Indicator(
        "premium_bp",
        _("竞价增值率"),
        _("竞价增值额除以同一批项目的起拍价合计，四舍五入到万分之一。"),
        RATE_BP,
        "coalesce(round(10000 * sum(price_fen - start_fen) FILTER (WHERE sold_date IS NOT NULL)"
        " / nullif(sum(start_fen) FILTER (WHERE sold_date IS NOT NULL), 0)), 0)",
        on("sold"),
    ),
    Indicator(
        "failures",
        _("未成交场次"),
        _("期间内结束而未成交的竞价场次：无人有效报价、未达保留价或标的撤回；同一项目可有多场。"),
        COUNT,
        "coalesce(sum(failures), 0)",
        Q(failures__gt=0),
    ),
    Indicator(
        "contracted",
        _("合同生效项目数"),
        _("期间内双方签署、合同生效的项目数，按生效日计。"),
        COUNT,
        "count(contracted_date)",
        on("contracted"),
    ),
    Indicator(
        "contracted_fen",
        _("合同金额"),
        _("上述合同的价款合计。"),
        FEN,
        "coalesce(sum(price_fen) FILTER (WHERE contracted_date IS NOT NULL), 0)",
        on("contracted"),
    ),
    Indicator(
        "settled",
        _("结算项目数"),
        _("期间内价款付清并完成结算的项目数，按结算日计。"),
        COUNT,
        "count(settled_date)",
        on("settled"),
    ),
    Indicator(
        "settled_fen",
        _("结算金额"),
        _("上述结算项目的价款合计。"),
        FEN,
        "coalesce(sum(price_fen) FILTER (WHERE settled_date IS NOT NULL), 0)",
        on("settled"),
    ),
    Indicator(
        "fees_fen",
        _("交易服务费"),
        _("上述结算项目向双方收取的交易服务费合计，分配给各机构之前的总额。"),
        FEN,
        "coalesce(sum(fee_fen) FILTER (WHERE settled_date IS NOT NULL), 0)",
        on("settled"),
    ),
    Indicator(
        "certified",
        _("出具鉴证书数"),
        _("期间内首次出具交易鉴证书的项目数；更正重出的不重复计。"),
        COUNT,
        "count(certified_date)",
        on("certified"),
    ),
    Indicator(
        "crossing",
        _("川渝跨区域成交数"),
        _("成交项目中转让方与受让方分属四川和重庆的项目数。"),
        COUNT,
        f"count(sold_date) FILTER (WHERE {CROSSING})",
        on("sold") & CROSSED,
    ),
    Indicator(
        "crossing_fen",
        _("川渝跨区域成交金额"),
        _("上述跨区域成交项目的成交价合计。"),
        FEN,
        f"coalesce(sum(price_fen) FILTER (WHERE sold_date IS NOT NULL AND {CROSSING}), 0)",
        on("sold") & CROSSED,
    ),
    Indicator(
        "suspensions",
        _("中止次数"),
        _("期间内中止挂牌的次数；同一项目可有多次。"),
        COUNT,
        "coalesce(sum(suspensions), 0)",
        Q(suspensions__gt=0),
    ),
    Indicator(
        "terminated",
        _("终结项目数"),
        _("受理之后撤回或终结的项目数，按终结日计。"),
        COUNT,
        "count(terminated_date)",
        on("terminated"),
    ),
)
INDICATORS: Mapping[str, Indicator] = {row.code: row for row in _ROWS}

# By what the figures are broken down; each is a column of the rows.
DIMENSIONS: Mapping[str, Any] = {
    "exchange": _("交易机构"),
    "mode": _("转化方式"),
    "field": _("技术领域"),
    "seller_region": _("转让方所在地区"),
    "owner": _("所有制类别"),
    "route": _("定价方式"),
}

"""A unit's year as a workbook, with definitions and the contracts behind every figure."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from marketplace.core.clock import SHANGHAI
from marketplace.core.workbook import Cell, Fen, Head, Sheet, workbook
from marketplace.reporting.labels import label
from marketplace.reporting.queries.conversion import Conversion


def conversion_workbook(found: Conversion) -> bytes:
    """The file that a unit takes over into its own report."""
    return workbook(
        [
            Sheet(_("口径说明"), list(_definitions(found)), widths=[26, 100]),
            Sheet(_("汇总"), list(_totals(found)), widths=[28, *[18] * 4]),
            Sheet(_("合同明细"), list(_deals(found)), widths=[18, 40, 18, 18, 10, 28, 14, 14, 14, *[18] * 3], frozen=1),
            Sheet(
                _("技术开发、咨询、服务"),
                list(_works(found)),
                widths=[18, 40, 18, 18, 28, 14, 14, 14, *[18] * 4],
                frozen=1,
            ),
            Sheet(_("挂牌明细"), list(_listings(found)), widths=[18, 40, 12, 14, 18, 14, 14], frozen=1),
            Sheet(_("决策与公示"), list(_decisions(found)), widths=[18, 18, 28, 28, 14, 14, 18, 60], frozen=1),
        ]
    )


def definitions() -> list[tuple[str, str]]:
    """What each figure of the report counts."""
    return [
        (_("统计期间"), _("公历年度，按北京时间。")),
        (_("合同项数与金额"), _("本单位登记的成果在年度内双方签署、合同生效的项目；金额为合同价款，不含交易服务费。")),
        (_("转化方式"), _("按合同所载方式：转让、许可、作价入股等；一份合同有多种方式的归入“多种方式”，不拆分金额。")),
        (_("交易服务费"), _("交易机构向本单位收取的服务费；受让方承担的部分不计。")),
        (_("到账净额"), _("合同价款减本单位承担的交易服务费；评估、维持费用和税费由本单位另行扣除（规则 R-RWD-04）。")),
        (_("奖励"), _("平台不掌握本单位对完成人的奖励发放情况，请由本单位填写。")),
        (
            _("技术开发、咨询、服务"),
            _(
                "本单位承担、年度内合同生效的委托项目，另列，不计入以上各项；合同解除的只计已划付的金额。已到账为里程碑验收后划付的价款减本单位承担的服务费。"
            ),
        ),
        (_("挂牌项数"), _("年度内挂牌公告的成果；导入而未受理的成果不计。")),
        (_("地区"), _("按受让方登记的行政区划归入成都、重庆、四川其他地区和其他地区。")),
        (_("平台外成交"), _("未经本平台成交的项目不在其中，请由本单位补充。")),
    ]


def _definitions(found: Conversion) -> Iterator[Sequence[Cell]]:
    yield [Head(_("科技成果转化年度报告数据（规则 R-PRI-09）"))]
    yield [_("单位"), found.unit.name]
    yield [_("统一社会信用代码"), found.unit.uscc]
    yield [_("年度"), found.period.name]
    yield []
    for name, words in definitions():
        yield [name, words]


def _totals(found: Conversion) -> Iterator[Sequence[Cell]]:
    heads = [_("合同项数"), _("合同金额（元）"), _("交易服务费（元）"), _("到账净额（元）")]
    for title, name in ((_("按转化方式"), "mode"), (_("按定价方式"), "route"), (_("按受让方地区"), "buyer_region")):
        yield [Head(title), *map(Head, heads)]
        for group in found.groups(name):
            yield [group.words, group.count, Fen(group.price_fen), Fen(group.fee_fen), Fen(group.net_fen)]
        total = found.total
        yield [_("合计"), total.count, Fen(total.price_fen), Fen(total.fee_fen), Fen(total.net_fen)]
        yield []
    for title, name in ((_("技术开发、咨询、服务"), "kind"), (_("按委托方地区"), "client_region")):
        yield [Head(title), *map(Head, [*heads[:3], _("已到账（元）")])]
        for group in found.work_groups(name):
            yield [group.words, group.count, Fen(group.price_fen), Fen(group.fee_fen), Fen(group.net_fen)]
        total = found.work_total
        yield [_("合计"), total.count, Fen(total.price_fen), Fen(total.fee_fen), Fen(total.net_fen)]
        yield []
    yield [Head(_("挂牌项数")), Head(_("项数"))]
    for exchange, count in sorted(found.listed_by_exchange.items()):
        yield [label("exchange", exchange), count]
    yield [_("合计"), len(found.listings)]
    yield []
    yield [_("奖励总额（由本单位填写）"), None]


def _deals(found: Conversion) -> Iterator[Sequence[Cell]]:
    heads = [
        _("成果编号"),
        _("成果名称"),
        _("合同编号"),
        _("竞价编号"),
        _("交易机构"),
        _("受让方"),
        _("受让方所在地区"),
        _("转化方式"),
    ]
    more = [_("合同生效日"), _("合同金额（元）"), _("交易服务费（元）"), _("到账净额（元）"), _("结算日"), _("鉴证书")]
    yield [Head(words) for words in [*heads, *more]]
    for deal in found.deals:
        named: list[Cell] = [
            deal.listing,
            deal.title,
            deal.contract,
            deal.sale,
            label("exchange", deal.exchange),
            deal.buyer,
        ]
        kinds: list[Cell] = [label("seller_region", deal.buyer_region), label("mode", deal.mode), deal.effective_date]
        amounts: list[Cell] = [Fen(deal.price_fen), Fen(deal.fee_fen), Fen(deal.net_fen)]
        yield [*named, *kinds, *amounts, deal.settled_date, deal.certificate]


def _works(found: Conversion) -> Iterator[Sequence[Cell]]:
    heads = [
        _("项目编号"),
        _("项目名称"),
        _("合同编号"),
        _("交易机构"),
        _("委托方"),
        _("委托方所在地区"),
        _("合同类型"),
    ]
    more = [_("合同生效日"), _("合同金额（元）"), _("已划付（元）"), _("交易服务费（元）"), _("已到账（元）")]
    yield [Head(words) for words in [*heads, *more]]
    for one in found.works:
        named: list[Cell] = [one.number, one.title, one.contract, label("exchange", one.exchange), one.client]
        kinds: list[Cell] = [label("seller_region", one.client_region), label("kind", one.kind), one.effective_date]
        yield [*named, *kinds, Fen(one.price_fen), Fen(one.settled_fen), Fen(one.fee_fen), Fen(one.net_fen)]


def _listings(found: Conversion) -> Iterator[Sequence[Cell]]:
    heads = [_("成果编号"), _("成果名称"), _("交易机构"), _("定价方式"), _("意向价格（元）"), _("挂牌日"), _("状态")]
    yield [Head(words) for words in heads]
    for one in found.listings:
        price = Fen(one.asking_price_fen) if one.asking_price_fen else None
        day = one.published_at.astimezone(SHANGHAI).date() if one.published_at else None
        named: list[Cell] = [one.number, one.title, label("exchange", one.exchange), str(one.get_price_mode_display())]
        yield [*named, price, day, str(one.get_state_display())]


def _decisions(found: Conversion) -> Iterator[Sequence[Cell]]:
    heads = [
        _("记录编号"),
        _("成果编号"),
        _("决策机构或公示载体"),
        _("会议或公示名称"),
        _("日期"),
        _("定价方式"),
        _("价格（元）"),
        _("参与决策人"),
    ]
    yield [Head(words) for words in heads]
    for one in found.decisions:
        price = Fen(one.price_fen) if one.price_fen else None
        route = str(one.get_route_display())
        yield [
            one.number,
            one.listing.number,
            one.body,
            one.meeting,
            one.decided_date,
            route,
            price,
            "、".join(one.deciders),
        ]
    for notice in found.notices:
        where: list[Cell] = [notice.decision.listing.number, notice.place, notice.name, notice.published_date]
        yield [notice.number, *where, None, Fen(notice.price_fen), None]

"""A return as a workbook: definitions, totals with comparisons, every dimension, the flows, and the cases behind it all."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from accounts.models import ExchangeCode
from marketplace.core.workbook import Basis, Cell, Fen, Head, Sheet, workbook
from marketplace.reporting.external import external_rows
from marketplace.reporting.facts import COLUMNS
from marketplace.reporting.indicators import DIMENSIONS, FEN, INDICATORS, RATE_BP, UNITS
from marketplace.reporting.labels import labels
from marketplace.reporting.models import Return
from marketplace.reporting.queries.returns import FLOW_ORDER, breakdown, flow_matrix, totals
from marketplace.reporting.turnover_pages import turnover_shown

NUMBER = 18
AMOUNTS = frozenset({"start_fen", "price_fen", "fee_fen"})


def return_workbook(found: Return) -> bytes:
    """The file that is handed to the supervisor."""
    return workbook(
        [
            Sheet(_("口径说明"), list(_definitions(found)), widths=[24, 12, 90]),
            Sheet(_("汇总与比较"), list(_totals(found)), widths=[24, 8, *[NUMBER] * 5], frozen=3),
            *(
                Sheet(str(words), list(_breakdown(found, name)), widths=[26, *[14] * len(INDICATORS)], frozen=1)
                for name, words in DIMENSIONS.items()
            ),
            Sheet(_("区域流向"), list(_flows(found)), widths=[20, *[NUMBER] * 12]),
            Sheet(_("合同成交额"), list(_turnover(found)), widths=[40, 14, 20, 20]),
            Sheet(
                _("委托和许可合同"),
                list(_outside(found)),
                widths=[18, 18, 14, 40, 28, 28, 24, 12, 20, 14, 18],
                frozen=1,
            ),
            Sheet(_("平台外成交"), list(_external(found)), widths=[18, 14, 20, 40, 14, 18, 12, 20, 50, 24], frozen=1),
            Sheet(_("案件明细"), _cases(found), widths=[16, 16, 16, 40, 8, 28, 28], frozen=1),
        ]
    )


def exchange_words(code: str) -> str:
    """The exchange of a return in words."""
    return str(dict(ExchangeCode.choices).get(code, "")) or _("四家交易机构汇总")


def _definitions(found: Return) -> Iterator[Sequence[Cell]]:
    compared = found.figures["compared"]
    yield [Head(_("技术交易统计报表"))]
    yield [_("报表编号"), found.number]
    yield [_("统计期间"), found.period.name]
    yield [_("统计范围"), exchange_words(found.exchange)]
    yield [_("版本"), found.version, found.reason]
    yield [_("数据冻结时间"), found.counted_at.isoformat(timespec="seconds") if found.counted_at else ""]
    yield [_("数据摘要"), "SHA-256", found.sha256]
    for name, words in (("previous", _("环比依据")), ("year_before", _("同比依据"))):
        yield [words, compared[name]["period"], compared[name]["basis"] or _("当期未报送，按现有记录计算")]
    yield [_("期间"), "", _("按北京时间的公历月、季、年，起始日零时起，止于最后一日二十四时。")]
    yield [_("分组"), "", _("每个项目在每种分组中只归入一类，各类之和等于合计；转化方式不止一种的归入“多种方式”。")]
    yield [_("平台外成交"), "", _("在其他系统成交并登记的项目另页列示，不计入以上各项，避免重复。")]
    yield []
    yield [Head(_("指标")), Head(_("计量单位")), Head(_("口径"))]
    for one in INDICATORS.values():
        yield [str(one.name), str(UNITS[one.unit]), str(one.definition)]


def _number(value: int | None, unit: str) -> Cell:
    if value is None:
        return None
    return Fen(value) if unit == FEN else Basis(value) if unit == RATE_BP else value


def _totals(found: Return) -> Iterator[Sequence[Cell]]:
    compared = found.figures["compared"]
    yield [Head(found.period.name), None, Head(exchange_words(found.exchange))]
    yield []
    words = (_("指标"), _("计量单位"), _("本期"), _("上期"), _("环比增减"), _("上年同期"), _("同比增减"))
    yield [Head(word) for word in words]
    for row in totals(found):
        unit = row.indicator.unit
        changes = [None if bp is None else Basis(bp) for bp in (row.change_bp, row.yearly_change_bp)]
        yield [
            str(row.indicator.name),
            str(UNITS[unit]),
            _number(row.value, unit),
            _number(row.previous, unit),
            changes[0],
            _number(row.year_before, unit),
            changes[1],
        ]
    yield [
        _("上期：{period}；上年同期：{year}").format(
            period=compared["previous"]["period"], year=compared["year_before"]["period"]
        )
    ]


def _breakdown(found: Return, dimension: str) -> Iterator[Sequence[Cell]]:
    yield [Head(str(DIMENSIONS[dimension])), *(Head(f"{one.name}（{UNITS[one.unit]}）") for one in INDICATORS.values())]
    for _key, words, values in breakdown(found, dimension):
        yield [words, *(_number(values[code], one.unit) for code, one in INDICATORS.items())]
    yield [_("合计"), *(_number(found.figures["total"][code], one.unit) for code, one in INDICATORS.items())]


def _flows(found: Return) -> Iterator[Sequence[Cell]]:
    names = labels("seller_region")
    columns = [names[region] for region in FLOW_ORDER]
    for title, money in ((_("成交项目数（项）"), False), (_("成交金额（元）"), True)):
        yield [Head(title)]
        yield [Head(_("转让方＼受让方")), *map(Head, columns), Head(_("合计"))]
        rows = flow_matrix(found)
        for seller, cells in rows:
            numbers = [cell.amount_fen if money else cell.count for cell in cells]
            yield [names[seller], *(_number(n, FEN if money else "") for n in [*numbers, sum(numbers)])]
        sums = [
            sum(cells[i].amount_fen if money else cells[i].count for _s, cells in rows) for i in range(len(columns))
        ]
        yield [_("合计"), *(_number(n, FEN if money else "") for n in [*sums, sum(sums)])]
        yield []


def _turnover(found: Return) -> Iterator[Sequence[Cell]]:
    shown = turnover_shown(found.figures)
    if shown is None:
        yield [_("本版本编制时尚未统计合同成交额。")]
        return
    yield [_("合同项数"), shown.count, Fen(shown.amount_fen)]
    yield [_("交易服务费（元）"), None, None, Fen(shown.fees_fen)]
    for words, name in call_heads():
        yield [words, shown.calls[name]]
    for title, rows in shown.tables:
        yield []
        yield [Head(title), Head(_("合同项数")), Head(_("合同成交额（元）")), Head(_("交易服务费（元）"))]
        for row in rows:
            yield [row.words, row.count, Fen(row.amount_fen), None if row.fee_fen is None else Fen(row.fee_fen)]


def call_heads() -> list[tuple[str, str]]:
    """What is counted of open calls, in words."""
    return [
        (_("发布榜单数"), "published"),
        (_("开启方案数"), "solutions"),
        (_("确定承担方"), "awarded"),
        (_("未确定承担方"), "failed"),
    ]


def _outside(found: Return) -> Iterator[Sequence[Cell]]:
    heads = [_("编号"), _("合同编号"), _("交易机构"), _("项目名称"), _("卖方"), _("买方"), _("地区"), _("合同类型")]
    yield [Head(words) for words in [*heads, _("技术领域"), _("计入日"), _("金额（元）")]]
    shown = turnover_shown(found.figures)
    for one in shown.contracts if shown else []:
        named: list[Cell] = [one.number, one.contract, one.exchange, one.title, one.seller, one.buyer]
        yield [*named, one.regions, one.kind, one.field, one.day, Fen(one.amount_fen)]


def _external(found: Return) -> Iterator[Sequence[Cell]]:
    heads = [
        _("登记编号"),
        _("交易机构"),
        _("合同编号"),
        _("成交标的"),
        _("转化方式"),
        _("成交金额（元）"),
        _("成交日"),
        _("成交场所"),
    ]
    yield [Head(words) for words in [*heads, _("转让方 → 受让方"), _("地区")]]
    rows = external_rows(found.figures)
    for row in rows:
        named: list[Cell] = [row.number, row.exchange, row.contract, row.title, row.mode]
        yield [*named, Fen(row.amount_fen), row.day, row.venue, row.parties, row.regions]
    yield [_("合计"), None, None, None, len(rows), Fen(sum(row.amount_fen for row in rows))]


def case_heads() -> dict[str, str]:
    """The words of the columns of a case."""
    return {
        "listing": _("成果编号"),
        "case": _("案件编号"),
        "project_number": _("项目编号"),
        "title": _("成果名称"),
        "exchange": _("交易机构"),
        "seller": _("转让方"),
        "buyer": _("受让方"),
        "seller_region": _("转让方所在地区"),
        "buyer_region": _("受让方所在地区"),
        "field": _("技术领域"),
        "mode": _("转化方式"),
        "route": _("定价方式"),
        "owner": _("所有制类别"),
        "start_fen": _("起拍价（元）"),
        "price_fen": _("成交价（元）"),
        "fee_fen": _("服务费（元）"),
        "registrations": _("意向受让登记数"),
        "failures": _("未成交场次"),
        "suspensions": _("中止次数"),
        "accepted_date": _("受理日"),
        "published_date": _("挂牌日"),
        "sold_date": _("成交日"),
        "contracted_date": _("合同生效日"),
        "settled_date": _("结算日"),
        "certified_date": _("出证日"),
        "terminated_date": _("终结日"),
    }


def _cases(found: Return) -> Iterator[Sequence[Cell]]:
    heads = case_heads()
    yield [Head(heads[name]) for name in COLUMNS]
    words = {name: labels(name) for name in DIMENSIONS} | {"buyer_region": labels("seller_region")}
    turn = [
        (lambda value: None if value is None else Fen(value)) if name in AMOUNTS
        else (lambda value, known=words[name]: known.get(value, value)) if name in words
        else (lambda value: value)
        for name in COLUMNS
    ]  # fmt: skip
    rows = found.rows.order_by("listing").values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=5_000):
        yield [make(value) for make, value in zip(turn, row, strict=True)]

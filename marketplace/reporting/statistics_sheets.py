"""The public statistics as a workbook or as CSV."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from marketplace.core.workbook import Cell, Fen, Head, Sheet
from marketplace.reporting.queries.statistics import Statistics
from marketplace.reporting.statistics_pages import TableShown, definitions, shown_table
from marketplace.reporting.turnover import Cut


def statistics_sheets(found: Statistics) -> list[Sheet]:
    tables = [shown_table(table) for table in (*found.tables, found.flows)]
    return [
        Sheet(_("汇总"), list(_totals(found)), widths=[28, 18, 18]),
        *(Sheet(table.title, list(_lines(table, found.total)), widths=[44, 14, 20], frozen=1) for table in tables),
    ]


def _totals(found: Statistics) -> Iterator[Sequence[Cell]]:
    yield [Head(_("技术合同成交统计")), found.year]
    yield [_("统计截至"), found.until or _("本年度尚无已结束的季度")]
    yield [_("合同项数"), found.total.count]
    yield [_("合同成交额（元）"), _amount(found.total)]
    yield [_("交易服务费（元）"), _amount(found.fees)]
    for words, name in (
        (_("发布榜单数"), "published"),
        (_("开启方案数"), "solutions"),
        (_("确定承担方"), "awarded"),
        (_("未确定承担方"), "failed"),
    ):
        yield [words, found.calls[name]]
    yield []
    for name, words in definitions():
        yield [name, words]


def _lines(table: TableShown, total: Cut) -> Iterator[Sequence[Cell]]:
    yield [Head(table.head), Head(_("合同项数")), Head(_("合同成交额（元）"))]
    for row in table.rows:
        yield [row.words, row.cut.count, _amount(row.cut)]
    yield [_("合计"), total.count, _amount(total)]


def _amount(cut: Cut) -> Cell:
    return None if cut.amount_fen is None else Fen(cut.amount_fen)

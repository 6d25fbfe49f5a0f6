"""The public statistics in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from marketplace.core.charts import Bar, bars
from marketplace.reporting.queries.statistics import Statistics, Table, cut_words
from marketplace.reporting.turnover import Cut


@dataclass(frozen=True, slots=True)
class CutRow:
    words: str
    cut: Cut


@dataclass(frozen=True, slots=True)
class TableShown:
    title: str
    head: str
    rows: Sequence[CutRow]


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    found: Statistics
    years: Sequence[Mapping[str, Any]]
    chart: str
    tables: Sequence[TableShown]


def titles() -> dict[str, tuple[str, str]]:
    """The title of each table, and the head of its first column."""
    return {
        "kind": (_("按合同类型"), _("合同类型")),
        "field": (_("按技术领域"), _("技术领域")),
        "seller_region": (_("按技术输出地"), _("卖方所在地区")),
        "buyer_region": (_("按技术吸纳地"), _("买方所在地区")),
        "exchange": (_("按交易机构"), _("交易机构")),
        "flow": (_("区域流向"), _("卖方所在地区 → 买方所在地区")),
    }


def definitions() -> list[tuple[str, str]]:
    """What is counted, and what is left out."""
    return [
        (
            _("合同成交额"),
            _(
                "期间内生效的技术合同的价款合计，不含交易服务费：成果的转让、入股和许可交易，揭榜挂帅和需求对接达成的技术开发、咨询、服务合同，开放许可和先使用后付费的许可。按生效日计入。"
            ),
        ),
        (
            _("许可的提成"),
            _("固定费用按许可生效计入；提成按划付计入金额，不另计项数。"),
        ),
        (
            _("已解除的合同"),
            _("成果交易的合同解除后不计；技术开发、咨询、服务合同解除的，只计已划付的金额，没有划付的不计。"),
        ),
        (_("交易服务费"), _("期间内结算时向双方收取的服务费合计，分配给各机构之前的总额。")),
        (_("揭榜"), _("期间内发布、确定承担方、未确定承担方的榜单数，以及期间内开启的方案数。")),
        (_("期间"), _("公历年度，按北京时间；未结束的年度计至上一季度末。")),
        (
            _("保密"),
            _(
                "不足规定项数的各类合并列示，合并后仍不足的不列金额，以免推断出单个合同的价款（规则 R-STA-01）；合并不改变合计。"
            ),
        ),
        (_("平台外成交"), _("在其他系统成交并登记的项目不计，避免重复。")),
    ]


def statistics_page(found: Statistics, years: Sequence[Mapping[str, Any]]) -> StatisticsPage:
    shown = [shown_table(table) for table in (*found.tables, found.flows) if table.cuts]
    kinds = next((table for table in found.tables if table.dimension == "kind"), None)
    rows = [Bar(cut_words("kind", cut), cut.amount_fen) for cut in kinds.cuts if cut.amount_fen] if kinds else []
    return StatisticsPage(found, years, bars("turnover", _("合同成交额，按合同类型"), rows) if rows else "", shown)


def shown_table(table: Table) -> TableShown:
    title, head = titles()[table.dimension]
    return TableShown(title, head, [CutRow(cut_words(table.dimension, cut), cut) for cut in table.cuts])

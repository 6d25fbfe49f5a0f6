"""Figures as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.charts import Bar, bars
from marketplace.core.money import yuan
from marketplace.core.presentation import compact_amount
from marketplace.reporting.external import ExternalRow, external_rows
from marketplace.reporting.indicators import DIMENSIONS, FEN, INDICATORS, RATE_BP, UNITS, Indicator
from marketplace.reporting.labels import label, labels
from marketplace.reporting.models import Return, ReturnRow
from marketplace.reporting.queries.returns import FLOW_ORDER, breakdown, flow_matrix, totals, versions
from marketplace.reporting.rules import may_check_return, may_draft_return, may_file_return
from marketplace.reporting.sheets import exchange_words
from marketplace.reporting.turnover_pages import TurnoverShown, turnover_shown

SHOWN = ("accepted", "published", "sold", "sold_fen", "contracted_fen", "settled_fen", "fees_fen")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in words, with the cases behind it."""

    label: str
    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its head and its numbers."""

    label: str
    cells: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class ReturnPage:
    found: Return
    scope: str
    counted: bool
    heads: Sequence[str]
    totals: Sequence[Line]
    definitions: Sequence[Indicator]
    tabs: Sequence[Mapping[str, Any]]
    dimension: str
    columns: Sequence[str]
    lines: Sequence[Line]
    chart: str
    chart_title: str
    flow_heads: Sequence[str]
    flows: Sequence[Line]
    turnover: TurnoverShown | None
    external: Sequence[ExternalRow]
    versions: Sequence[Return]
    may_check: bool
    may_file: bool
    may_correct: bool


def number(value: int | None, unit: str) -> str:
    """As text: amounts exact in yuan, rates in percent."""
    if value is None:
        return "—"
    if unit == FEN:
        return yuan(value)
    return percent(value) if unit == RATE_BP else f"{value:,}"


def percent(points: int) -> str:
    """Hundredths of a percent: `19.64%`, `-3.05%`."""
    sign, size = "-" if points < 0 else "", abs(points)
    return f"{sign}{size // 100:,}.{size % 100:02d}%"


def signed(points: int | None) -> str:
    return "—" if points is None else f"{'+' if points > 0 else ''}{percent(points)}"


def return_page(found: Return, actor: Actor, dimension: str) -> ReturnPage:
    """Everything about a return; its figures once they are counted."""
    counted = bool(found.figures)
    chosen = dimension if dimension in DIMENSIONS else "exchange"
    name = str(DIMENSIONS[chosen])
    return ReturnPage(
        found=found,
        scope=exchange_words(found.exchange),
        counted=counted,
        heads=[_("本期"), _("上期"), _("环比增减"), _("上年同期"), _("同比增减")],
        totals=total_lines(found) if counted else [],
        definitions=list(INDICATORS.values()),
        tabs=[
            {"label": str(words), "url": f"?by={code}#by", "current": code == chosen}
            for code, words in DIMENSIONS.items()
        ],
        dimension=name,
        columns=[str(INDICATORS[code].name) for code in SHOWN],
        lines=breakdown_lines(found, chosen) if counted else [],
        chart=chart(found, chosen) if counted else "",
        chart_title=_("成交金额，按{dimension}").format(dimension=name),
        flow_heads=[*(labels("seller_region")[region] for region in FLOW_ORDER), _("合计")],
        flows=flow_lines(found) if counted else [],
        turnover=turnover_shown(found.figures),
        external=external_rows(found.figures),
        versions=versions(found),
        may_check=found.state == Return.State.DRAFT and may_check_return(actor, found),
        may_file=found.state == Return.State.CHECKED and may_file_return(actor, found),
        may_correct=found.state == Return.State.FILED
        and not found.is_superseded
        and may_draft_return(actor, found.exchange),
    )


def total_lines(found: Return) -> list[Line]:
    lines = []
    for row in totals(found):
        unit = row.indicator.unit
        cells = [
            Figure(_("本期"), number(row.value, unit), behind(found, indicator=row.indicator.code)),
            Figure(_("上期"), number(row.previous, unit)),
            Figure(_("环比增减"), signed(row.change_bp)),
            Figure(_("上年同期"), number(row.year_before, unit)),
            Figure(_("同比增减"), signed(row.yearly_change_bp)),
        ]
        words = _("{name}（{unit}）").format(name=row.indicator.name, unit=UNITS[unit])
        lines.append(Line(words, cells))
    return lines


def behind(found: Return, **asked: str) -> str:
    """The address of the cases behind a figure."""
    return f"cases/?{urlencode(asked)}"


def breakdown_lines(found: Return, dimension: str) -> list[Line]:
    lines = []
    for key, words, values in breakdown(found, dimension):
        cells = [
            Figure(
                str(INDICATORS[code].name),
                number(values[code], INDICATORS[code].unit),
                behind(found, indicator=code, **{dimension: key}),
            )
            for code in SHOWN
        ]
        lines.append(Line(words, cells))
    total = found.figures["total"]
    sums = [
        Figure(str(INDICATORS[code].name), number(total[code], INDICATORS[code].unit), behind(found, indicator=code))
        for code in SHOWN
    ]
    return [*lines, Line(_("合计"), sums)]


def chart(found: Return, dimension: str) -> str:
    rows = [Bar(words, values["sold_fen"]) for _key, words, values in breakdown(found, dimension)]
    rows = [row for row in rows if row.amount_fen]
    return bars("by", _("成交金额"), rows) if rows else ""


def flow_lines(found: Return) -> list[Line]:
    names = labels("seller_region")
    lines = []
    for seller, flows in flow_matrix(found):
        cells = [
            Figure(
                names[flow.buyer],
                f"{flow.count}",
                behind(found, indicator="sold", seller_region=flow.seller, buyer_region=flow.buyer)
                if flow.count
                else "",
                compact_amount(flow.amount_fen, get_language() or "zh-hans") if flow.count else "",
            )
            for flow in flows
        ]
        whole = sum(flow.amount_fen for flow in flows)
        words = compact_amount(whole, get_language() or "zh-hans") if whole else ""
        lines.append(
            Line(names[seller], [*cells, Figure(_("合计"), f"{sum(flow.count for flow in flows)}", "", words)])
        )
    return lines


def case_table(rows: Sequence[ReturnRow]) -> list[dict[str, Any]]:
    """The cases with their words."""
    known = {name: labels(name) for name in DIMENSIONS}
    return [
        {
            "row": row,
            "exchange": known["exchange"].get(row.exchange, row.exchange),
            "mode": known["mode"].get(row.mode, row.mode),
            "field": known["field"].get(row.field, row.field),
            "regions": f"{known['seller_region'].get(row.seller_region, '')} → {known['seller_region'].get(row.buyer_region, '')}"
            if row.price_fen
            else known["seller_region"].get(row.seller_region, ""),
            "events": [
                (words, day)
                for words, day in (
                    (_("受理日"), row.accepted_date),
                    (_("挂牌日"), row.published_date),
                    (_("成交日"), row.sold_date),
                    (_("合同生效日"), row.contracted_date),
                    (_("结算日"), row.settled_date),
                    (_("出证日"), row.certified_date),
                    (_("终结日"), row.terminated_date),
                )
                if day
            ],
        }
        for row in rows
    ]


def filters_said(asked: Mapping[str, str]) -> list[str]:
    """What a list of cases is narrowed by, in words."""
    said = []
    for name, value in asked.items():
        if name == "indicator":
            said.append(str(INDICATORS[value].name) if value in INDICATORS else value)
        elif name == "buyer_region":
            said.append(_("受让方：{region}").format(region=label("seller_region", value)))
        else:
            said.append(f"{DIMENSIONS[name]}：{label(name, value)}")
    return said

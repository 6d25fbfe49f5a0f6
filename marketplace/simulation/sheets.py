"""What is taken out of a simulation and the blank form of deals: as CSV and as a workbook, the same rows."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from marketplace.core.money import plain_yuan
from marketplace.core.tables import written
from marketplace.core.workbook import Sheet
from marketplace.fees.models import Side
from marketplace.simulation.columns import COLUMNS
from marketplace.simulation.models import Simulation
from marketplace.simulation.outcome import Outcome
from marketplace.simulation.showing import band_name, class_names, venue_name

Cells = Sequence[str | int]


def blank_rows() -> list[Cells]:
    """The headings of a file of deals, and a line as an example."""
    return [[str(column.label) for column in COLUMNS], [column.example for column in COLUMNS]]


def figure_rows(simulation: Simulation) -> list[Cells]:
    """By venue, side and band of price, then the payers; amounts in yuan. No payer is named: who takes it out hands it on."""
    found = Outcome.of_json(simulation.result or {})
    heads = [_("交易机构"), _("付费方"), _("成交价分段"), _("基准标准"), _("测算标准"), _("笔数"), _("成交额（元）")]
    heads += [_("基准服务费（元）"), _("测算服务费（元）"), _("增减（元）"), _("付得更少"), _("付得更多"), _("不变")]
    heads += [_("单笔最大增加（元）"), _("单笔最大减少（元）")]
    heads += [_("P{place} 权重 {weight}（元）").format(place=i, weight=w) for i, w in enumerate(simulation.weights)]
    rows: list[Cells] = [heads]
    for (venue, side, band), one in found.cells.items():
        amounts = (one.amount_fen, one.before_fen, one.after_fen, one.change_fen)
        row: list[str | int] = [venue_name(venue), str(Side(side).label), band_name(found.edges[side], band)]
        row += [*found.schedules[venue], one.deals, *map(plain_yuan, amounts), one.less, one.more, one.same]
        rows.append([*row, *map(plain_yuan, (one.up_fen, one.down_fen, *one.steps_fen))])
    return [*rows, [], *_payer_rows(found)]


def _payer_rows(found: Outcome) -> Iterable[Cells]:
    yield [_("交易机构"), _("付费单位的变化"), _("单位数"), _("增减（元）")]
    for venue, payers in found.payers.items():
        for name, (count, change_fen) in zip(class_names(), payers.classes, strict=True):
            yield [venue_name(venue), name, count, plain_yuan(change_fen)]


def file_of(rows: Sequence[Cells], ending: str) -> bytes:
    """Amounts are texts of exact yuan in both files."""
    return written([Sheet(_("测算"), rows)], ending)

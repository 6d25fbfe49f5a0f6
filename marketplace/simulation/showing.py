"""The figures of a simulation as its page tells them: in the reader's language, as pictures and as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import ExchangeCode, Organisation
from marketplace.core.charts import Bar, Count, bars, counts
from marketplace.core.presentation import compact_amount
from marketplace.fees.models import Side
from marketplace.simulation.models import Simulation
from marketplace.simulation.outcome import CHANGES, Outcome, Revenue

SAME = 4  # the class of those for whom nothing changes


class Row(NamedTuple):
    """One line of a table of revenue."""

    label: str
    revenue: Revenue


class PayersRow(NamedTuple):
    label: str
    less: int
    more: int
    same: int

    @property
    def all(self) -> int:
        return self.less + self.more + self.same


class ClassRow(NamedTuple):
    """How many payers changed so much, and by how much together."""

    label: str
    payers: int
    change_fen: int


class PeriodRow(NamedTuple):
    """What venues take in a period, and what all take; `weight` toward the schedule that is tried."""

    name: str
    weight: str
    by_venue: Sequence[tuple[str, int]]
    total_fen: int


class NamedRow(NamedTuple):
    venue: str
    name: str
    before_fen: int
    after_fen: int

    @property
    def change_fen(self) -> int:
        return self.after_fen - self.before_fen


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the page of a simulation says about its figures."""

    total: Revenue
    venues: Sequence[str]
    schedules: Sequence[tuple[str, str, str]]  # venue, before, after
    revenue: Sequence[Row]
    payers: Sequence[PayersRow]
    classes: Sequence[ClassRow]
    bands: Sequence[Row]
    periods: Sequence[PeriodRow]
    named: Sequence[NamedRow]
    revenue_chart: SafeString
    classes_chart: SafeString
    periods_chart: SafeString

    @property
    def all_payers(self) -> PayersRow:
        return self.payers[-1]


def shown(simulation: Simulation) -> Shown:
    """Of a simulation whose deals are counted."""
    found = Outcome.of_json(simulation.result or {})
    venues = list(found.payers)
    classes, periods = _classes(found), _periods(simulation, found, venues)
    return Shown(
        total=found.total(),
        venues=[venue_name(venue) for venue in venues],
        schedules=[(venue_name(venue), *_pair(found.schedules[venue])) for venue in venues],
        revenue=_revenue(found, venues),
        payers=_payers(found, venues),
        classes=classes,
        bands=_bands(found),
        periods=periods,
        named=_named(simulation, found),
        revenue_chart=_revenue_chart(found, venues),
        classes_chart=counts(
            "classes", _("付费单位的变化"), [Count(r.label, r.payers, strong=i > SAME) for i, r in enumerate(classes)]
        ),
        periods_chart=bars(
            "periods",
            _("各期服务费收入"),
            [Bar(f"{r.name} · {r.weight}", r.total_fen, strong=r.weight == "1") for r in periods],
        ),
    )


def _pair(numbers: Sequence[str]) -> tuple[str, str]:
    before, after = numbers
    return before, after


def venue_name(venue: str) -> str:
    return str(ExchangeCode(venue).label)


def band_name(edges: Sequence[int], band: int) -> str:
    """`100 万元以下`, `100 万元–500 万元`, `1 亿元以上`."""
    ends = [compact_amount(edge, get_language() or "zh-hans") for edge in edges]
    if not ends:
        return _("全部成交价")
    if band == 0:
        return _("{upper}及以下").format(upper=ends[0])
    if band == len(ends):
        return _("{lower}以上").format(lower=ends[-1])
    return f"{ends[band - 1]}–{ends[band]}"


def class_names() -> list[str]:
    """Of the classes of change, from halved to more than doubled."""
    falls = [_("减少 {share}% 以上").format(share=-CHANGES[0])]
    falls += [_("减少 {low}%–{high}%").format(low=-CHANGES[i], high=-CHANGES[i - 1]) for i in (1, 2)]
    falls += [_("减少不到 {share}%").format(share=-CHANGES[2])]
    rises = [_("增加 {share}% 以内").format(share=CHANGES[5])]
    rises += [_("增加 {low}%–{high}%").format(low=CHANGES[i - 1], high=CHANGES[i]) for i in (6, 7, 8)]
    return [*falls, _("不变"), *rises, _("增加 {share}% 以上").format(share=CHANGES[8])]


def _bands(found: Outcome) -> list[Row]:
    """Deals of both sides in a line where both are parted alike, else each side by its own bands."""
    alike = len({tuple(edges) for edges in found.edges.values()}) <= 1
    places = sorted({("" if alike else side, band) for _venue, side, band in found.cells}, key=_sellers_first)
    return [Row(_band_of(found, side, band), found.total(side=side, band=band)) for side, band in places]


def _sellers_first(place: tuple[str, int]) -> tuple[int, int]:
    side, band = place
    return (Side.values.index(side) if side else 0), band


def _band_of(found: Outcome, side: str, band: int) -> str:
    if side:
        return f"{Side(side).label} · {band_name(found.edges[side], band)}"
    return band_name(next(iter(found.edges.values())), band)


def _revenue(found: Outcome, venues: Sequence[str]) -> list[Row]:
    rows = [
        Row(f"{venue_name(venue)} · {label}", found.total(venue=venue, side=side))
        for venue in venues
        for side, label in Side.choices
    ]
    return [*(row for row in rows if row.revenue.deals), Row(_("合计"), found.total())]


def _payers(found: Outcome, venues: Sequence[str]) -> list[PayersRow]:
    of = [found.payers[venue] for venue in venues]
    rows = [PayersRow(venue_name(venue), p.less, p.more, p.same) for venue, p in zip(venues, of, strict=True)]
    return [*rows, PayersRow(_("合计"), sum(p.less for p in of), sum(p.more for p in of), sum(p.same for p in of))]


def _classes(found: Outcome) -> list[ClassRow]:
    by_venue = [payers.classes for payers in found.payers.values()]
    return [
        ClassRow(name, sum(classes[i][0] for classes in by_venue), sum(classes[i][1] for classes in by_venue))
        for i, name in enumerate(class_names())
    ]


def _periods(simulation: Simulation, found: Outcome, venues: Sequence[str]) -> list[PeriodRow]:
    by_venue = [(venue_name(venue), found.total(venue=venue).steps_fen) for venue in venues]
    return [
        PeriodRow(f"P{i}", weight, [(venue, steps[i]) for venue, steps in by_venue], sum(s[i] for _v, s in by_venue))
        for i, weight in enumerate(simulation.weights)
    ]


def _named(simulation: Simulation, found: Outcome) -> list[NamedRow]:
    """The largest changes; organisations of the market by their names of today."""
    numbers = [payer for _venue, payer, _before, _after in found.named] if simulation.source == "quotes" else []
    names = dict(Organisation.objects.filter(number__in=numbers).values_list("number", "name"))
    return [NamedRow(venue_name(venue), names.get(payer, payer), *paid) for venue, payer, *paid in found.named]


def _revenue_chart(found: Outcome, venues: Sequence[str]) -> SafeString:
    rows = []
    for venue in venues:
        total = found.total(venue=venue)  # by their codes: the names are too long for a chart on a phone
        rows += [
            Bar(_("{venue}，基准").format(venue=venue), total.before_fen),
            Bar(_("{venue}，测算").format(venue=venue), total.after_fen, strong=True),
        ]
    return bars("revenue", _("各机构服务费收入"), rows)

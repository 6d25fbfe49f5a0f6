"""What a deal costs under each schedule, slice by slice, and on the way from the old tariffs to the unified one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from marketplace.core.charts import Bar, bars
from marketplace.core.clock import market_clock
from marketplace.core.presentation import compact_amount, exact_amount
from marketplace.core.rates import percent
from marketplace.fees.models import Phase, Schedule, Side
from marketplace.fees.pricing import Explanation, Slice, Tariff
from marketplace.fees.queries import Comparison, Line, Step, compare
from marketplace.fees.wording import DEAL_LIMITS, band_sentence, base_note, cut_sentences, exact_yuan, method_note
from marketplace.portal.cards import day, language

VENUES = ("SW", "CQ")
LEGACY_AND_UNIFIED = ("SW", "CQ", "E1")


class SliceRow(NamedTuple):
    band: str
    width_fen: int
    rate: str
    amount: str


class Part(NamedTuple):
    """How the fee of `who` came about: of one side, or of each where both pay alike."""

    who: str
    amount_fen: int
    rules: Sequence[str]
    slices: Sequence[SliceRow]
    raw: str
    steps: Sequence[str]  # the limit that decided, and what is not charged
    above_ceiling: bool


class ScheduleRow(NamedTuple):
    """What the sides asked about pay under one schedule, in their order, and why."""

    schedule: Schedule
    unified: bool
    amounts: Sequence[tuple[str, int]]
    total_fen: int
    alike: str
    method: str
    parts: Sequence[Part]


class PhaseRow(NamedTuple):
    name: str
    weight: str
    since: str
    amount_fen: int
    small_firm_fen: int
    in_force: bool


class Path(NamedTuple):
    """One venue's way from its own tariff to the unified one, for `who`."""

    venue: str
    who: str
    phases: Sequence[PhaseRow]


@dataclass(frozen=True, slots=True)
class Fees:
    price_fen: int
    sides: Sequence[str]
    rows: Sequence[ScheduleRow]
    paths: Sequence[Path]
    chart: SafeString
    differences: Sequence[str]
    mark: str
    claimed: bool  # something of the payer is taken as said


class Asked(NamedTuple):
    """The comparison, the method and the sides of a question."""

    found: Comparison
    method: str
    sides: Sequence[Side]


def fees(price_fen: int, method: str = "", side: str = "", criteria: Sequence[str] = ()) -> Fees:
    """The comparison of one price in fen, in the words of the page; public. Without a side it is for both."""
    found = compare(price_fen, market_clock.read(), method=method, criteria=criteria)
    asked = Asked(found, method, [Side(side)] if side else [Side.SELLER, Side.BUYER])
    rows = [schedule_row(asked, schedule) for schedule in dict.fromkeys(line.schedule for line in found.lines)]
    return Fees(
        price_fen=price_fen,
        sides=[str(one.label) for one in asked.sides],
        rows=rows,
        paths=[path for venue in VENUES for path in paths(asked, venue)],
        chart=bars("fees", _("每一方的服务费"), list(bars_of(rows))),
        differences=differences(asked, rows),
        mark=next((row.schedule.mark for row in rows if row.schedule.mark), ""),
        claimed=bool(criteria),
    )


def bars_of(rows: Sequence[ScheduleRow]) -> Iterator[Bar]:
    for row in rows:
        for part in row.parts:
            name = short_name(row.schedule)
            label = f"{name} · {part.who}" if len(row.parts) > 1 else name
            yield Bar(label, part.amount_fen, strong=row.unified)


def short_name(schedule: Schedule) -> str:
    """A schedule's name short enough for a chart on a phone."""
    names = {"E1": _("统一结构 E1"), "SW": _("西南原标准"), "CQ": _("重庆原标准")}
    return names.get(schedule.code, schedule.local_title)


def schedule_row(asked: Asked, schedule: Schedule) -> ScheduleRow:
    lines = [
        line for side in asked.sides for line in asked.found.lines if (line.schedule, line.side) == (schedule, side)
    ]
    alike = pay_alike(schedule, asked.method)
    together = alike and len(lines) > 1
    return ScheduleRow(
        schedule=schedule,
        unified=not schedule.exchange,
        amounts=[(str(Side(line.side).label), line.amount_fen) for line in lines],
        total_fen=sum(line.amount_fen for line in lines),
        alike=_("双方费率相同，各付各的。") if alike else _("双方费率不同，各付各的。"),
        method=method_note(schedule, asked.method),
        parts=[
            part(line, asked.method, _("每一方") if together else "") for line in (lines[:1] if together else lines)
        ],
    )


def pay_alike(schedule: Schedule, method: str) -> bool:
    """Whether both sides pay by the same bands and limits on the same base."""
    charged = {(schedule.tariff(side, method), schedule.rate(side, method).base) for side in Side.values}
    return len(charged) == 1


def part(line: Line, method: str, who: str) -> Part:
    tariff, base = line.schedule.tariff(line.side, method), line.schedule.rate(line.side, method).base
    return Part(
        who=who or str(Side(line.side).label),
        amount_fen=line.amount_fen,
        rules=[told for told in (band_sentence(tariff), base_note(base)) if told],
        slices=[slice_row(one) for one in line.explanation.slices],
        raw=exact_yuan(line.explanation.raw),
        steps=[limit(line.explanation, tariff), *cut_sentences(line.explanation)],
        above_ceiling=line.above_ceiling,
    )


def slice_row(part: Slice) -> SliceRow:
    lower = compact_amount(part.band.lower_fen, language()) if part.band.lower_fen else "0"
    if part.band.upper_fen is None:
        band = _("{lower}以上").format(lower=lower)
    else:
        band = f"{lower}–{compact_amount(part.band.upper_fen, language())}"
    return SliceRow(band, part.width_fen, percent(part.band.rate), exact_yuan(part.amount))


def limit(explanation: Explanation, tariff: Tariff) -> str:
    """Which limit decided, or which limits there are."""
    decided = exact_yuan(explanation.limited)
    if explanation.limit in DEAL_LIMITS:
        return str(DEAL_LIMITS[explanation.limit]).format(fee=decided)
    if explanation.limit == "minimum":
        return _("低于最低收费，按 {amount} 元收取。").format(amount=decided)
    if explanation.limit == "maximum":
        return _("高于最高收费，按 {amount} 元收取。").format(amount=decided)
    ends = [
        _("最低 {amount}").format(amount=_told(tariff.minimum_fen)) if tariff.minimum_fen else "",
        _("最高 {amount}").format(amount=_told(tariff.maximum_fen)) if tariff.maximum_fen is not None else "",
    ]
    if not any(ends):
        return _("不设最低和最高收费。")
    return _("每一方{limits}。").format(limits=_("，").join(filter(None, ends)))


def _told(amount_fen: int) -> str:
    return exact_amount(amount_fen, language())


def paths(asked: Asked, venue: str) -> Iterator[Path]:
    """The way of a venue: once where the sides asked about pay the same all along it, else once for each."""
    by_side = {
        side: [one for one in asked.found.steps if one.phase.exchange == venue and one.side == side]
        for side in asked.sides
    }
    ways = {side: [phase_row(step) for step in steps] for side, steps in by_side.items()}
    alike = len(ways) > 1 and len({tuple(way) for way in ways.values()}) == 1
    for side, way in ways.items():
        if way:
            yield Path(_venue(by_side[side][0].phase), _("每一方") if alike else str(side.label), way)
        if alike:
            return


def _venue(phase: Phase) -> str:
    return str(phase.get_exchange_display())


def phase_row(step: Step) -> PhaseRow:
    return PhaseRow(
        name=step.phase.name,
        weight=str(step.phase.weight),
        since=day(step.phase.from_date),
        amount_fen=step.amount_fen,
        small_firm_fen=step.small_firm_fen,
        in_force=step.in_force,
    )


def differences(asked: Asked, rows: Sequence[ScheduleRow]) -> list[str]:
    """What the place of listing used to make, a sentence for both sides or for each; none where a schedule is not in force."""
    known = {row.schedule.code: [amount for _label, amount in row.amounts] for row in rows}
    if not known.keys() >= set(LEGACY_AND_UNIFIED):
        return []
    by_side = list(zip(*(known[code] for code in LEGACY_AND_UNIFIED), strict=True))
    if len(by_side) > 1 and len(set(by_side)) == 1:
        return [difference(_("每一方"), *by_side[0])]
    return [difference(str(side.label), *amounts) for side, amounts in zip(asked.sides, by_side, strict=True)]


def difference(who: str, southwest: int, chongqing: int, unified: int) -> str:
    gap = abs(southwest - chongqing)
    amounts = {"sw": _told(southwest), "cq": _told(chongqing), "gap": _told(gap), "e1": _told(unified)}
    text = _(
        "同一笔交易，{who}在西南联交所原需 {sw}，在重庆联交所原需 {cq}，相差 {gap}；按统一结构，在哪里挂牌都是 {e1}。"
        "服务费按挂牌所在的交易机构计收，与单位所在地无关。"
    )
    return text.format(who=who, **amounts)

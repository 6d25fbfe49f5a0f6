"""What a price costs under each schedule, slice by slice, and on the way from the old tariffs to the unified one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from marketplace.core.charts import Bar, bars
from marketplace.core.clock import market_clock
from marketplace.core.presentation import compact_amount, exact_amount
from marketplace.core.rates import percent
from marketplace.fees.models import Schedule, Side
from marketplace.fees.pricing import Slice, Tariff
from marketplace.fees.queries import Comparison, Line, Step, compare
from marketplace.fees.wording import exact_yuan
from marketplace.portal.cards import day, language

VENUES = ("SW", "CQ")


class SliceRow(NamedTuple):
    band: str
    width_fen: int
    rate: str
    amount: str


class ScheduleRow(NamedTuple):
    """What both sides pay under one schedule; `slices` explain the buyer's fee, whose rates are the seller's too."""

    schedule: Schedule
    unified: bool
    seller_fen: int
    buyer_fen: int
    total_fen: int
    slices: list[SliceRow]
    raw: str
    limit: str
    above_ceiling: bool


class PhaseRow(NamedTuple):
    name: str
    weight: str
    since: str
    amount_fen: int
    small_firm_fen: int
    in_force: bool


class Path(NamedTuple):
    """One venue's way from its own tariff to the unified one, for each side."""

    venue: str
    phases: list[PhaseRow]


@dataclass(frozen=True, slots=True)
class Fees:
    price_fen: int
    rows: Sequence[ScheduleRow]
    paths: Sequence[Path]
    chart: SafeString
    difference: str
    mark: str


def fees(price_fen: int) -> Fees:
    """The comparison of one price in fen, in the words of the page; public."""
    found = compare(price_fen, market_clock.read())
    rows = [schedule_row(line, found) for line in found.lines if line.side == Side.BUYER]
    return Fees(
        price_fen=price_fen,
        rows=rows,
        paths=[path(found, venue) for venue in VENUES],
        chart=bars(
            "fees",
            _("每一方的服务费"),
            [Bar(short_name(row.schedule), row.buyer_fen, strong=row.unified) for row in rows],
        ),
        difference=difference(found),
        mark=next((row.schedule.mark for row in rows if row.schedule.mark), ""),
    )


def short_name(schedule: Schedule) -> str:
    """A schedule's name short enough for a chart on a phone."""
    names = {"E1": _("统一结构 E1"), "SW": _("西南原标准"), "CQ": _("重庆原标准")}
    return names.get(schedule.code, schedule.local_title)


def schedule_row(line: Line, found: Comparison) -> ScheduleRow:
    seller_fen = found.amount(line.schedule.code, Side.SELLER)
    tariff = line.schedule.tariff(line.side)
    return ScheduleRow(
        schedule=line.schedule,
        unified=not line.schedule.exchange,
        seller_fen=seller_fen,
        buyer_fen=line.amount_fen,
        total_fen=seller_fen + line.amount_fen,
        slices=[slice_row(part) for part in line.explanation.slices],
        raw=exact_yuan(line.explanation.raw),
        limit=limit(line, tariff),
        above_ceiling=line.above_ceiling,
    )


def slice_row(part: Slice) -> SliceRow:
    lower = compact_amount(part.band.lower_fen, language()) if part.band.lower_fen else "0"
    if part.band.upper_fen is None:
        band = _("{lower}以上").format(lower=lower)
    else:
        band = f"{lower}–{compact_amount(part.band.upper_fen, language())}"
    return SliceRow(band, part.width_fen, percent(part.band.rate), exact_yuan(part.amount))


def limit(line: Line, tariff: Tariff) -> str:
    """Which limit decided, or which limits there are."""
    if line.explanation.limit == "minimum" and tariff.minimum_fen is not None:
        return _("低于最低收费，按 {amount} 收取。").format(amount=exact_amount(tariff.minimum_fen, language()))
    if line.explanation.limit == "maximum" and tariff.maximum_fen is not None:
        return _("高于最高收费，按 {amount} 收取。").format(amount=exact_amount(tariff.maximum_fen, language()))
    if tariff.minimum_fen is None and tariff.maximum_fen is None:
        return _("不设最低和最高收费。")
    ends = {
        "low": exact_amount(tariff.minimum_fen or 0, language()),
        "high": exact_amount(tariff.maximum_fen or 0, language()),
    }
    return _("每一方最低 {low}，最高 {high}。").format(**ends)


def path(found: Comparison, venue: str) -> Path:
    steps = [step for step in found.steps if step.phase.exchange == venue and step.side == Side.BUYER]
    name = steps[0].phase.get_exchange_display() if steps else venue
    return Path(str(name), [phase_row(step) for step in steps])


def phase_row(step: Step) -> PhaseRow:
    return PhaseRow(
        name=step.phase.name,
        weight=str(step.phase.weight),
        since=day(step.phase.from_date),
        amount_fen=step.amount_fen,
        small_firm_fen=step.small_firm_fen,
        in_force=step.in_force,
    )


def difference(found: Comparison) -> str:
    """What the place of listing used to make, in a sentence."""
    southwest, chongqing, unified = (found.amount(code) for code in ("SW", "CQ", "E1"))
    amounts = {
        "sw": exact_amount(southwest, language()),
        "cq": exact_amount(chongqing, language()),
        "gap": exact_amount(abs(southwest - chongqing), language()),
        "e1": exact_amount(unified, language()),
    }
    return _(
        "同一笔交易，每一方在西南联交所原需 {sw}，在重庆联交所原需 {cq}，相差 {gap}；按统一结构，在哪里挂牌都是 {e1}。"
        "服务费按挂牌所在的交易机构计收，与单位所在地无关。"
    ).format(**amounts)

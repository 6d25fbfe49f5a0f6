"""What everybody may know of the market's turnover: sums of finished quarters, none of which can be traced to single contracts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from marketplace.core.clock import SHANGHAI
from marketplace.reporting.labels import label
from marketplace.reporting.periods import Period
from marketplace.reporting.turnover import Cut, calls_between, merged, turnover_between
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force

SECONDS = 300
FLOW = "→"
SHOWN_BY = ("kind", "field", "seller_region", "buyer_region", "exchange")


@dataclass(frozen=True, slots=True)
class Table:
    """One way to cut the whole; its lines sum to it."""

    dimension: str
    cuts: Sequence[Cut]


@dataclass(frozen=True, slots=True)
class Statistics:
    """A year, or what of a running one is over by quarters: `until` is the last day that is counted, None before the first quarter has ended."""

    year: int
    until: date | None
    least: int
    total: Cut
    tables: Sequence[Table]
    flows: Table
    fees: Cut
    calls: Mapping[str, int]


def statistics(year: int, now: datetime) -> Statistics:
    """The contracts of all four exchanges that took effect in a year, up to the last quarter that is over."""
    period = Period("year", date(year, 1, 1))
    after = min(period.after, Period.around("quarter", now.astimezone(SHANGHAI).date()).first)
    least = int(version_in_force(now, family=Family.DATA).value("R-STA-01", "least_contracts"))
    until = after - timedelta(days=1) if after > period.first else None
    found = _counted(period.first, max(after, period.first))
    return Statistics(
        year=year,
        until=until,
        least=least,
        total=_whole(found["total"], least),
        tables=[Table(name, _cuts(found["by"][name], least)) for name in SHOWN_BY],
        flows=Table("flow", _cuts({f"{s}{FLOW}{b}": [n, fen] for s, b, n, fen in found["flows"]}, least)),
        fees=_whole(found["fees"]["total"], least),
        calls=found["calls"],
    )


def _counted(first: date, after: date) -> dict[str, Any]:
    key = f"reporting.statistics:{first}:{after}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        start, end = (datetime.combine(day, time(0), SHANGHAI) for day in (first, after))
        found = turnover_between(start, end) | {"calls": calls_between(start, end)}
        cache.set(key, found, SECONDS)
    return found


def _cuts(cells: Mapping[str, Sequence[int]], least: int) -> list[Cut]:
    return merged([(key, count, fen) for key, (count, fen) in cells.items()], least)


def _whole(cell: Sequence[int], least: int) -> Cut:
    count, fen = cell
    return Cut((), count, fen if count >= least or count == 0 else None)


def words(dimension: str, key: str) -> str:
    """The words of a key; those of a flow say from where to where."""
    if dimension == "flow":
        return f" {FLOW} ".join(label("seller_region", part) for part in key.split(FLOW))
    return label(dimension, key)


def cut_words(dimension: str, cut: Cut) -> str:
    """What a line holds; of several that were merged each is named."""
    names = _("、").join(words(dimension, key) for key in cut.keys)
    return names if len(cut.keys) == 1 else _("合并列示：{names}").format(names=names)

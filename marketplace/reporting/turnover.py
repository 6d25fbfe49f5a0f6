"""合同成交额 (C28): the technology contracts of a period by type, field, exchange and region, from region to region, with the fees they brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from marketplace.commissioning.models import CallState, OpenCall, Solution
from marketplace.reporting.contracts import COLUMNS, CONTRACTS, FEES
from marketplace.reporting.facts import parameters
from marketplace.reporting.periods import Period

DIMENSIONS = ("kind", "field", "exchange", "seller_region", "buyer_region")
BY = ", ".join(DIMENSIONS)
SUMS = f"""
    WITH {CONTRACTS} SELECT grouping({BY}), {BY}, sum(times)::bigint, sum(amount_fen)::bigint FROM contracts
    GROUP BY GROUPING SETS ((), {", ".join(f"({name})" for name in DIMENSIONS)}, (seller_region, buyer_region))
"""  # noqa: S608  built of our own names
CHARGED = f"""
    WITH {FEES} SELECT grouping(kind, exchange), kind, exchange, count(DISTINCT deal), sum(fen)::bigint FROM fees
    GROUP BY GROUPING SETS ((), (kind), (exchange))
"""  # noqa: S608
OUTSIDE = f"""
    WITH {CONTRACTS} SELECT {", ".join(COLUMNS)} FROM contracts WHERE deal <> 'sale' ORDER BY effective_date, number
"""  # noqa: S608
FEE_SETS = {3: "total", 1: "kind", 2: "exchange"}  # which of the sets a row belongs to, by its GROUPING

Cell = list[int]  # contracts, fen


def turnover_between(start: datetime, end: datetime, exchange: str = "") -> dict[str, Any]:
    """As JSON keeps it: `total` and `by` dimension [contracts, fen], `flows` [seller, buyer, contracts, fen], and `fees` [deals, fen]."""
    values = parameters(start, end, exchange)
    found: dict[str, Any] = {"total": [0, 0], "by": {name: {} for name in DIMENSIONS}, "flows": []}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, values)
        for summed_over, *rest in cursor.fetchall():
            keys, cell = rest[: len(DIMENSIONS)], [rest[-2] or 0, rest[-1] or 0]
            held = [name for i, name in enumerate(DIMENSIONS) if not summed_over >> (len(DIMENSIONS) - 1 - i) & 1]
            if not held:
                found["total"] = cell
            elif len(held) == 1:
                found["by"][held[0]][keys[DIMENSIONS.index(held[0])]] = cell
            else:
                found["flows"].append([*keys[-2:], *cell])
        cursor.execute(CHARGED, values)
        fees: dict[str, Any] = {"total": [0, 0], "kind": {}, "exchange": {}}
        for summed_over, kind, code, deals, fen in cursor.fetchall():
            name, cell = FEE_SETS[summed_over], [deals, fen or 0]
            if name == "total":
                fees["total"] = cell
            else:
                fees[name][kind if name == "kind" else code] = cell
    found["flows"].sort()
    return found | {"fees": fees}


def turnover_of(period: Period, exchange: str = "") -> dict[str, Any]:
    """What a return keeps: the sums, the calls, and each contract that is none of the cases."""
    start, end = period.bounds
    told = turnover_between(start, end, exchange) | {"calls": calls_between(start, end, exchange)}
    with connection.cursor() as cursor:
        cursor.execute(OUTSIDE, parameters(start, end, exchange))
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    return told | {"contracts": [row | {"effective_date": row["effective_date"].isoformat()} for row in rows]}


def calls_between(start: datetime, end: datetime, exchange: str = "") -> dict[str, int]:
    """Open calls: published in the period, decided in it with a winner or without, solutions that were opened in it."""
    calls = OpenCall.objects.filter(Q(exchange=exchange) if exchange else Q())
    ended = Q(ended_at__gte=start, ended_at__lt=end)
    told = calls.aggregate(
        published=Count("pk", filter=Q(published_at__gte=start, published_at__lt=end)),
        awarded=Count("pk", filter=ended & Q(state=CallState.AWARDED)),
        failed=Count("pk", filter=ended & Q(state=CallState.FAILED)),
    )
    opened = Solution.objects.filter(call__in=calls, call__opened_at__gte=start, call__opened_at__lt=end)
    return told | {"solutions": opened.exclude(state=Solution.State.WITHDRAWN).count()}


@dataclass(frozen=True, slots=True)
class Cut:
    """A line of a table: its key, contracts, and fen; None where fewer than the least number of contracts stand behind it."""

    keys: tuple[str, ...]
    count: int
    amount_fen: int | None


def merged(cells: Sequence[tuple[str, int, int]], least: int) -> list[Cut]:
    """Cells (key, contracts, fen) of which none can be traced to single contracts: small ones become one, with the next larger until it holds `least`.

    The sums stay what they were. If all cells together hold fewer than `least`, there is no amount at all. Pure.
    """
    ordered = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    small: list[tuple[str, int, int]] = []
    while ordered and (ordered[0][1] < least or (small and sum(one[1] for one in small) < least)):
        small.append(ordered.pop(0))
    kept = [Cut((key,), count, fen) for key, count, fen in sorted(ordered)]
    if not small:
        return kept
    count = sum(one[1] for one in small)
    amount = sum(one[2] for one in small) if count >= least else None
    return [*kept, Cut(tuple(sorted(one[0] for one in small)), count, amount)]

"""The figures of a period: every indicator in total and by every dimension, and the flows between regions, in one pass."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from marketplace.reporting.facts import COLUMNS, FACTS, parameters
from marketplace.reporting.indicators import DIMENSIONS, INDICATORS
from marketplace.reporting.models import Return
from marketplace.reporting.periods import Period

Figures = dict[str, Any]
Values = dict[str, int]

AGGREGATES = ", ".join(f"({indicator.formula})::bigint" for indicator in INDICATORS.values())
BY = ", ".join(DIMENSIONS)
# Which of the sets a row of the answer belongs to is read from GROUPING: a bit for each column that was summed over.
FIGURES = f"""
    SELECT grouping({BY}, buyer_region), {BY}, buyer_region, {AGGREGATES} FROM {{rows}}
    GROUP BY GROUPING SETS ((), {", ".join(f"({name})" for name in DIMENSIONS)}, (seller_region, buyer_region))
"""  # noqa: S608


def frozen_figures(found: Return) -> Figures:
    """Counted from the frozen rows of a return."""
    return _grouped(FIGURES.format(rows="reporting_returnrow WHERE of_id = %(of)s"), {"of": found.pk})


def figures_of(period: Period, exchange: str = "") -> Figures:
    """Counted from the cases as they stand now; nothing is kept."""
    start, end = period.bounds
    return figures_between(start, end, exchange)


def figures_between(start: datetime, end: datetime, exchange: str = "") -> Figures:
    """The same between two instants."""
    return _grouped(f"WITH {FACTS} {FIGURES.format(rows='facts')}", parameters(start, end, exchange))


def _grouped(sql: str, values: Mapping[str, Any]) -> Figures:
    figures: Figures = {"total": {}, "by": {name: {} for name in DIMENSIONS}, "flows": []}
    names, codes = list(DIMENSIONS), list(INDICATORS)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for summed_over, *rest in cursor.fetchall():
            keys, buyer, counted = rest[: len(names)], rest[len(names)], rest[len(names) + 1 :]
            held = [i for i in range(len(names) + 1) if not summed_over >> (len(names) - i) & 1]
            told = dict(zip(codes, counted, strict=True))
            if not held:
                figures["total"] = told
            elif len(held) == 1:
                figures["by"][names[held[0]]][keys[held[0]]] = told
            elif told["sold"]:
                seller = keys[names.index("seller_region")]
                figures["flows"].append([seller, buyer, told["sold"], told["sold_fen"]])
    figures["flows"].sort()
    return figures


FREEZE = f"""
    WITH {FACTS} INSERT INTO reporting_returnrow (of_id, {", ".join(f'"{name}"' for name in COLUMNS)})
    SELECT %(of)s, {", ".join(f'"{name}"' for name in COLUMNS)} FROM facts ORDER BY listing
"""  # noqa: S608


def freeze_rows(found: Return) -> int:
    """Keep the cases of a return as they stand; returns how many."""
    start, end = found.period.bounds
    with connection.cursor() as cursor:
        cursor.execute(FREEZE, parameters(start, end, found.exchange) | {"of": found.pk})
        return int(cursor.rowcount)


ROWS_HASH = f"""
    SELECT encode(sha256(convert_to(coalesce(string_agg(
        (jsonb_build_array({", ".join(f'"{name}"' for name in COLUMNS)}))::text, E'\\n' ORDER BY listing COLLATE "C"), ''), 'UTF8')), 'hex')
    FROM reporting_returnrow WHERE of_id = %s
"""  # noqa: S608


def hash_of(found: Return) -> str:
    """SHA-256 over period, version, figures and rows: whoever counts the frozen rows anew must find it again."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS_HASH, [found.pk])
        [rows] = cursor.fetchone()
    told = [found.kind, found.first_date.isoformat(), found.exchange, found.version, found.figures, rows]
    return hashlib.sha256(
        json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()

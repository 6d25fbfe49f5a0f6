"""The versions that ship with the product, so that every database has rules from its first day."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from marketplace.core.clock import shanghai
from marketplace.core.states import atomic
from marketplace.rulebook.models import Adoption, Agreement, Capability, RuleValue, RuleVersion, ServiceArea

DATA = Path(__file__).resolve().parent.parent / "data"
EDITION = "2026"
PUBLISHED, EFFECTIVE = shanghai("2025-12-15T09:00:00"), shanghai("2026-01-01T00:00:00")


@atomic
def load_reference() -> list[RuleVersion]:
    """Load the first version of every family that has none, adopted as `families.csv` says; those that it loaded.
    Part of the installation: no log line.
    """
    there = set(RuleVersion.objects.filter(edition=EDITION).values_list("family", flat=True))
    return [_load_family(row) for row in _rows("families.csv") if row["family"] not in there]


def reference_values(file: str) -> list[dict[str, object]]:
    """The values of one family's file, each read as JSON."""
    return [{**row, "value": json.loads(row["value"])} for row in _rows(file)]


def _load_family(row: dict[str, str]) -> RuleVersion:
    version = RuleVersion.objects.create(
        family=row["family"],
        edition=EDITION,
        title_zh=row["title_zh"],
        title_en=row["title_en"],
        source="示范参数：各条来源见条目；[DESIGN] 为设计建议，[MEM] 未经核实",
        effective_from=EFFECTIVE,
    )
    RuleValue.objects.bulk_create(RuleValue(version=version, **value) for value in reference_values(row["file"]))
    version.move("publish", published_at=PUBLISHED)
    version.move("approve")
    Adoption.objects.bulk_create(
        Adoption(version=version, exchange=code, instrument="示范采纳决定（非真实文件）", adopted_at=EFFECTIVE)
        for code in row["adopted_by"].split()
    )
    return version


@atomic
def load_capabilities() -> None:
    """Load what the four exchanges may do and whom they serve, once. Part of the installation: no log line (R-LST-11)."""
    if not Capability.objects.exists():
        Capability.objects.bulk_create(Capability(**_dated(row)) for row in _rows("capabilities.csv"))
    if not ServiceArea.objects.exists():
        ServiceArea.objects.bulk_create(
            ServiceArea(**{**_dated(row), "ipc_prefixes": row["ipc_prefixes"].split()})
            for row in _rows("service_areas.csv")
        )


@atomic
def load_agreements() -> None:
    """Load the agreements that the papers name, and our model text, once. Part of the installation: no log line."""
    if not Agreement.objects.exists():
        Agreement.objects.bulk_create(
            Agreement(**{**row, "signed_date": None, "functions": row["functions"].split()})
            for row in _rows("agreements.csv")
        )


def _dated(row: dict[str, str]) -> dict[str, Any]:
    return {
        **row,
        "from_date": date.fromisoformat(row["from_date"]),
        "to_date": date.fromisoformat(row["to_date"]) if row["to_date"] else None,
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

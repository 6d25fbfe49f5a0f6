"""The turnover that was frozen with a return, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from marketplace.reporting.labels import label

FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Row:
    words: str
    count: int
    amount_fen: int
    fee_fen: int | None = None  # where the fees are told apart


@dataclass(frozen=True, slots=True)
class Outside:
    """A contract that is none of the cases: of commissioned work, of a licence, or a royalty."""

    number: str
    contract: str
    exchange: str
    title: str
    seller: str
    buyer: str
    regions: str
    kind: str
    field: str
    day: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class TurnoverShown:
    count: int
    amount_fen: int
    fees_fen: int
    calls: Mapping[str, int]
    tables: Sequence[tuple[str, Sequence[Row]]]
    contracts: Sequence[Outside]


def turnover_shown(figures: Mapping[str, Any]) -> TurnoverShown | None:
    """None of a return that was counted before turnover was."""
    found = figures.get("turnover")
    if found is None:
        return None
    fees = found["fees"]
    titles = {
        "kind": _("按合同类型"),
        "field": _("按技术领域"),
        "exchange": _("按交易机构"),
        "seller_region": _("按技术输出地"),
        "buyer_region": _("按技术吸纳地"),
    }
    tables = [
        (
            title,
            [Row(label(name, key), *cell, *_fee(fees, name, key)) for key, cell in sorted(found["by"][name].items())],
        )
        for name, title in titles.items()
    ]
    flows = [Row(_regions(seller, buyer), count, fen) for seller, buyer, count, fen in found["flows"]]
    return TurnoverShown(
        count=found["total"][0],
        amount_fen=found["total"][1],
        fees_fen=fees["total"][1],
        calls=found["calls"],
        tables=[*tables, (_("区域流向"), flows)],
        contracts=[_outside(one) for one in found["contracts"]],
    )


def _fee(fees: Mapping[str, Any], name: str, key: str) -> tuple[int, ...]:
    return (fees[name].get(key, [0, 0])[1],) if name in fees else ()


def _regions(seller: str, buyer: str) -> str:
    return f"{label('seller_region', seller)} → {label('buyer_region', buyer)}"


def _outside(one: Mapping[str, Any]) -> Outside:
    return Outside(
        number=one["number"],
        contract=one["contract"],
        exchange=label("exchange", one["exchange"]),
        title=one["title"],
        seller=one["seller"],
        buyer=one["buyer"],
        regions=_regions(one["seller_region"], one["buyer_region"]),
        kind=label("kind", one["kind"]),
        field=label("field", one["field"]),
        day=one["effective_date"],
        amount_fen=one["amount_fen"],
    )

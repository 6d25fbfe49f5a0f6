"""Deals closed elsewhere, beside the figures of a return and never among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from marketplace.network.models import ExternalDeal
from marketplace.network.queries.deals import external_deals
from marketplace.reporting.labels import label
from marketplace.reporting.periods import Period
from marketplace.reporting.regions import region_of

KEPT = (
    "number",
    "exchange",
    "contract_number",
    "title",
    "method",
    "amount_fen",
    "deal_date",
    "venue",
    "seller",
    "buyer",
)


@dataclass(frozen=True, slots=True)
class ExternalRow:
    """One deal as a page or a sheet shows it."""

    number: str
    exchange: str
    contract: str
    title: str
    mode: str
    amount_fen: int
    day: str
    venue: str
    parties: str
    regions: str


def external_of(period: Period, exchange: str = "") -> dict[str, Any]:
    """The checked deals of a period as JSON keeps them: how many, their sum, and each of them."""
    rows = external_deals(period.first, period.after - timedelta(days=1), exchange=exchange).order_by(
        "deal_date", "number"
    )
    deals = [_kept(row) for row in rows]
    return {"count": len(deals), "sum_fen": sum(deal["amount_fen"] for deal in deals), "deals": deals}


def _kept(row: ExternalDeal) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in KEPT}
    regions = {"seller_region": region_of(row.seller_region), "buyer_region": region_of(row.buyer_region)}
    return told | regions | {"deal_date": row.deal_date.isoformat()}


def external_rows(figures: Mapping[str, Any]) -> Sequence[ExternalRow]:
    """Those that were frozen with a return, in words."""
    return [
        ExternalRow(
            number=deal["number"],
            exchange=label("exchange", deal["exchange"]),
            contract=deal["contract_number"],
            title=deal["title"],
            mode=label("mode", deal["method"]),
            amount_fen=deal["amount_fen"],
            day=deal["deal_date"],
            venue=deal["venue"],
            parties=f"{deal['seller']} → {deal['buyer']}",
            regions=" → ".join(label("seller_region", deal[name]) for name in ("seller_region", "buyer_region")),
        )
        for deal in figures.get("external", {}).get("deals", [])
    ]

"""A fee as its payer is told it: slice by slice, beside what the exchanges charged before (R-FEE-13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import ExchangeCode
from marketplace.core.charts import Bar, bars
from marketplace.fees.models import PaymentNotice, Quote
from marketplace.fees.telling import sentences_of


@dataclass(frozen=True, slots=True)
class Path:
    """One venue's way from its own tariff to the unified one, as amounts in fen, phase by phase."""

    exchange: str
    steps: Sequence["Step"]


@dataclass(frozen=True, slots=True)
class Step:
    phase: str
    weight: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class FeeTold:
    quote: Quote
    sentences: Sequence[str]
    chart: str
    paths: Sequence[Path]
    notice: PaymentNotice | None

    @property
    def mark(self) -> str:
        return self.quote.schedule.mark


def tell_fee(quote: Quote) -> FeeTold:
    """What the payer of a quote is shown; everything from the quote itself, as it was frozen."""
    return FeeTold(
        quote=quote,
        sentences=sentences_of(quote),
        chart=_chart(quote),
        paths=_paths(quote.comparison["phases"]),
        notice=PaymentNotice.objects.filter(quote=quote).first(),
    )


def _chart(quote: Quote) -> str:
    rows = [Bar(_title(row), row["amount_fen"], strong=not row["exchange"]) for row in quote.comparison["schedules"]]
    return bars(f"fees-{quote.side}", _("同一成交价在各收费标准下的服务费"), rows)


def _title(row: dict[str, Any]) -> str:
    """`统一结构 E1`, `西南联交所原标准`."""
    code = row["schedule"].partition(".")[0]
    if not row["exchange"]:
        return _("统一结构 {code}").format(code=code)
    return _("{exchange}原标准").format(exchange=ExchangeCode(row["exchange"]).label)


def _paths(phases: Sequence[dict[str, Any]]) -> list[Path]:
    venues = list(dict.fromkeys(row["exchange"] for row in phases))
    return [
        Path(
            str(ExchangeCode(venue).label),
            [Step(row["phase"], row["weight"], row["amount_fen"]) for row in phases if row["exchange"] == venue],
        )
        for venue in venues
    ]

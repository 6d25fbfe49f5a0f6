"""What stands in the fields of a draft before anybody typed: the version that it starts from, or one empty rate."""

from typing import Any

from marketplace.core.money import yuan
from marketplace.core.rates import in_percent
from marketplace.fees.forms.rows import BOTH
from marketplace.fees.models import DealLimit, Rate, Relief, Schedule, Side

HEADS = ("title", "title_en", "calibre", "calibre_en", "source", "source_en")
UNIFIED = "unified"  # a choice that is made, where the model says nothing
Values = dict[str, Any]


def heads_of(schedule: Schedule | None, exchange: str) -> Values:
    if schedule is None:
        return {"exchange": exchange or UNIFIED}
    kept = {name: getattr(schedule, name) for name in HEADS}
    whose = {"code": schedule.code, "exchange": schedule.exchange or UNIFIED}
    first = {"effective_from": schedule.effective_from} if schedule.state == Schedule.State.DRAFT else {}
    return {**kept, **whose, **first}


def rates_of(schedule: Schedule | None) -> list[Values]:
    """Both sides in one row where they pay the same."""
    if schedule is None:
        return [{}]
    rows: list[Values] = []
    for rate in sorted(
        schedule.rates.all(), key=lambda one: (one.service != "trading_service", one.service, one.method)
    ):
        said = _rate(rate)
        twin = next((row for row in rows if {**row, "side": ""} == {**said, "side": ""}), None)
        if twin:
            twin["side"] = BOTH
        else:
            rows.append(said)
    return rows


def _rate(rate: Rate) -> Values:
    bands = sorted(rate.bands.all(), key=lambda band: band.lower_fen)
    return {
        "service": rate.service,
        "method": rate.method,
        "side": Side(rate.side).value,
        "base": rate.base,
        "minimum": amount(rate.minimum_fen),
        "maximum": amount(rate.maximum_fen),
        "whole_amount": rate.whole_amount,
        "bands": [{"up_to": amount(band.upper_fen), "rate": in_percent(band.rate)} for band in bands],
    }


def limits_of(schedule: Schedule | None) -> list[Values]:
    return [_limit(limit) for limit in schedule.limits.all()] if schedule else []


def _limit(limit: DealLimit) -> Values:
    amounts = {"minimum": amount(limit.minimum_fen), "maximum": amount(limit.maximum_fen)}
    return {"service": limit.service, "method": limit.method, **amounts}


def reliefs_of(schedule: Schedule | None) -> list[Values]:
    return [_relief(relief) for relief in schedule.reliefs.all()] if schedule else []


def _relief(relief: Relief) -> Values:
    days = {"from_date": relief.from_date, "to_date": relief.to_date}
    return {"criterion": relief.criterion, "method": relief.method, "share": in_percent(relief.share), **days}


def amount(fen: int | None) -> str:
    return "" if fen is None else yuan(fen)

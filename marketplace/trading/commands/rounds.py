"""The times of a round of sealed prices: a step of whoever begins, prolongs or ends one (R-BID-15)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from marketplace.rulebook.queries import deadline
from marketplace.trading.models import Round, Sale

RULE = "R-BID-15"


def begin_round(
    sale: Sale, *, floor_fen: int, opens_at: datetime, ends_at: datetime, invited: Collection[str] = ()
) -> Round:
    """The next round of a sale, with the times by which it is scored, opened, or has failed."""
    days = int(sale.rule_version.value(RULE, "opening_days"))
    if sale.method == Sale.Method.WEIGHTED:
        days += int(sale.rule_version.value("R-BID-16", "scoring_days"))
    open_by = deadline(ends_at, days=days).at
    fail_by = deadline(open_by, days=int(sale.rule_version.value(RULE, "own_opening_days"))).at
    return Round.objects.create(
        sale=sale,
        position=sale.rounds.count() + 1,
        floor_fen=floor_fen,
        invited=sorted(invited),
        opens_at=opens_at,
        ends_at=ends_at,
        open_by=open_by,
        fail_by=fail_by,
        due_at=ends_at,
    )


def begin_supplementary(sale: Sale, floor_fen: int, invited: Collection[str], now: datetime) -> Round:
    """The round among those who are tied: it begins at once, and the sale ends with it."""
    hours = int(sale.rule_version.value(RULE, "supplementary_hours"))
    ends_at = now + timedelta(hours=hours)
    made = begin_round(sale, floor_fen=floor_fen, opens_at=now, ends_at=ends_at, invited=invited)
    sale.ends_at = ends_at
    sale.save(update_fields=["ends_at"])
    return made


def move_round(
    sale: Sale, *, paused_at: datetime, resumed_at: datetime, ends_at: datetime, opens_at: datetime | None = None
) -> None:
    """After a pause the sealing goes on until `ends_at`, and what follows it comes so much later (R-BID-17, R-LST-06).

    A sealing that was over before the pause stays over: only the time to open is longer.
    """
    if not sale.is_by_envelope:
        return
    current = sale.rounds.order_by("position").last()
    assert current
    later = resumed_at - paused_at
    if paused_at < current.ends_at:
        later = ends_at - current.ends_at
        current.opens_at, current.ends_at = opens_at or current.opens_at, ends_at
    current.open_by, current.fail_by = current.open_by + later, current.fail_by + later
    current.due_at = resumed_at if current.ended_at else current.ends_at
    current.save(update_fields=["opens_at", "ends_at", "due_at", "open_by", "fail_by"])

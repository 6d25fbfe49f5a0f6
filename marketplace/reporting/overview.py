"""What a supervisor, or an exchange towards its supervisor, sees first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.charts import Bar, bars
from marketplace.core.clock import SHANGHAI
from marketplace.reporting.figures import figures_of
from marketplace.reporting.labels import labels
from marketplace.reporting.models import Alert, Execution, Inspection, Instruction, Return
from marketplace.reporting.periods import Period
from marketplace.reporting.queries.returns import returns_for
from marketplace.reporting.queries.supervision import alerts_for, inspections_for, instructions_for
from marketplace.reporting.rules import may_draft_return, may_instruct

SECONDS = 300
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Overview:
    """The running month as it stands, and what waits."""

    period: Period
    scope: str
    total: dict[str, int]
    chart: str
    open_alerts: int
    alerts: Sequence[Alert]
    waiting: Sequence[Instruction]
    overdue: int
    returns: Sequence[Return]
    inspections: int
    may_instruct: bool
    may_draft: bool
    now: datetime


def overview(actor: Actor, now: datetime) -> Overview:
    period = Period.around("month", now.astimezone(SHANGHAI).date())
    figures = month_figures(period, actor.exchange)
    alerts = alerts_for(actor, state=Alert.State.OPEN)
    waiting = list(
        instructions_for(actor).filter(executions__state=Execution.State.WAITING).distinct().order_by("due_at")[:SHOWN]
    )
    by = figures["by"]["exchange"]
    rows = [
        Bar(words, by[code]["sold_fen"])
        for code, words in labels("exchange").items()
        if by.get(code, {}).get("sold_fen")
    ]
    return Overview(
        period=period,
        scope=actor.exchange,
        total=figures["total"],
        chart=bars("month", _("本月成交金额，按交易机构"), rows) if rows else "",
        open_alerts=alerts.count(),
        alerts=list(alerts.order_by("-id")[:SHOWN]),
        waiting=waiting,
        overdue=sum(1 for one in waiting if one.due_at < now),
        returns=list(returns_for(actor).order_by("-first_date", "-id")[:SHOWN]),
        inspections=inspections_for(actor).filter(state=Inspection.State.ASSIGNED).count(),
        may_instruct=may_instruct(actor),
        may_draft=may_draft_return(actor, actor.exchange),
        now=now,
    )


def month_figures(period: Period, exchange: str) -> dict[str, Any]:
    """The figures of the running month, at most five minutes old."""
    key = f"reporting.month:{period.name}:{exchange}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = figures_of(period, exchange)
        cache.set(key, found, SECONDS)
    return found

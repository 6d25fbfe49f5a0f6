"""The page of what each exchange may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.actor import Actor
from accounts.models import ExchangeCode
from marketplace.rulebook import rules
from marketplace.rulebook.models import (
    AreaKind,
    Capability,
    CapabilityChange,
    CapabilityCode,
    ServiceArea,
)
from marketplace.rulebook.periods import in_shanghai
from marketplace.rulebook.queries.capabilities import capability_changes, service_areas


@dataclass(frozen=True, slots=True)
class CapabilityLine:
    code: str
    label: str
    cells: Sequence[tuple[str, Capability | None]]  # the exchange's name, what it has


@dataclass(frozen=True, slots=True)
class CapabilityPage:
    lines: Sequence[CapabilityLine]
    tiers: Sequence[tuple[str, Sequence[ServiceArea]]]
    sectors: Sequence[ServiceArea]
    waiting: Sequence[tuple[CapabilityChange, bool]]  # whether the reader may decide
    past: Sequence[CapabilityChange]
    history: Sequence[Capability]
    may_propose: bool


def capability_page(actor: Actor, now: datetime) -> CapabilityPage:
    """The matrix of today, whom the exchanges serve, and what waits for a second pair of eyes."""
    today = in_shanghai(now)
    every = list(Capability.objects.order_by("exchange", "code", "from_date"))
    running = {
        (row.exchange, row.code): row
        for row in every
        if row.from_date <= today and (row.to_date is None or row.to_date >= today)
    }
    lines = [
        CapabilityLine(
            code, str(label), [(str(name), running.get((place, code))) for place, name in ExchangeCode.choices]
        )
        for code, label in CapabilityCode.choices
    ]
    areas = list(service_areas(now).order_by("kind", "exchange", "code"))
    broad = [row for row in areas if row.kind != AreaKind.SECTOR]
    by_exchange = [(str(label), [row for row in broad if row.exchange == code]) for code, label in ExchangeCode.choices]
    changed = list(capability_changes().order_by("-pk")[:50])
    waiting = [row for row in changed if row.state == CapabilityChange.State.PROPOSED]
    return CapabilityPage(
        lines=lines,
        tiers=by_exchange,
        sectors=[row for row in areas if row.kind == AreaKind.SECTOR],
        waiting=[(row, rules.may_decide_capability(actor, row)) for row in waiting],
        past=[row for row in changed if row.state != CapabilityChange.State.PROPOSED],
        history=[row for row in every if row not in running.values()],
        may_propose=rules.may_draft_rules(actor),
    )

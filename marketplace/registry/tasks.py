"""What the registry does by itself: it notes registrations whose time is past, and follows contracts that are ended."""

from collections.abc import Sequence

from celery import shared_task
from django.db.models import Q

from accounts.actor import system_actor
from marketplace.audit.following import Line, follower
from marketplace.core.clock import market_clock
from marketplace.registry import commands
from marketplace.registry.models import Filing

SWEEP = 100


@shared_task(name="registry.mark_overdue_filings")
def mark_overdue_filings() -> None:
    """Note the registrations whose limit has passed undecided."""
    sweeper = system_actor("registry.mark_overdue_filings")
    while commands.mark_overdue_filings(actor=sweeper, clock=market_clock, limit=SWEEP) == SWEEP:
        pass


@follower("registry")
def follow_contracts(lines: Sequence[Line]) -> None:
    """A contract that was ended takes its registration along (R-REG-07)."""
    for line in lines:
        if line.verb != "contracts.terminated":
            continue
        kind, _colon, number = str((line.payload or {}).get("about", "")).partition(":")
        whose = Q(contract__sale__number=number) if kind == "sale" else Q(deed__number=line.number)
        follows = {"actor": system_actor("registry.follow_contracts"), "clock": market_clock}
        for filing in Filing.objects.filter(whose).order_by("pk"):
            commands.end_with_contract(filing=filing, contract=line.number, **follows)

"""Sweeps of licences: reports and money that are overdue, notices that are over, licences at their end."""

import logging

from celery import shared_task

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep
from marketplace.licensing import commands
from marketplace.licensing.queries.due import (
    claim_breached_report,
    claim_licence_to_end,
    claim_overdue_charge,
    claim_overdue_report,
)

logger = logging.getLogger(__name__)


@shared_task(name="licensing.watch_licences")
def watch_licences() -> int:
    """Note what is overdue or breached, and end licences whose time is over; returns how many rows were treated."""
    told = {"actor": system_actor("licensing.watch_licences"), "clock": market_clock}
    return (
        sweep(claim_overdue_report, lambda row: commands.note_overdue_report(report=row, **told), logger)
        + sweep(claim_breached_report, lambda row: commands.note_breach(report=row, **told), logger)
        + sweep(claim_overdue_charge, lambda row: commands.note_overdue_charge(charge=row, **told), logger)
        + sweep(claim_licence_to_end, lambda row: commands.end_due_licence(licence=row, **told), logger)
    )

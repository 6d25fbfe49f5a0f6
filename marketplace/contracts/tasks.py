"""Sweeps of contracts: what was not handed in, answered or filed in time, and notices whose days are over."""

import logging

from celery import shared_task

from accounts.actor import system_actor
from marketplace.contracts import commands
from marketplace.contracts.queries.due import (
    claim_overdue_milestone,
    claim_silent_handover,
    claim_step_to_remind,
    claim_termination_to_end,
)
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep

logger = logging.getLogger(__name__)


@shared_task(name="contracts.watch_deeds")
def watch_deeds() -> int:
    """Note what is overdue, pursue silence, and end contracts by notice; returns how many rows were treated."""
    told = {"actor": system_actor("contracts.watch_deeds"), "clock": market_clock}
    return (
        sweep(claim_overdue_milestone, lambda row: commands.note_overdue(milestone=row, **told), logger)
        + sweep(claim_silent_handover, lambda row: commands.pursue_silence(handover=row, **told), logger)
        + sweep(claim_step_to_remind, lambda row: commands.remind_step(step=row, **told), logger)
        + sweep(claim_termination_to_end, lambda row: commands.end_noticed(termination=row, **told), logger)
    )

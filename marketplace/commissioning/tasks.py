"""Sweeps: solutions are opened at the deadline, awards stand as their public notice ends, threads end with their need."""

import logging

from celery import shared_task

from accounts.actor import system_actor
from marketplace.commissioning import commands
from marketplace.commissioning.queries.due import claim_call_to_award, claim_call_to_open, claim_thread_to_end
from marketplace.commissioning.queries.engagements import claim_overdue_payment
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep

logger = logging.getLogger(__name__)


@shared_task(name="commissioning.watch_calls")
def watch_calls() -> int:
    """Open, award, end and note what is due; returns how many rows were treated."""
    told = {"actor": system_actor("commissioning.watch_calls"), "clock": market_clock}
    return (
        sweep(claim_call_to_open, lambda row: commands.open_solutions(call=row, **told), logger)
        + sweep(claim_call_to_award, lambda row: commands.award_call(call=row, **told), logger)
        + sweep(claim_thread_to_end, lambda row: commands.end_due_thread(thread=row, **told), logger)
        + sweep(claim_overdue_payment, lambda row: commands.note_overdue_payment(payment=row, **told), logger)
    )

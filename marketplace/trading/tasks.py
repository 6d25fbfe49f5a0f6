"""Sweeps: sales and parts of prices whose time has come. Claim and effect share one transaction, so two workers never do the same sale."""

import logging
from collections.abc import Callable, Collection
from typing import TypeVar

from celery import shared_task
from django.db import transaction

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.trading.commands import close_sale, end_due_negotiation, note_overdue, open_sale
from marketplace.trading.models import Instalment, Negotiation, Sale
from marketplace.trading.queries.due import (
    claim_negotiation_due,
    claim_overdue_instalment,
    claim_sale_to_close,
    claim_sale_to_open,
)

logger = logging.getLogger(__name__)
Swept = TypeVar("Swept", Sale, Instalment, Negotiation)


@shared_task(name="trading.open_due_sales")
def open_due_sales() -> int:
    """Open every sale whose start has come; returns how many."""
    actor = system_actor("trading.open_due_sales")
    return _sweep(claim_sale_to_open, lambda sale: open_sale(sale=sale, actor=actor, clock=market_clock))


@shared_task(name="trading.close_due_sales")
def close_due_sales() -> int:
    """Close every sale whose end has come; returns how many."""
    actor = system_actor("trading.close_due_sales")
    return _sweep(claim_sale_to_close, lambda sale: close_sale(sale=sale, actor=actor, clock=market_clock))


@shared_task(name="trading.note_overdue_instalments")
def note_overdue_instalments() -> int:
    """Note every part of a price whose day is over; returns how many."""
    actor = system_actor("trading.note_overdue_instalments")
    return _sweep(claim_overdue_instalment, lambda part: note_overdue(instalment=part, actor=actor, clock=market_clock))


@shared_task(name="trading.end_due_negotiations")
def end_due_negotiations() -> int:
    """Make the deal of every agreement whose public notice is over, and end what is negotiated on lots that are gone; returns how many."""
    actor = system_actor("trading.end_due_negotiations")
    return _sweep(
        claim_negotiation_due,
        lambda one: end_due_negotiation(negotiation=one, actor=actor, clock=market_clock),
    )


def _sweep(claim: Callable[[Collection[int]], Swept | None], effect: Callable[[Swept], None]) -> int:
    """Claim and treat one thing after the other; one that fails is logged, left to the next sweep and holds up nobody."""
    done, failed = 0, set[int]()
    while True:
        due = None
        try:
            with transaction.atomic():
                due = claim(failed)
                if due is None:
                    return done
                effect(due)
            done += 1
        except Exception:
            if due is None:
                raise
            logger.exception("%s could not be swept", due.number)
            failed.add(due.pk)

"""Sweeps: sales whose time has come. Claim and effect share one transaction, so two workers never do the same sale."""

import logging
from collections.abc import Callable, Collection

from celery import shared_task
from django.db import transaction

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.trading.commands import close_sale, open_sale
from marketplace.trading.models import Sale
from marketplace.trading.queries.due import claim_sale_to_close, claim_sale_to_open

logger = logging.getLogger(__name__)


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


def _sweep(claim: Callable[[Collection[int]], Sale | None], effect: Callable[[Sale], None]) -> int:
    """Claim and treat one sale after the other; one that fails is logged, left to the next sweep and holds up nobody."""
    done, failed = 0, set[int]()
    while True:
        sale = None
        try:
            with transaction.atomic():
                sale = claim(failed)
                if sale is None:
                    return done
                effect(sale)
            done += 1
        except Exception:
            if sale is None:
                raise
            logger.exception("sale %s could not be swept", sale.number)
            failed.add(sale.pk)

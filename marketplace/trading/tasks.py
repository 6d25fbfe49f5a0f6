"""Sweeps: sales and parts of prices whose time has come. Claim and effect share one transaction, so two workers never do the same sale."""

import logging

from celery import shared_task

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep
from marketplace.trading.commands import (
    attend_round,
    attend_silence,
    close_sale,
    end_due_negotiation,
    lapse_forfeiture,
    note_overdue,
    note_payment_overdue,
    open_sale,
    watch_listing,
)
from marketplace.trading.models import Sale
from marketplace.trading.queries.due import (
    claim_forfeiture_to_lapse,
    claim_listing_to_watch,
    claim_negotiation_due,
    claim_overdue_instalment,
    claim_overdue_price,
    claim_round,
    claim_sale_not_resumed,
    claim_sale_to_close,
    claim_sale_to_open,
    claim_silent_negotiation,
)

logger = logging.getLogger(__name__)


@shared_task(name="trading.open_due_sales")
def open_due_sales() -> int:
    """Open every sale whose start has come; returns how many."""
    actor = system_actor("trading.open_due_sales")
    return sweep(claim_sale_to_open, lambda sale: open_sale(sale=sale, actor=actor, clock=market_clock), logger)


@shared_task(name="trading.close_due_sales")
def close_due_sales() -> int:
    """Close every sale whose end has come, and every one that was paused and not resumed in time; returns how many."""
    actor = system_actor("trading.close_due_sales")

    def close(sale: Sale) -> None:
        close_sale(sale=sale, actor=actor, clock=market_clock)

    return sweep(claim_sale_to_close, close, logger) + sweep(claim_sale_not_resumed, close, logger)


@shared_task(name="trading.note_overdue_instalments")
def note_overdue_instalments() -> int:
    """Note every part of a price whose day is over; returns how many."""
    actor = system_actor("trading.note_overdue_instalments")
    return sweep(
        claim_overdue_instalment, lambda part: note_overdue(instalment=part, actor=actor, clock=market_clock), logger
    )


@shared_task(name="trading.lapse_forfeitures")
def lapse_forfeitures() -> int:
    """Let every proposal to forfeit a deposit lapse that nobody has decided in time; returns how many (R-BID-04)."""
    actor = system_actor("trading.lapse_forfeitures")
    return sweep(
        claim_forfeiture_to_lapse,
        lambda one: lapse_forfeiture(forfeiture=one, actor=actor, clock=market_clock),
        logger,
    )


@shared_task(name="trading.note_overdue_payments")
def note_overdue_payments() -> int:
    """Note every price whose day is over; returns how many."""
    actor = system_actor("trading.note_overdue_payments")
    return sweep(
        claim_overdue_price,
        lambda one: note_payment_overdue(settlement=one, actor=actor, clock=market_clock),
        logger,
    )


@shared_task(name="trading.end_due_negotiations")
def end_due_negotiations() -> int:
    """Make the deal of every agreement whose public notice is over, and end what is negotiated on lots that are gone; returns how many."""
    actor = system_actor("trading.end_due_negotiations")
    return sweep(
        claim_negotiation_due,
        lambda one: end_due_negotiation(negotiation=one, actor=actor, clock=market_clock),
        logger,
    )


@shared_task(name="trading.attend_silence")
def attend_silent_negotiations() -> int:
    """Remind the sides of every negotiation that is silent, and end those that stay so; returns how many."""
    actor = system_actor("trading.attend_silence")
    return sweep(
        claim_silent_negotiation,
        lambda one: attend_silence(negotiation=one, actor=actor, clock=market_clock),
        logger,
    )


@shared_task(name="trading.watch_listings")
def watch_listings() -> int:
    """Suspend every listing against which something has come up, and let sales stand still or go on with theirs; returns how many."""
    actor = system_actor("trading.watch_listings")
    return sweep(
        claim_listing_to_watch,
        lambda listing: watch_listing(listing=listing, actor=actor, clock=market_clock),
        logger,
    )


@shared_task(name="trading.attend_due_rounds")
def attend_due_rounds() -> int:
    """Take the steps of every round of sealed prices whose time has come; returns how many rounds."""
    actor = system_actor("trading.attend_due_rounds")
    return sweep(claim_round, lambda one: attend_round(current=one, actor=actor, clock=market_clock), logger)

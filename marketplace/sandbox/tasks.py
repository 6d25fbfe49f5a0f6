"""The robots' beat."""

import logging

from celery import shared_task

from marketplace.core import sandbox_clock
from marketplace.core.clock import market_clock
from marketplace.core.errors import MarketError
from marketplace.sandbox.commands.robots import bid_as_robot
from marketplace.sandbox.queries.tour import running_lots

logger = logging.getLogger(__name__)


@shared_task(name="sandbox.robots_bid")
def robots_bid() -> int:
    """Let the robots answer in every running lot of the tour; returns how many bids they placed. Nothing in production."""
    if sandbox_clock.state() is None:
        return 0
    placed = 0
    for lot in running_lots(market_clock.read()):
        try:
            placed += bid_as_robot(lot=lot, clock=market_clock) is not None
        except MarketError:
            logger.exception("no robot could bid in %s", lot)
    return placed

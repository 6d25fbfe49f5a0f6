"""Pauses of a sale, in their order."""

from marketplace.trading.bidding import Pause
from marketplace.trading.models import Interruption, Sale


def pauses_of(sale: Sale) -> list[Pause]:
    """As the pure rules read them."""
    return [one.pause for one in sale.interruptions.order_by("position")]


def standing_still(sale: Sale) -> Interruption | None:
    """The pause that lasts, if any."""
    if sale.state != Sale.State.PAUSED:
        return None
    return sale.interruptions.get(resumed_at__isnull=True)

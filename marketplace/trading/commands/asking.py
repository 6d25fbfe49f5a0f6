"""What was asked for of a deal that came to nothing."""

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.fees.commands import withdraw_notice
from marketplace.fees.models import PaymentNotice
from marketplace.trading.models import Settlement


def ask_no_more(settlement: Settlement, actor: Actor, clock: Clock) -> None:
    """Withdraw every notice of payment of a deal that waits (R-FEE-07). The actor is of the venue, or the system for it."""
    asked = PaymentNotice.objects.filter(quote__subject=settlement.buyer_quote.subject, state=PaymentNotice.State.DUE)
    for notice in asked.order_by("pk"):
        withdraw_notice(notice=notice, actor=actor, clock=clock)

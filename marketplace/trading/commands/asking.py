"""What was asked for of a deal that came to nothing."""

from django.db.models import Q

from accounts.actor import Actor, system_actor
from marketplace.core.clock import Clock
from marketplace.fees.commands import withdraw_notice
from marketplace.fees.models import PaymentNotice
from marketplace.trading.models import Instalment, Settlement


def ask_no_more(settlement: Settlement, actor: Actor, clock: Clock) -> None:
    """Withdraw every notice of payment of a deal that waits (R-FEE-07). The actor is of the venue, or the system for it."""
    _withdraw(Q(quote__subject=settlement.buyer_quote.subject), actor, clock)


def ask_no_more_for(part: Instalment, clock: Clock) -> None:
    """The fees of a part that does not come, or goes back, are asked for no more (R-FEE-07)."""
    asked = [quote for quote in (part.buyer_quote_id, part.seller_quote_id) if quote]
    _withdraw(Q(quote__in=asked), system_actor("trading.drop_parts"), clock)


def _withdraw(asked: Q, actor: Actor, clock: Clock) -> None:
    for notice in PaymentNotice.objects.filter(asked, state=PaymentNotice.State.DUE).order_by("pk"):
        withdraw_notice(notice=notice, actor=actor, clock=clock)

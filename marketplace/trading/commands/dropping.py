"""The parts of a price whose contract was ended: what has not come is asked for no more (R-SET-09)."""

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.states import lock
from marketplace.fees.commands import withdraw_notice
from marketplace.fees.models import PaymentNotice
from marketplace.trading.models import Instalment, Sale, Settlement


def drop_parts(sale: Sale, actor: Actor, clock: Clock) -> None:
    """Ask for no part any more that has not come, nor for its fees. A step of the contract's end, which has locked the sale.

    Parts that came wait for two persons of the venue, who give them back or let them be the seller's; where none waits and the first
    was passed on, the money of the deal is complete.
    """
    settlement = sale.settlement
    lock(settlement)
    waiting = Instalment.objects.filter(plan__contract__sale=sale, state=Instalment.State.AGREED).order_by("position")
    dropped = list(waiting)
    for part in dropped:
        lock(part)
        part.move("drop")
        withdraw_fees(part, clock)
    if dropped:
        told = {"parts": [part.number for part in dropped], "amount_fen": sum(part.amount_fen for part in dropped)}
        audit.record("trading.instalments_dropped", subject=sale, actor=actor, private=True, **told)
    close_if_done(settlement)


def withdraw_fees(part: Instalment, clock: Clock) -> None:
    """The fees of a part that does not come, or goes back, are asked for no more (R-FEE-07)."""
    asked = [quote for quote in (part.buyer_quote_id, part.seller_quote_id) if quote]
    for notice in PaymentNotice.objects.filter(quote__in=asked, state=PaymentNotice.State.DUE).order_by("pk"):
        withdraw_notice(notice=notice, actor=system_actor("trading.drop_parts"), clock=clock)


def close_if_done(settlement: Settlement) -> None:
    """With the last part that waited the money of a deal in parts is complete, if its first part was passed on."""
    parts = Instalment.objects.filter(plan__contract__sale=settlement.sale)
    open_ones = parts.filter(state__in=[Instalment.State.AGREED, Instalment.State.PAID])
    passed_on = parts.filter(state=Instalment.State.SETTLED)
    if settlement.state == Settlement.State.RUNNING and passed_on.exists() and not open_ones.exists():
        settlement.move("close")

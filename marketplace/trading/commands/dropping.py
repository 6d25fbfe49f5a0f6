"""The parts of a price whose contract was ended: what has not come is asked for no more (R-SET-09)."""

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.states import lock
from marketplace.trading.commands.asking import ask_no_more_for
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
        ask_no_more_for(part, clock)
    if dropped:
        told = {"parts": [part.number for part in dropped], "amount_fen": sum(part.amount_fen for part in dropped)}
        audit.record("trading.instalments_dropped", subject=sale, actor=actor, private=True, **told)
    close_if_done(settlement)


def close_if_done(settlement: Settlement) -> None:
    """With the last part that waited the money of a deal in parts is complete, if its first part was passed on."""
    parts = Instalment.objects.filter(plan__contract__sale=settlement.sale)
    open_ones = parts.filter(state__in=[Instalment.State.AGREED, Instalment.State.PAID])
    passed_on = parts.filter(state=Instalment.State.SETTLED)
    if settlement.state == Settlement.State.RUNNING and passed_on.exists() and not open_ones.exists():
        settlement.move("close")

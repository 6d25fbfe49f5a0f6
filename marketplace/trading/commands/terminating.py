"""A deal whose contract was ended before its money was passed on: nobody pays, the lot is on offer again (R-SET-09)."""

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import release_listing
from marketplace.core.clock import Clock
from marketplace.core.live import announce
from marketplace.trading.commands.asking import ask_no_more
from marketplace.trading.commands.commissions import void_commissions
from marketplace.trading.commands.filing import pass_terminated
from marketplace.trading.commands.netting import give_fee_back
from marketplace.trading.models import Sale, Settlement


def end_deal(sale: Sale, actor: Actor, clock: Clock) -> None:
    """End a sale whose contract was ended and of which nothing is held any more: a step of commands that have locked it.

    No fee is asked for any more (R-FEE-07), one that the seller had paid apart goes back, commissions are void, and a result that was public is
    followed by a notice that the deal has ended. Nobody is barred.
    """
    settlement, winner, now = sale.settlement, sale.leading_registration, clock.read()
    assert winner
    sale.move("terminate")
    settlement.move("void")
    if winner.held_id:
        winner.move("return", ended_at=now)
    give_fee_back(settlement, actor)
    void_commissions(sale, now, actor)
    ask_no_more(settlement, system_actor("trading.end_deal"), clock)
    release_listing(listing=sale.listing, sale=sale.number, actor=actor, clock=clock)
    pass_terminated(sale, now, actor, clock)
    audit.record("trading.deal_terminated", subject=sale, actor=actor, listing=sale.listing.number)
    announce(sale.topic)


def holds_nothing(sale: Sale) -> bool:
    """Whether no deposit, payment or part of a price of this deal has come."""
    winner, settlement = sale.leading_registration, sale.settlement
    came = settlement.state != Settlement.State.DUE
    return not came and not (winner and winner.held_id)

"""Inventors of the demo's lots, who have waived their priority (R-CON-05)."""

from accounts.actor import Actor
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.trading import commands
from marketplace.trading.models import PriorityHolder
from marketplace.trading.queries.priority import unrecorded


def waive_inventors(listing: Listing, officer: Actor, clock: Clock) -> None:
    """Record each inventor as a holder of priority with a paper of its waiver, as the venue's officer."""
    for name in unrecorded(listing):
        holder = commands.record_priority_holder(
            listing=listing, kind=PriorityHolder.Kind.COMPLETER, name=name, actor=officer, clock=clock
        )
        commands.waive_priority(holder=holder, proof="示范放弃优先受让权声明", actor=officer, clock=clock)

"""A holder of priority takes a negotiated lot at the price that others would pay (R-CON-05)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.trading import priority_rules as rules
from marketplace.trading.commands.negotiations import end_negotiation, open_negotiation
from marketplace.trading.commands.offers import put_offer
from marketplace.trading.models import Negotiation, PriorityHolder
from marketplace.trading.models.negotiation import Ending, Side
from marketplace.trading.queries.negotiations import last_of, last_offer
from marketplace.trading.turns import may_offer

RULE = "R-CON-05"


@atomic
def match_price(
    *, holder: PriorityHolder, foreign_link: str, declaration: str = "", actor: Actor, clock: Clock
) -> Negotiation:
    """Take a lot at the price that the holder was told, within the days of the notice: what others agreed on falls away.

    The holder offers that price in a negotiation of its own, which the seller accepts; nobody else's is concluded beside it. A foreign
    link is declared and screened as everybody's (R-SEC-08). Raises Forbidden for anybody but the holder, Refused once the days are over,
    or while no price was told.
    """
    listing = holder.listing
    lock(listing)
    lock(holder)
    holder.listing = listing
    now = clock.read()
    require(rules.may_match_price, actor, holder)
    if holder.state != PriorityHolder.State.NOTIFIED or holder.told_fen is None:
        raise Refused(_("您还没有收到协议价格的通知，或已经答复。"), rule=RULE, code="not_told")
    if holder.clear_at is not None and now >= holder.clear_at:
        raise Refused(_("答复期限已过，视为放弃优先受让。"), rule=RULE, code="match_late")
    require_authority(actor, Acts.BID, holder.told_fen, at=now)
    holder.move("match", matched_at=now)
    _end_agreed(listing, holder, now, actor, clock)
    own = listing.negotiations.live().filter(buyer=holder.organisation).first() or open_negotiation(
        listing=listing, foreign_link=foreign_link, declaration=declaration, actor=actor, clock=clock
    )
    if own.state == own.State.OPEN and may_offer(Side.BUYER, last_of(last_offer(own)), now):
        put_offer(own, Side.BUYER, holder.told_fen, now, actor)
    audit.record(
        "trading.priority_matched",
        subject=listing,
        actor=actor,
        private=True,
        holder=holder.number,
        organisation=holder.organisation.number if holder.organisation else "",
        negotiation=own.number,
        price_fen=holder.told_fen,
    )
    return own


def _end_agreed(listing: Listing, holder: PriorityHolder, now: datetime, actor: Actor, clock: Clock) -> None:
    """What others agreed on is over; what they negotiate goes on, and is not concluded beside the match."""
    for one in (
        listing.negotiations.filter(state__in=Negotiation.AGREED).exclude(buyer=holder.organisation).order_by("pk")
    ):
        lock(one)
        if one.state in Negotiation.AGREED:
            end_negotiation(one, Ending.PRIORITY, now, actor, clock)

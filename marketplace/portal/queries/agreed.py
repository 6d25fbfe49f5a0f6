"""What pages of listings and workspaces say of negotiations."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.models import Listing, PriceMode
from marketplace.core.clock import market_clock
from marketplace.trading.models import Negotiation, Publicity
from marketplace.trading.models.negotiation import State
from marketplace.trading.negotiation_rules import is_venue_of, may_negotiate, may_screen, seat_of
from marketplace.trading.queries import negotiations as trading
from marketplace.trading.turns import may_accept, may_offer


@dataclass(frozen=True, slots=True)
class NegotiatedOffer:
    """`opens`: the reader's organisation may begin; `own`: its negotiation that lives; `publicity`: the notice that runs."""

    opens: bool
    own: str
    publicity: str


def negotiated_offer(actor: Actor, listing: Listing) -> NegotiatedOffer | None:
    """None where nothing is negotiated."""
    if listing.price_mode != PriceMode.NEGOTIATED or listing.unverified or not listing.is_public:
        return None
    of = {"negotiation__listing": listing}
    mine = None
    if actor.organisation:
        mine = trading.negotiations_for(actor).live().filter(listing=listing, buyer=actor.organisation).first()
    public = trading.publicities().filter(**of, state=Publicity.State.RUNNING).first()
    return NegotiatedOffer(
        opens=listing.state == Listing.State.PUBLISHED
        and mine is None
        and not actor.acts_for(listing.lister)
        and not actor.exchange,
        own=mine.number if mine else "",
        publicity=public.notice.number if public else "",
    )


WAITING_MOST = 20  # of the newest that live


def negotiations_that_wait(actor: Actor) -> Iterator[tuple[Negotiation, str]]:
    """Those in which something waits for the reader, and what."""
    now = market_clock.read()
    for one in trading.negotiations_for(actor).live().order_by("-pk")[:WAITING_MOST]:
        if one.state == State.SCREENING and may_screen(actor, one):
            yield one, _("请作涉外审查；审查完成之前双方不得谈判（规则 R-SEC-08）。")
        elif one.state == State.SUSPENDED and is_venue_of(actor, one):
            yield one, _("公示收到异议，请核实后处理（规则 R-PRI-03）。")
        elif one.state == State.OPEN and may_negotiate(actor, one):
            seat, last = seat_of(actor, one), trading.last_of(trading.last_offer(one))
            if may_accept(seat, last, now):
                yield one, _("对方已出价，请接受、还价或退出。")
            elif last is None and may_offer(seat, last, now):
                yield one, _("双方还没有出价，请出价。")

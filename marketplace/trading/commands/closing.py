"""The end of a sale: the bids are judged once more, the reserve is opened, the names are shown."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.states import atomic, lock
from marketplace.trading.bidding import Outcome, Result, outcome
from marketplace.trading.commands.ending import end_sale
from marketplace.trading.commands.halting import watch_listing
from marketplace.trading.models import Bid, Sale
from marketplace.trading.models.sale import INTERRUPTED, WITHDRAWN
from marketplace.trading.queries.interruptions import pauses_of, standing_still
from marketplace.trading.queries.sales import open_reserve


class Discrepancy(RuntimeError):
    """The bids replayed say something else than the row of the sale: nobody wins before a person has looked."""


@atomic
def close_sale(*, sale: Sale, actor: Actor, clock: Clock) -> None:
    """Close a sale whose end has come: sold to the leader if the reserve is met, failed otherwise (R-BID-09).

    The result is recomputed from all bids and pauses. A sale that was paused and not resumed in time has failed (R-BID-17).
    Raises Refused before the end, and for a sale that stands still.
    """
    lock(sale)
    now = clock.read()
    if sale.is_over:
        raise Refused(_("本场竞价已经结束。"), rule="R-BID-07", code="sale_over")
    pause = standing_still(sale)
    if pause is not None:
        if now < pause.resume_by:
            raise Refused(_("竞价暂停中，恢复之后才会结束。"), rule="R-BID-17", code="sale_paused")
        end_sale(sale, INTERRUPTED, now, actor, clock)
        return
    if sale.is_by_envelope:
        raise Refused(_("密封报价在开标后判定结果。"), rule="R-BID-15", code="sealed")
    if now < sale.ends_at:
        raise Refused(_("竞价尚未结束。"), rule="R-BID-07")
    if watch_listing(listing=sale.listing, actor=actor, clock=clock):
        sale.refresh_from_db()  # something came up against the lot before anybody had won: it stands still instead
        return
    bids = list(sale.bids.order_by("sequence"))
    reserve = open_reserve(sale) if sale.reserve_commitment else None
    ended = _replay(sale, bids, reserve.reserve_fen if reserve else None)
    sold = ended.result == Result.SOLD and sale.listing.state == sale.listing.State.PUBLISHED
    result = WITHDRAWN if ended.result == Result.SOLD and not sold else ended.result.value
    end_sale(sale, result, now, actor, clock, bids=bids, reserve=reserve)


def _replay(sale: Sale, bids: Sequence[Bid], reserve_fen: int | None) -> Outcome:
    ended = outcome(sale.terms, [bid.offer for bid in bids], reserve_fen, pauses_of(sale))
    leader = next((bid for bid in reversed(bids) if bid.accepted), None)
    kept = (leader.price_fen if leader else None, leader.registration_id if leader else None, sale.ends_at, len(bids))
    if kept != (sale.leading_fen, sale.leading_registration_id, ended.ends_at, sale.bid_count):
        raise Discrepancy(f"{sale.number}: the bids do not lead to what the sale says")
    return ended

"""The end of a sale: the bids are judged once more, the reserve is opened, the names are shown."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import reserve_listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.rulebook.queries import deadline
from marketplace.trading.bidding import Outcome, Result, outcome
from marketplace.trading.commands.contracts import draw_up_contract
from marketplace.trading.commands.deeds import issue_deed
from marketplace.trading.commands.filing import pass_deal, pass_failure
from marketplace.trading.commands.protocols import sign_protocol
from marketplace.trading.commands.settlements import draw_up_settlement
from marketplace.trading.models import Sale
from marketplace.trading.models.sale import WITHDRAWN
from marketplace.trading.queries.sales import open_reserve
from marketplace.trading.sealing import Reserve


class Discrepancy(RuntimeError):
    """The bids replayed say something else than the row of the sale: nobody wins before a person has looked."""


@atomic
def close_sale(*, sale: Sale, actor: Actor, clock: Clock) -> None:
    """Close a sale whose end has come: sold to the leader if the reserve is met, failed otherwise (R-BID-09).

    The result is recomputed from all bids. The winner's fees are quoted, the contract is drawn up, the listing is bound;
    everybody else's deposit is due back within the days of R-BID-03; the protocol is signed. Raises Refused before the end.
    """
    lock(sale)
    now = clock.read()
    if sale.is_over:
        raise Refused(_("本场竞价已经结束。"), rule="R-BID-07", code="sale_over")
    if now < sale.ends_at:
        raise Refused(_("竞价尚未结束。"), rule="R-BID-07")
    reserve = open_reserve(sale) if sale.reserve_commitment else None
    ended = _replay(sale, reserve.reserve_fen if reserve else None)
    sold = ended.result == Result.SOLD and sale.listing.state == sale.listing.State.PUBLISHED

    returned_by = deadline(now, working_days=sale.rule_version.value("R-BID-03", "refund_working_days"))
    result = WITHDRAWN if ended.result == Result.SOLD and not sold else ended.result.value
    sale.move("win" if sold else "fail", closed_at=now, result=result, deposits_due_at=returned_by.at)
    if sold:
        reserve_listing(listing=sale.listing, sale=sale.number, actor=actor, clock=clock)
        draw_up_settlement(sale, actor, clock)
        contract = draw_up_contract(sale, now)
        pass_deal(sale, contract, issue_deed(sale, contract, now, actor, clock), now, actor, clock)
    else:
        pass_failure(sale, now, actor)
    _record(sale, reserve, sign_protocol(sale, now).head, actor)
    announce(sale.topic)


def _replay(sale: Sale, reserve_fen: int | None) -> Outcome:
    bids = list(sale.bids.order_by("sequence"))
    ended = outcome(sale.terms, [bid.offer for bid in bids], reserve_fen)
    leader = next((bid for bid in reversed(bids) if bid.accepted), None)
    kept = (leader.price_fen if leader else None, leader.registration_id if leader else None, sale.ends_at, len(bids))
    if kept != (sale.leading_fen, sale.leading_registration_id, ended.ends_at, sale.bid_count):
        raise Discrepancy(f"{sale.number}: the bids do not lead to what the sale says")
    return ended


def _record(sale: Sale, reserve: Reserve | None, protocol: str, actor: Actor) -> None:
    if reserve:
        audit.record(
            "trading.reserve_opened",
            subject=sale,
            actor=actor,
            private=True,
            listing=reserve.listing,
            reserve_fen=reserve.reserve_fen,
            nonce=reserve.nonce,
        )
    bidders = sale.registrations.select_related("organisation").order_by("code")
    won = sale.result == Result.SOLD
    audit.record(
        "trading.sale_closed",
        subject=sale,
        actor=actor,
        result=sale.result,
        ends_at=sale.ends_at.isoformat(),
        price_fen=sale.leading_fen if won else None,
        winner=sale.leading_registration.code if won and sale.leading_registration else None,
        protocol=protocol,
        bidders={bidder.code: bidder.organisation.number for bidder in bidders},
    )

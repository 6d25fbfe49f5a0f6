"""What every end of a sale leaves behind: the result, the deal or the lot back on offer, the protocol, the names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import reserve_listing
from marketplace.core.clock import Clock
from marketplace.core.live import announce
from marketplace.trading.bidding import Result
from marketplace.trading.commands.contracts import draw_up_contract
from marketplace.trading.commands.deeds import issue_deed
from marketplace.trading.commands.filing import pass_deal, pass_failure
from marketplace.trading.commands.protocols import sign_protocol
from marketplace.trading.commands.settlements import draw_up_settlement
from marketplace.trading.models import Bid, Registration, Sale
from marketplace.trading.queries.returns import returned_by
from marketplace.trading.queries.sales import open_reserve
from marketplace.trading.sealing import Reserve


def end_sale(
    sale: Sale,
    result: str,
    now: datetime,
    actor: Actor,
    clock: Clock,
    *,
    bids: Sequence[Bid] | None = None,
    reserve: Reserve | None = None,
    agreed: Registration | None = None,
    leads: Mapping[str, Any] | None = None,
) -> None:
    """End a sale whose row is locked, for good: a step of the commands that have decided how.

    Won, the winner's fees are quoted, the contract is drawn up, the listing is bound; everybody else's deposit is due back
    within the days of R-BID-03; the protocol is signed. `bids` and the opened `reserve` where the caller has read them already;
    `agreed` is the only bidder, who buys at the start price (R-BID-14); `leads` what the opened envelopes say of leader and count.
    """
    sold = result == Result.SOLD
    how = _by_agreement(sale, agreed) if agreed else leads or {}
    sale.move("win" if sold else "fail", closed_at=now, result=result, deposits_due_at=returned_by(sale, now), **how)
    if sold:
        reserve_listing(listing=sale.listing, sale=sale.number, actor=actor, clock=clock)
        draw_up_settlement(sale, actor, clock)
        contract = draw_up_contract(sale, now, actor, clock)
        pass_deal(sale, contract, issue_deed(sale, contract, now, actor, clock), now, actor, clock)
    else:
        pass_failure(sale, now, actor)
    if reserve is None and sale.reserve_commitment:
        reserve = open_reserve(sale)
    _record(sale, reserve, sign_protocol(sale, now, bids, reserve).head, actor)
    announce(sale.topic)


def _by_agreement(sale: Sale, bidder: Registration) -> dict[str, Any]:
    leads = {"leading_fen": sale.start_fen, "leading_registration": bidder, "leading_rank": bidder.rank}
    return {"agreed": True, **leads}


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
        agreed=sale.agreed,
        ends_at=sale.ends_at.isoformat(),
        price_fen=sale.leading_fen if won else None,
        winner=sale.leading_registration.code if won and sale.leading_registration else None,
        protocol=protocol,
        bidders={bidder.code: bidder.organisation.number for bidder in bidders},
    )

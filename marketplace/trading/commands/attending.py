"""What a round of sealed prices comes to by time alone: its end, a reminder, the bidders' turn, the limit (R-BID-15)."""

from datetime import datetime
from typing import Any

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.trading.commands.ending import end_sale
from marketplace.trading.commands.halting import watch_listing
from marketplace.trading.commands.unsealing import conclude, unseal_if_ready
from marketplace.trading.models import Round, Sale
from marketplace.trading.models.sale import UNOPENED
from marketplace.trading.protocol import moment
from marketplace.trading.queries.sales import open_reserve
from marketplace.trading.queries.sealed import bids_of, envelopes


@atomic
def attend_round(*, current: Round, actor: Actor, clock: Clock) -> None:
    """Take the steps whose time has come, once each; whoever is late finds several.

    The end of the sealing publishes the hashes of all envelopes, before anyone can open one. A round without envelopes is judged at once. Halfway the custodians who have not
    opened are reminded. After their time the bidders may open their own; at the limit the sale has failed, and nobody forfeits anything for that.
    """
    sale = current.sale
    lock(sale)
    now = clock.read()
    current.refresh_from_db()
    if sale.state not in (Sale.State.ANNOUNCED, Sale.State.OPEN) or current.opened_at is not None:
        return
    if watch_listing(listing=sale.listing, actor=actor, clock=clock):
        return  # something came up against the lot before anybody had won: the sale stands still instead
    if current.ended_at is None and now >= current.ends_at:
        _end(sale, current, now, actor, clock)
    until: dict[str, Any] = {"round": current.position, "open_by": moment(current.open_by)}
    until["fail_by"] = moment(current.fail_by)
    if current.opened_at is None and current.reminded_at is None and now >= _halfway(current):
        _note(current, "reminded_at", now)
        audit.record("trading.opening_reminded", subject=sale, actor=actor, private=True, **until)
    if current.opened_at is None and current.left_at is None and now >= current.open_by:
        _note(current, "left_at", now)
        audit.record("trading.opening_left_to_bidders", subject=sale, actor=actor, **until)
    if current.opened_at is None and now >= current.fail_by:
        _give_up(sale, current, now, actor, clock)
    if current.opened_at is None and not sale.is_over:
        current.due_at = next(at for at in (_halfway(current), current.open_by, current.fail_by) if at > now)
        current.save(update_fields=["due_at"])
    announce(sale.topic)


def _halfway(current: Round) -> datetime:
    return current.ends_at + (current.open_by - current.ends_at) / 2


def _end(sale: Sale, current: Round, now: datetime, actor: Actor, clock: Clock) -> None:
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    kept = list(envelopes(current))
    audit.record(
        "trading.sealing_ended",
        subject=sale,
        actor=actor,
        round=current.position,
        envelopes=[one.digest for one in kept],
        open_by=moment(current.open_by),
    )
    if not kept:
        current.opened_at, current.due_at = now, None
        current.save(update_fields=["opened_at", "due_at"])
        reserve = open_reserve(sale) if sale.reserve_commitment else None
        conclude(sale, bids_of(sale), reserve, now, actor, clock)


def _note(current: Round, field: str, now: datetime) -> None:
    setattr(current, field, now)
    current.save(update_fields=[field])


def _give_up(sale: Sale, current: Round, now: datetime, actor: Actor, clock: Clock) -> None:
    """The last look: what a quorum has handed in is opened, and what it could not read refused; without a quorum the sale has failed."""
    if unseal_if_ready(sale, current, now, actor, clock, last=True):
        return
    current.due_at = None
    current.save(update_fields=["due_at"])
    end_sale(sale, UNOPENED, now, actor, clock)

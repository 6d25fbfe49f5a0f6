"""The opening of a sale: bidding begins, or, of a sale whose registration has ended, one bidder has it, or nobody came (R-BID-14, R-LST-01)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.desk.commands import pass_stage
from marketplace.desk.models import Stage
from marketplace.desk.official import official
from marketplace.trading.bidding import Result
from marketplace.trading.commands.ending import end_sale
from marketplace.trading.commands.halting import watch_listing
from marketplace.trading.commands.prolonging import prolong_sale
from marketplace.trading.models import Registration, Sale
from marketplace.trading.models.sale import NO_BIDDER, WITHDRAWN

AGREED = "agreed_sale"  # what R-BID-14 says of a single bidder


@atomic
def open_sale(*, sale: Sale, actor: Actor, clock: Clock) -> None:
    """Begin the bidding once its time has come (R-BID-07).

    Where registration goes on until the end, bids are judged by time alone and nothing depends on when this runs. Where it
    has ended, no bid counts before this: with nobody qualified the sale has failed, or a lot at its listed price is disclosed
    once more if the notice said so (R-LST-01); one alone, where no reserve price is secret, buys at the start price by
    agreement, without bidding (R-BID-14). Raises Refused before the opening.
    """
    lock(sale)
    now = clock.read()
    if now < sale.opens_at:
        raise Refused(_("竞价尚未到开始时间。"), rule="R-BID-07")
    if watch_listing(listing=sale.listing, actor=actor, clock=clock):
        sale.refresh_from_db()  # something came up against the lot: it stands still instead
        return
    if sale.waits_for_bidders:
        qualified = list(sale.registrations.filter(state=Registration.State.QUALIFIED).order_by("pk")[:2])
        if not qualified:
            if _goes_on(sale):
                prolong_sale(sale, now, actor, clock)
            else:
                end_sale(sale, NO_BIDDER, now, actor, clock)
            return
        if len(qualified) == 1 and _sells_by_agreement(sale):
            _agree(sale, qualified[0], now, actor, clock)
            return
    sale.move("open")
    pass_stage(listing=sale.listing, stage=Stage.TRADING, actor=actor, now=now, subject=audit.ref(sale), note=_note())
    audit.record("trading.sale_opened", subject=sale, actor=actor)
    announce(sale.topic)


def _goes_on(sale: Sale) -> bool:
    """Whether the notice said that the lot is disclosed once more, and it is still on offer."""
    on_offer = sale.listing.state == sale.listing.State.PUBLISHED
    return on_offer and sale.prolongations.count() < sale.prolongations_max


def _sells_by_agreement(sale: Sale) -> bool:
    """A secret reserve price is for the bidding to reach."""
    return sale.rule_version.value("R-BID-14", "single_bidder") == AGREED and not sale.reserve_commitment


def _agree(sale: Sale, bidder: Registration, now: datetime, actor: Actor, clock: Clock) -> None:
    if sale.listing.state != sale.listing.State.PUBLISHED:
        end_sale(sale, WITHDRAWN, now, actor, clock)
        return
    end_sale(sale, Result.SOLD.value, now, actor, clock, agreed=bidder)


@official
def _note() -> str:
    return _("竞价开始。")

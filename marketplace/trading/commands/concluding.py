"""From an agreement to a deal: a sale of the method `negotiated`, whose contract both sides sign (R-PRI-04, R-SET-03)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import reserve_listing
from marketplace.catalogue.models import Listing
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.trading.bidding import Result
from marketplace.trading.commands.announcements import follow_default
from marketplace.trading.commands.contracts import draw_up_contract
from marketplace.trading.commands.deeds import issue_deed
from marketplace.trading.commands.filing import pass_deal
from marketplace.trading.commands.freeing import require_free_rights
from marketplace.trading.commands.negotiations import end_negotiation, require_on_offer
from marketplace.trading.commands.priority import require_priority_answered
from marketplace.trading.commands.screening import finding_of
from marketplace.trading.commands.settlements import draw_up_settlement
from marketplace.trading.commands.tariffs import tariff_of
from marketplace.trading.models import Contribution, Negotiation, Offer, Registration, Sale
from marketplace.trading.models.negotiation import Ending, State
from marketplace.trading.negotiation_rules import may_conclude
from marketplace.trading.queries.negotiations import waits_inside

CODE = "P1"  # of the only party to a negotiated sale: it hides nothing


@atomic
def conclude_negotiation(*, negotiation: Negotiation, actor: Actor, clock: Clock) -> Sale:
    """Make the deal as the public notice has ended without an objection that waits; both sides sign its contract then.

    Raises Refused before the day on which it may be signed (R-PRI-04), if the notice inside the unit is not over or was of another
    price, the listing has left the offer, or a holder of priority may still match the price or has (R-CON-05); Forbidden for anybody but the two sides, an officer of the venue and the sweep.
    """
    lock(negotiation.listing)
    lock(negotiation)
    now = clock.read()
    require(may_conclude, actor, negotiation)
    _require_complete(negotiation, now)
    require_on_offer(negotiation.listing)
    require_free_rights(negotiation.listing, now)
    assert negotiation.agreed_offer
    require_priority_answered(negotiation, negotiation.agreed_offer.price_fen, now)
    publicity = negotiation.publicities.get(offer=negotiation.agreed_offer_id)
    publicity.move("complete", ended_at=now)
    return make_sale(negotiation, negotiation.agreed_offer, {}, now, actor, clock)


def _require_complete(negotiation: Negotiation, now: datetime) -> None:
    if negotiation.state == State.SUSPENDED:
        raise Refused(_("公示期内有异议待处理，处理完毕之前不得签约。"), rule="R-PRI-04", code="objection_waits")
    if negotiation.state != State.PUBLICISED or negotiation.signing_from is None:
        raise Refused(_("该磋商没有公示期满待签约的协议。"), rule="R-PRI-04", code="nothing_agreed")
    if now < negotiation.signing_from:
        told = _("公示期未满，自 {day} 起可以签约。").format(day=_day(negotiation.signing_from))
        raise Refused(told, rule="R-PRI-04", code="notice_runs")
    _require_in_house(negotiation, now)


def _require_in_house(negotiation: Negotiation, now: datetime) -> None:
    """What the unit has recorded of its notice inside must be over, and of the agreed price (R-PRI-02). Raises Refused."""
    waits = waits_inside(negotiation, now)
    if waits == "price":
        told = _("单位内公示的价格与协议价格不一致，请登记新的决策并重新公示。")
        raise Refused(told, rule="R-PRI-04", code="in_house_price")
    if waits:
        raise Refused(_("单位内公示尚未期满或有异议待处理。"), rule="R-PRI-04", code="in_house_runs")


def make_sale(
    negotiation: Negotiation, offer: Offer, agreed: Mapping[str, Any], now: datetime, actor: Actor, clock: Clock
) -> Sale:
    """The deal itself: fees, contract and its paper, the listing bound, other negotiations ended. A step of the two commands."""
    listing = negotiation.listing
    sale = _draw_up_sale(negotiation, offer, agreed, now)
    if offer.capital_fen is not None:
        Contribution.objects.create(
            sale=sale, value_fen=offer.price_fen, capital_fen=offer.capital_fen, valuation_fen=offer.valuation_fen
        )
    follow_default(sale)
    reserve_listing(listing=listing, sale=sale.number, actor=actor, clock=clock)
    draw_up_settlement(sale, actor, clock)
    negotiation.move("conclude", **agreed, sale=sale, quiet_at=None)
    sale.refresh_from_db()  # the contract names the negotiation
    contract = draw_up_contract(sale, now, actor, clock)
    pass_deal(sale, contract, issue_deed(sale, contract, now, actor, clock), now, actor, clock)
    audit.record(
        "trading.negotiation_concluded",
        subject=negotiation,
        actor=actor,
        private=True,
        sale=sale.number,
        price_fen=offer.price_fen,
        contract=contract.number,
    )
    end_others(listing, now, actor, clock)
    return sale


def end_others(listing: Listing, now: datetime, actor: Actor, clock: Clock) -> None:
    """What else is negotiated on a listing that is sold or has left the offer is over. Its row is locked."""
    for other in Negotiation.objects.live().filter(listing=listing).order_by("pk"):
        lock(other)
        if other.is_live:
            end_negotiation(other, Ending.OFFER_ENDED, now, actor, clock)


def _draw_up_sale(negotiation: Negotiation, offer: Offer, agreed: Mapping[str, Any], now: datetime) -> Sale:
    listing, agreed_at = negotiation.listing, agreed.get("agreed_at", negotiation.agreed_at)
    assert agreed_at
    sale = Sale.objects.create(
        listing=listing,
        exchange=negotiation.exchange,
        rule_version=negotiation.rule_version,
        schedule=tariff_of(listing),
        method=Sale.Method.NEGOTIATED,
        in_kind=offer.capital_fen is not None,
        start_fen=offer.price_fen,
        increment_fen=0,
        deposit_fen=0,
        opens_at=negotiation.opened_at,
        free_ends_at=agreed_at,
        ends_at=now,
        extension_seconds=0,
        announced_at=now,
    )
    winner = Registration.objects.create(
        sale=sale,
        organisation=negotiation.buyer,
        code=CODE,
        via_exchange=negotiation.via_exchange,
        state=Registration.State.AGREED,
        registered_by=negotiation.opened_by,
        registered_at=negotiation.opened_at,
        **finding_of(negotiation),
    )
    sale.move(
        "win",
        leading_fen=offer.price_fen,
        leading_registration=winner,
        closed_at=now,
        result=Result.SOLD.value,
        deposits_due_at=None,
    )
    return sale


@atomic
def end_due_negotiation(*, negotiation: Negotiation, actor: Actor, clock: Clock) -> None:
    """What the sweep does to a negotiation whose time has come: the deal is made, or, if its listing has left the offer, it is over.

    An agreement that waits for the unit's own notice is left as it is. Raises what `conclude_negotiation` does otherwise.
    """
    lock(negotiation.listing)
    lock(negotiation)
    now = clock.read()
    if negotiation.listing.state in (Listing.State.WITHDRAWN, Listing.State.SOLD):
        end_others(negotiation.listing, now, actor, clock)
        return
    conclude_negotiation(negotiation=negotiation, actor=actor, clock=clock)


def _day(at: datetime) -> str:
    return at.astimezone(SHANGHAI).date().isoformat()

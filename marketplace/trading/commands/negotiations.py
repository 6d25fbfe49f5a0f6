"""Opening, screening and leaving a negotiation."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import OwnerCategory
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing, PriceMode
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.models import CapabilityCode
from marketplace.rulebook.queries import require_capability
from marketplace.trading.commands.calling_off import call_off
from marketplace.trading.commands.priority import leave_match
from marketplace.trading.commands.publicities import stop_publicity
from marketplace.trading.commands.quiet import quiet_from
from marketplace.trading.commands.registrations import referrer_of
from marketplace.trading.commands.screening import declared, finding
from marketplace.trading.models import Negotiation
from marketplace.trading.models.negotiation import NOTE_MOST, Ending, State
from marketplace.trading.models.screened import ForeignLink, Screening
from marketplace.trading.negotiation_rules import (
    is_outsider,
    is_overdue_at_venue,
    kept_faith,
    may_negotiate,
    may_open_negotiation,
    may_screen,
    seat_of,
)


@atomic
def open_negotiation(
    *,
    listing: Listing,
    foreign_link: str,
    declaration: str = "",
    via_exchange: str = "",
    actor: Actor,
    clock: Clock,
) -> Negotiation:
    """Begin to negotiate on a listing at an agreed price; the actor's organisation is the prospective buyer (R-PRI-01).

    `foreign_link` is the buyer's declaration: anything but `none` is explained in `declaration` and screened by the venue before
    the first offer (R-SEC-08). `via_exchange` brought the buyer (default: its home exchange) and shares in the fees (R-FEE-14).

    Raises Invalid for a declaration that is missing, Forbidden for the seller's side, exchanges and a party that defaulted on
    this lot; Refused if the listing is not on offer by agreement, belongs to a state firm (R-PRI-07), the venue may not settle (R-LST-11),
    or the two negotiate already.
    """
    lock(listing)
    now = clock.read()
    require_authority(actor, Acts.BID, at=now)
    require(may_open_negotiation, actor, listing)
    require(is_outsider, actor, listing)
    require(kept_faith, actor, listing)
    require_on_offer(listing)
    require_capability(listing.exchange, CapabilityCode.SETTLEMENT, now)
    assert actor.organisation
    assert actor.user
    said = declared(foreign_link, declaration)
    if Negotiation.objects.live().filter(listing=listing, buyer=actor.organisation).exists():
        raise Refused(_("贵单位正在与转让方磋商本项目，请在原磋商中继续。"), rule="R-PRI-01", code="open_already")
    assert listing.rule_version
    foreign = foreign_link != ForeignLink.NONE
    negotiation = Negotiation.objects.create(
        listing=listing,
        buyer=actor.organisation,
        exchange=listing.exchange,
        via_exchange=referrer_of(via_exchange, actor),
        rule_version=listing.rule_version,
        state=State.SCREENING if foreign else State.OPEN,
        **said,
        opened_by=actor.user,
        opened_at=now,
        quiet_at=None if foreign else quiet_from(listing, now),
    )
    audit.record(
        "trading.negotiation_opened",
        subject=negotiation,
        actor=actor,
        private=True,
        listing=listing.number,
        buyer=actor.organisation.number,
        foreign_link=foreign_link,
    )
    return negotiation


def require_on_offer(listing: Listing) -> None:
    """Raises Refused unless a listing is sold by agreement now, and may be."""
    if listing.state != Listing.State.PUBLISHED or listing.unverified:
        raise Refused(_("只有已受理并正在挂牌的成果可以协议磋商。"), rule="R-LST-08", code="not_on_offer")
    if listing.price_mode != PriceMode.NEGOTIATED:
        raise Refused(_("该成果的定价方式不是协议定价。"), rule="R-PRI-01", code="not_negotiated")
    if listing.owner_category == OwnerCategory.STATE_FIRM:
        raise Refused(
            _("国有企业的资产须公开挂牌、两个以上意向受让方的须竞价，不能协议定价。"),
            rule="R-PRI-07",
            code="state_asset",
        )


@atomic
def screen_negotiation(
    *,
    negotiation: Negotiation,
    result: str,
    basis: str,
    reason: str,
    permit: str = "",
    actor: Actor,
    clock: Clock,
) -> Negotiation:
    """Decide what the catalogues say of the technology: free, restricted with its permission letter of intent, or prohibited (R-SEC-08).

    `basis` names the catalogue and its day. What is prohibited ends the negotiation. Raises Invalid field by field, Forbidden
    for anybody but an officer of the venue, Refused once it was screened.
    """
    lock(negotiation)
    now = clock.read()
    require(may_screen, actor, negotiation)
    found = finding(negotiation, result, basis, reason, permit, actor, now)
    if result == Screening.PROHIBITED:
        negotiation.move("end", **found, ending=Ending.PROHIBITED, ended_at=now, ended_by=actor.user)
    else:
        negotiation.move("clear", **found, quiet_at=quiet_from(negotiation.listing, now))
    audit.record("trading.negotiation_screened", subject=negotiation, actor=actor, private=True, result=result)
    return negotiation


@atomic
def withdraw_negotiation(*, negotiation: Negotiation, reason: str, actor: Actor, clock: Clock) -> Negotiation:
    """Leave a negotiation, for good; a public notice that runs is ended publicly. Nobody is bound before the contract (R-CON-02):

    until it is in force, leaving calls the agreed deal off, and the lot is on offer again. Once the days of signing are over an officer
    of the venue may do so too, where neither side moves (R-SET-03).

    Raises Invalid without a reason, Forbidden for anybody else, Refused once the contract is in force or the negotiation ended.
    """
    if negotiation.sale is not None:
        lock(negotiation.sale)
        lock(negotiation.listing)
    lock(negotiation)
    now = clock.read()
    require_authority(actor, at=now)
    if not is_overdue_at_venue(actor, negotiation, now):
        require(may_negotiate, actor, negotiation)
    said = words(reason, field="reason", most=NOTE_MOST, lack=_("请写明退出的理由。"))
    if negotiation.state == State.CONCLUDED:
        call_off(negotiation, said, seat_of(actor, negotiation), now, actor, clock)
        return negotiation
    end_negotiation(negotiation, Ending.WITHDRAWN, now, actor, clock, reason=said, side=seat_of(actor, negotiation))
    return negotiation


def end_negotiation(
    negotiation: Negotiation,
    ending: str,
    now: datetime,
    actor: Actor,
    clock: Clock,
    *,
    reason: str = "",
    side: str = "",
) -> None:
    """A step of other commands, which have locked the row and asked who may."""
    negotiation.move(
        "end", ending=ending, end_reason=reason, ended_at=now, ended_by=actor.user, signing_from=None, quiet_at=None
    )
    if ending != Ending.OFFER_ENDED:
        leave_match(negotiation.listing, negotiation.buyer, now)
    stop_publicity(negotiation, ending, now, clock)
    audit.record(
        "trading.negotiation_ended",
        subject=negotiation,
        actor=actor,
        private=True,
        ending=ending,
        reason=reason,
        side=side,
    )

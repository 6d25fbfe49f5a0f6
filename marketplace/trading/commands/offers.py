"""Offers, counter-offers, and the acceptance that ends them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import OwnerCategory
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.agency.models import Scope
from marketplace.audit import commands as audit
from marketplace.catalogue.rules import numbers_of, refuse_custodian
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.findings import refuse
from marketplace.core.money import MAX_FEN
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.queries import deadline
from marketplace.trading.commands.concluding import make_sale
from marketplace.trading.commands.freeing import require_free_rights
from marketplace.trading.commands.negotiations import require_on_offer
from marketplace.trading.commands.priority import require_priority_answered, require_recorded
from marketplace.trading.commands.publicities import publicise
from marketplace.trading.commands.silence import stir
from marketplace.trading.contributing import InKind, faults
from marketplace.trading.models import Negotiation, Offer
from marketplace.trading.models.negotiation import OFFERS_MOST, TEXT_MOST, Side, State
from marketplace.trading.negotiation_rules import may_negotiate, seat_of
from marketplace.trading.queries.negotiations import last_of, last_offer
from marketplace.trading.turns import may_accept, may_offer

VALID_DAYS_MOST = 60
PUBLICISED = frozenset({OwnerCategory.UNIVERSITY})  # whose agreed price is made public before the contract (R-PRI-02)


@atomic
def make_offer(
    *,
    negotiation: Negotiation,
    price_fen: int,
    text: str = "",
    valid_days: int,
    capital_fen: int | None = None,
    valuation_fen: int | None = None,
    actor: Actor,
    clock: Clock,
) -> Offer:
    """Offer a price in fen with other terms in `text`, or answer the other side's offer; it stands for `valid_days` days.

    With `capital_fen` the price is the value at which the technology is contributed to the buyer's company, whose registered
    capital it then is; `valuation_fen` is that of a report (R-FEE-06, R-VAL-10).

    Raises Invalid field by field, Forbidden for anybody but the two sides (or a mandate that does not reach the price), Refused
    if the negotiation is not open, it is the other side's turn, or too many offers were made.
    """
    lock(negotiation)
    now = clock.read()
    side = _side(actor, negotiation, price_fen)
    require_authority(actor, Acts.LIST if side == Side.SELLER else Acts.BID, price_fen, at=now)
    require(may_negotiate, actor, negotiation)
    _require_open(negotiation)
    before = last_offer(negotiation)
    if not may_offer(side, last_of(before), now):
        raise Refused(
            _("贵方的出价仍然有效，请等待对方答复，或在其到期后再出价。"), rule="R-PRI-01", code="not_your_turn"
        )
    if before and before.position >= OFFERS_MOST:
        told = _("双方出价已达 {most} 次，请退出后重新发起磋商。").format(most=OFFERS_MOST)
        raise Refused(told, rule="R-PRI-01", code="too_many_offers")
    said = _checked(price_fen, text, valid_days)
    refuse(faults(InKind(price_fen, capital_fen, valuation_fen), negotiation.listing.transfer_modes))
    in_kind = {"capital_fen": capital_fen, "valuation_fen": valuation_fen}
    return put_offer(negotiation, side, price_fen, now, actor, valid_days=valid_days, text=said, **in_kind)


def put_offer(
    negotiation: Negotiation,
    side: str,
    price_fen: int,
    now: datetime,
    actor: Actor,
    *,
    valid_days: int = VALID_DAYS_MOST,
    **terms: Any,
) -> Offer:
    """Write an offer down. A step of commands that hold the negotiation and have asked who may, and whose turn it is."""
    before = last_offer(negotiation)
    position = before.position + 1 if before else 1
    assert actor.user
    offer = Offer.objects.create(
        negotiation=negotiation,
        position=position,
        side=side,
        price_fen=price_fen,
        expires_at=deadline(now, days=valid_days).at,
        made_by=actor.user,
        made_at=now,
        **terms,
    )
    stir(negotiation, offer.expires_at)
    audit.record(
        "trading.offer_made",
        subject=negotiation,
        actor=actor,
        private=True,
        position=position,
        side=side,
        price_fen=price_fen,
        expires_at=offer.expires_at.isoformat(),
    )
    return offer


@atomic
def accept_offer(*, negotiation: Negotiation, position: int, actor: Actor, clock: Clock) -> Negotiation:
    """Accept the other side's last offer, which is number `position`.

    A university's name and price are made public for the days of R-PRI-03, and the contract waits for their end; for other
    owners the deal is made at once. Raises Forbidden for anybody but the two sides, Refused if the offer is the actor's own, was
    answered or is over, while the disclosure runs (R-LST-02), another agreement on the listing stands (R-LST-10), or a holder of
    priority is not recorded; where the deal is made at once also while one may still match the price (R-CON-05).
    """
    lock(negotiation.listing)
    lock(negotiation)
    now = clock.read()
    offer = last_offer(negotiation)
    price_fen = offer.price_fen if offer else None
    side = _side(actor, negotiation, price_fen)
    require_authority(actor, Acts.LIST if side == Side.SELLER else Acts.BID, price_fen, at=now)
    require(may_negotiate, actor, negotiation)
    _require_open(negotiation)
    if offer is None or offer.position != position or not may_accept(side, last_of(offer), now):
        raise Refused(_("只能接受对方最近一次且仍在有效期内的出价。"), rule="R-PRI-01", code="not_acceptable")
    _require_free(negotiation, now)
    public = negotiation.listing.owner_category in PUBLICISED
    if public:
        require_recorded(negotiation.listing)
    else:
        require_priority_answered(negotiation, offer.price_fen, now)
    agreed = {"agreed_offer": offer, "agreed_by": actor.user, "agreed_at": now}
    audit.record(
        "trading.offer_accepted",
        subject=negotiation,
        actor=actor,
        private=True,
        position=position,
        side=side,
        price_fen=offer.price_fen,
    )
    if public:
        publicise(negotiation, offer, agreed, now, actor, clock)
    else:
        make_sale(negotiation, offer, agreed, now, actor, clock)
    return negotiation


def _side(actor: Actor, negotiation: Negotiation, price_fen: int | None) -> str:
    """The actor's side; of a custodian whose mandate does not carry it, Forbidden says what it lacks."""
    side = seat_of(actor, negotiation)
    if side == "":
        listing = negotiation.listing
        refuse_custodian(actor, listing.lister, Scope.NEGOTIATE, numbers_of(listing), price_fen)
    return side


def _require_open(negotiation: Negotiation) -> None:
    if negotiation.state != State.OPEN:
        raise Refused(
            _("当前状态为“{state}”，不能出价或接受。").format(state=negotiation.get_state_display()),
            rule="R-SEC-08" if negotiation.state == State.SCREENING else "R-PRI-01",
            code="not_open",
        )
    require_on_offer(negotiation.listing)


def _require_free(negotiation: Negotiation, now: datetime) -> None:
    listing = negotiation.listing
    if listing.disclosure_ends_at and now < listing.disclosure_ends_at:
        raise Refused(_("信息披露期尚未届满，届满后方可达成协议。"), rule="R-LST-02", code="disclosed_still")
    others = Negotiation.objects.filter(listing=listing, state__in=Negotiation.AGREED).exclude(pk=negotiation.pk)
    if others.exists():
        raise Refused(_("转让方已就本项目与他人达成协议并在公示中。"), rule="R-LST-10", code="agreed_elsewhere")
    require_free_rights(listing, now, sales=True)


def _checked(price_fen: int, text: str, valid_days: int) -> str:
    faults = {}
    if not 0 < price_fen <= MAX_FEN:
        faults["price"] = [_("价格须大于零，且不超出上限。")]
    if not 1 <= valid_days <= VALID_DAYS_MOST:
        faults["valid_days"] = [_("有效期须为 1 至 {most} 日。").format(most=VALID_DAYS_MOST)]
    if faults:
        raise Invalid(fields=faults)
    return words(text, field="text", most=TEXT_MOST)

"""Negotiations for whom they concern, and what of them is public; what is out of scope is not found."""

from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.agency.models import CustodyAgreement, Scope
from marketplace.catalogue import in_house
from marketplace.catalogue.queries import decision_of, may_sign_from, notice_of
from marketplace.core.clock import SHANGHAI
from marketplace.core.findings import Finding
from marketplace.trading.contributing import InKind, warnings
from marketplace.trading.models import Negotiation, NoticeObjection, Offer, Publicity
from marketplace.trading.models.negotiation import NegotiationQuerySet
from marketplace.trading.negotiation_rules import is_venue_of, seat_of
from marketplace.trading.rule_rows import share
from marketplace.trading.turns import Last

T = TypeVar("T", bound=Model)


def negotiations_for(actor: Actor) -> NegotiationQuerySet:
    """One's own on either side, those of owners in one's custody; for staff those at their exchange. Nobody else's."""
    rows = Negotiation.objects.for_pages()
    if actor.organisation is None:
        return rows.none()
    if is_exchange_staff(actor):
        return rows.filter(exchange=actor.exchange)
    held = CustodyAgreement.objects.running().filter(custodian=actor.organisation, scopes__contains=[Scope.NEGOTIATE])
    return rows.filter(
        Q(buyer=actor.organisation)
        | Q(listing__lister=actor.organisation)
        | Q(listing__lister__in=held.values("owner"))
    )


def negotiation(actor: Actor, number: str) -> Negotiation:
    """One of them by its number. Raises Http404."""
    found = Negotiation.objects.for_pages().filter(number=number).first()
    visible = found and (is_venue_of(actor, found) or seat_of(actor, found))
    return _found(found if visible else None, _("没有找到编号为 {number} 的协议磋商。"), number)


def offers_of(negotiation: Negotiation) -> list[Offer]:
    """From the first to the last."""
    return list(negotiation.offers.select_related("publicity", "negotiation__rule_version").order_by("position"))


def last_offer(negotiation: Negotiation) -> Offer | None:
    return negotiation.offers.select_related("publicity").order_by("-position").first()


def doubts(offer: Offer) -> list[Finding]:
    """What is doubtful about the value of a contribution by the rules of its listing (R-VAL-10)."""
    if offer.valuation_fen is None:
        return []
    over = share(offer.negotiation.rule_version, "R-VAL-10", "over_bp")
    return warnings(InKind(offer.price_fen, offer.capital_fen, offer.valuation_fen), over)


def last_of(offer: Offer | None) -> Last | None:
    """An offer as the rules of turns read it."""
    return Last(offer.side, offer.expires_at, hasattr(offer, "publicity")) if offer else None


def publicities() -> QuerySet[Publicity]:
    """Every public notice of an agreement: public."""
    return Publicity.objects.select_related(
        "notice", "offer", "negotiation__listing__lister", "negotiation__buyer"
    ).prefetch_related("objections")


def publicity(number: str) -> Publicity:
    """One by the number of its notice. Raises Http404."""
    return _found(publicities().filter(notice__number=number).first(), _("没有找到编号为 {number} 的公示。"), number)


def publicity_of(negotiation: Negotiation) -> Publicity | None:
    """That of what is agreed now; None before an agreement and where the owner's needs none."""
    if negotiation.agreed_offer_id is None:
        return None
    return publicities().filter(offer=negotiation.agreed_offer_id).first()


def stand_of(publicity: Publicity, now: datetime) -> in_house.Period:
    """How far a notice has come: days on which an objection waited do not count (R-PRI-03, R-PRI-04)."""
    dismissed = NoticeObjection.State.DISMISSED
    pauses = [
        in_house.Pause(_day(one.raised_at), _day(one.decided_at) if one.decided_at and one.state == dismissed else None)
        for one in publicity.objections.all()
    ]
    return in_house.period(_day(publicity.published_at), publicity.days, pauses, _day(now))


def waits_inside(negotiation: Negotiation, now: datetime) -> str:
    """What of the notice inside the unit still keeps an agreement from its contract: `price` (another one was made public),
    `notice` (it is not over, or an objection waits), or empty. A unit that has recorded none there relies on the public one (R-PRI-02)."""
    decision = decision_of(negotiation.listing)
    inside, offer = (notice_of(decision) if decision else None), negotiation.agreed_offer
    if inside is None or offer is None:
        return ""
    if inside.price_fen != offer.price_fen:
        return "price"
    from_day = may_sign_from(negotiation.listing, now)
    return "" if from_day and _day(now) >= from_day else "notice"


def objections_for(actor: Actor) -> QuerySet[NoticeObjection]:
    """One's own; those about one's own negotiations; for staff those at their exchange."""
    rows = NoticeObjection.objects.select_related(
        "publicity__negotiation__listing__lister", "publicity__negotiation__buyer", "publicity__notice", "raised_by"
    )
    if actor.user is None:
        return rows.none()
    if is_exchange_staff(actor):
        return rows.filter(Q(publicity__negotiation__exchange=actor.exchange) | Q(raised_by=actor.user))
    own = negotiations_for(actor).values("pk")
    return rows.filter(Q(raised_by=actor.user) | Q(publicity__negotiation__in=own))


def objection(actor: Actor, number: str) -> NoticeObjection:
    """One of them by its number. Raises Http404."""
    found = objections_for(actor).filter(number=number).first()
    return _found(found, _("没有找到编号为 {number} 的异议。"), number)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def _found(row: T | None, words: str, number: str) -> T:
    if row is None:
        raise Http404(words.format(number=number[:20]))
    return row

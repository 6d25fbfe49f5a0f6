"""Offers and licences for tests, made by the commands that make them in the market. The trial's terms are those of story S8."""

from itertools import count
from typing import Any

from accounts.actor import Actor, actor_for
from accounts.models import Kind
from accounts.models.organisation import Scale
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock, FrozenClock, frozen
from marketplace.licensing import commands
from marketplace.licensing.drafts import OfferDraft
from marketplace.licensing.models import Charge, Licence, Offer
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import published_listing

DECLARED = frozen("2027-03-29T10:00:00")
TAKEN = frozen("2027-03-30T10:00:00")
ACCEPTED = frozen("2027-03-31T10:00:00")  # the trial begins on the first of April
line = count(1)
TRIAL: dict[str, Any] = {
    "kind": "trial",
    "scope": "示范范围：成渝地区铸件打磨设备，不限数量。",
    "term_months": 60,
    "base": "net_sales",
    "rate_bp": 300,
    "trigger_fen": 2_000_000_00,
    "trigger_months": 24,
    "cap_fen": 600_000_00,
    "report_months": 3,
}
OPEN: dict[str, Any] = {
    "kind": "open",
    "scope": "示范范围：全国，不限数量。",
    "term_months": 36,
    "fixed_fen": 50_000_00,
}


def licensable(**fields: Any) -> Listing:
    """On offer for ordinary licences."""
    return published_listing(**{"transfer_modes": ["ordinary_licence"], "price_mode": "negotiated"} | fields)


def small_firm(**fields: Any) -> Actor:
    """The agent of a verified small firm."""
    return actor(verified(Kind.FIRM, **{"scale": Scale.SMALL} | fields))


def offer_draft(listing: Listing, **fields: Any) -> OfferDraft:
    right = listing.rights.first()
    assert right
    return OfferDraft(**{"right": right.number} | fields)


def declared(listing: Listing | None = None, *, clock: Clock = DECLARED, **fields: Any) -> Offer:
    listing = listing or licensable()
    draft = offer_draft(listing, **fields or TRIAL)
    return commands.declare_offer(listing=listing, draft=draft, actor=actor(listing.lister), clock=clock)


def published(listing: Listing | None = None, **fields: Any) -> Offer:
    made = declared(listing, **fields)
    announcement = "" if made.is_trial else "示范公告 第 1 号，2027-03-29"
    return commands.publish_offer(offer=made, announcement=announcement, actor=officer(made.exchange), clock=DECLARED)


def taken(offer: Offer | None = None, *, by: Actor | None = None, clock: Clock = TAKEN) -> Licence:
    offer = offer or published()
    return commands.take_licence(
        offer=offer, use="示范产品", foreign_link="none", actor=by or small_firm(), clock=clock
    )


def in_trial(offer: Offer | None = None, *, by: Actor | None = None) -> Licence:
    """From 2027-04-01 on, by quarters."""
    licence = taken(offer, by=by)
    return commands.accept_licence(licence=licence, actor=licensor_of(licence), clock=ACCEPTED)


def licensor_of(licence: Licence) -> Actor:
    return actor(licence.offer.licensor)


def licensee_of(licence: Licence) -> Actor:
    return actor_for(licence.taken_by, licence.licensee)


def reported(licence: Licence, yuan: int, clock: FrozenClock, **fields: Any) -> Charge | None:
    """The report that is expected; what it made due."""
    report = licence.reports.get(state="expected")
    made = commands.report_sales(
        report=report, amount_fen=yuan * 100, actor=licensee_of(licence), clock=clock, **fields
    )
    return Charge.objects.filter(report=made).first()


def paid(charge: Charge, *, clock: Clock, by: Actor | None = None, **fields: Any) -> Charge:
    arrived = {
        "payer_name": charge.licence.licensee.name,
        "bank_reference": f"licence-{next(line)}",
        "amount_fen": charge.due_fen,
    }
    return commands.confirm_charge(
        charge=charge, actor=by or officer(charge.licence.offer.exchange), clock=clock, **arrived | fields
    )


def settled(charge: Charge, *, clock: Clock) -> Charge:
    return commands.settle_charge(charge=charge, actor=reviewer(charge.licence.offer.exchange), clock=clock)

"""Offers and licences as an actor may know of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from marketplace.catalogue.models import Listing
from marketplace.core.findings import Finding
from marketplace.licensing.checking import warnings
from marketplace.licensing.models import Charge, ChargeState, Licence, Offer, OfferState, ReportState, SalesReport

PUBLIC = (OfferState.OPEN, OfferState.WITHDRAWN)


def offers(actor: Actor, *, kind: str = "", listing: str = "", waiting: bool = False) -> QuerySet[Offer]:
    """Terms on offer for everybody; one's own, and those that wait at one's exchange; the newest first."""
    seen = Q(state=OfferState.OPEN) | _inside(actor)
    rows = Offer.objects.filter(seen).select_related("listing", "right", "licensor", "rule_version").order_by("-pk")
    if kind:
        rows = rows.filter(kind=kind)
    if waiting:
        rows = rows.filter(state=OfferState.DECLARED)
    return rows.filter(listing__number=listing) if listing else rows


def offer(actor: Actor, number: str, /) -> Offer:
    """One of them; those that were withdrawn too, since licences of them live on. Raises Http404."""
    rows = Offer.objects.filter(Q(state__in=PUBLIC) | _inside(actor), number=number)
    found = rows.select_related(
        "listing__lister", "right", "licensor", "rule_version", "schedule", "encumbrance"
    ).first()
    if found is None:
        raise Http404(_("没有找到许可声明 {number}。").format(number=number[:30]))
    return found


def offers_of(listing: Listing, /) -> Sequence[Offer]:
    """What is on offer on a listing, for its page."""
    return list(Offer.objects.filter(listing=listing, state=OfferState.OPEN).select_related("right").order_by("pk"))


def warnings_of(found: Offer, /) -> Sequence[Finding]:
    """What the guidance calls unusual about terms (R-LIC-04)."""
    return warnings(fixed_fen=found.fixed_fen, base=found.base, rate_bp=found.rate_bp, rows=found.rule_version)


def licences(actor: Actor) -> QuerySet[Licence]:
    """Those of one's own organisation on either side, of one's exchange as venue, and all for supervisors; the newest first."""
    if actor.has(Role.SUPERVISOR):
        seen = Q()
    else:
        seen = Q(pk__in=[])
        if actor.organisation is not None:
            seen = Q(licensee=actor.organisation) | Q(offer__licensor=actor.organisation)
        if actor.exchange:
            seen |= Q(offer__exchange=actor.exchange)
    rows = Licence.objects.filter(seen).order_by("-pk")
    return rows.select_related("offer__listing", "offer__right", "offer__licensor", "offer__rule_version", "licensee")


def with_what_is_open(rows: QuerySet[Licence], /) -> QuerySet[Licence]:
    """With the reports that are expected and the charges that were not passed on, for a list."""
    expected = SalesReport.objects.filter(state=ReportState.EXPECTED).order_by("period_end")
    unsettled = Charge.objects.filter(state__in=[ChargeState.DUE, ChargeState.PAID]).order_by("due_at", "pk")
    return rows.prefetch_related(Prefetch("reports", expected), Prefetch("charges", unsettled))


def licence(actor: Actor, number: str, /) -> Licence:
    """One with its reports and charges. Raises Http404."""
    found = licences(actor).filter(number=number)
    money = Charge.objects.select_related("licensee_quote__notice", "licensor_quote__notice").order_by("pk")
    parts = found.prefetch_related(
        Prefetch("reports", SalesReport.objects.order_by("period_end", "pk")), Prefetch("charges", money)
    ).first()
    if parts is None:
        raise Http404(_("没有找到许可 {number}。").format(number=number[:30]))
    return parts


def report(actor: Actor, number: str, /) -> SalesReport:
    """A report of a licence that one may know of. Raises Http404."""
    rows = SalesReport.objects.filter(number=number, licence__in=licences(actor).order_by())
    found = rows.select_related("licence__offer__listing", "licence__offer__rule_version", "licence__licensee").first()
    if found is None:
        raise Http404(_("没有找到报告 {number}。").format(number=number[:30]))
    return found


def charge(actor: Actor, number: str, /) -> Charge:
    """Money due under a licence that one may know of. Raises Http404."""
    rows = Charge.objects.filter(number=number, licence__in=licences(actor).order_by())
    found = rows.select_related("licence__offer__listing", "licence__offer__licensor", "licence__licensee").first()
    if found is None:
        raise Http404(_("没有找到许可费 {number}。").format(number=number[:30]))
    return found


@dataclass(frozen=True, slots=True)
class Sum:
    """What has come of a licence: sales so far, owed, paid out of it, fees of each side."""

    sales_fen: int
    owed_fen: int
    settled_fen: int
    fees_fen: int


def sums(found: Licence) -> Sum:
    """Of a licence whose reports and charges were read."""
    reported = [one for one in found.reports.all() if one.state == "reported"]
    charges = [one for one in found.charges.all() if one.state != "withdrawn"]
    return Sum(
        sales_fen=sum(one.amount_fen or 0 for one in reported),
        owed_fen=sum(one.amount_fen for one in charges),
        settled_fen=sum(one.amount_fen for one in charges if one.state == "settled"),
        fees_fen=sum(one.licensee_fee_fen for one in charges),
    )


def _inside(actor: Actor) -> Q:
    if actor.has(Role.SUPERVISOR):
        return ~Q(pk__in=[])  # an empty Q would be nothing beside another
    own = Q(pk__in=[])
    if actor.organisation is not None:
        own = Q(licensor=actor.organisation)
    return own | Q(exchange=actor.exchange) if actor.exchange else own

"""Custody, practitioners and attributions as an actor may know of them."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor, Role
from accounts.models import Organisation
from accounts.rules import is_exchange_staff
from marketplace.agency.models import Attribution, CustodyAgreement, Practitioner
from marketplace.agency.rules import covers
from marketplace.core.money import round_half_up


def custodies_for(actor: Actor) -> QuerySet[CustodyAgreement]:
    """The agreements of the actor's organisation, on either side; all for supervisors."""
    rows = CustodyAgreement.objects.select_related("owner", "custodian")
    if actor.has(Role.SUPERVISOR):
        return rows
    if actor.organisation is None:
        return rows.none()
    return rows.filter(Q(owner=actor.organisation) | Q(custodian=actor.organisation))


def custody(actor: Actor, number: str) -> CustodyAgreement:
    """One agreement. Raises Http404 if the actor may not know of it."""
    found = custodies_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的托管协议。").format(number=number[:20]))
    return found


def clients_of(actor: Actor, scope: str) -> QuerySet[Organisation]:
    """The owners for whom the actor's organisation may do `scope` today."""
    running = CustodyAgreement.objects.running().filter(custodian=actor.organisation, scopes__contains=[scope])
    return Organisation.objects.filter(pk__in=running.values("owner"))


def custodian_of(owner: Organisation, rights: Collection[str]) -> CustodyAgreement | None:
    """Under whose custody an achievement of the owner with these rights is listed today, for its pages."""
    running = CustodyAgreement.objects.running().filter(owner=owner, scopes__contains=["list"])
    found = running.select_related("custodian").prefetch_related("rights").order_by("-pk")
    return next((one for one in found if covers(one, rights)), None)


def practitioners_for(actor: Actor) -> QuerySet[Practitioner]:
    """The public registry: verified and consenting; oneself always; all for the staff of an exchange."""
    rows = Practitioner.objects.select_related("organisation")
    if is_exchange_staff(actor) or actor.has(Role.SUPERVISOR):
        return rows
    seen = Q(state=Practitioner.State.VERIFIED, consents=True)
    if actor.user is not None:
        seen |= Q(user=actor.user)
    return rows.filter(seen)


def practitioner(actor: Actor, number: str) -> Practitioner:
    """One entry. Raises Http404 if the actor may not know of it."""
    found = practitioners_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的技术经理人。").format(number=number[:20]))
    return found


def attributions_of(subject: str) -> QuerySet[Attribution]:
    """Who brought a deal about; what was declined too."""
    return Attribution.objects.filter(subject=subject).select_related("practitioner", "proposed_for").order_by("pk")


def attributions_for(actor: Actor) -> QuerySet[Attribution]:
    """Those about oneself."""
    rows = Attribution.objects.select_related("practitioner", "proposed_for")
    return rows.filter(practitioner__user=actor.user) if actor.user else rows.none()


def attribution(actor: Actor, number: str) -> Attribution:
    """One of one's own. Raises Http404 otherwise."""
    found = attributions_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的归属记录。").format(number=number[:20]))
    return found


@dataclass(frozen=True, slots=True)
class Record:
    """What a practitioner brought about, by what was certified."""

    deals: int
    amount_fen: int  # the prices, each by his share, rounded once at the end


def record_of(practitioner: Practitioner) -> Record:
    """Deals and amounts of a practitioner; only what is frozen counts."""
    rows = practitioner.attributions.filter(state=Attribution.State.FROZEN)
    parts = list(rows.values_list("amount_fen", "share_numerator", "share_denominator"))
    total = sum((Fraction(fen * above, below) for fen, above, below in parts if fen is not None), Fraction(0))
    return Record(len(parts), round_half_up(total))

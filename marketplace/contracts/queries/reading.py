"""Texts of contracts as an actor may know of them."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.models.membership import STAFF_ROLES
from marketplace.contracts.models import (
    Deed,
    DeedFlag,
    DeedMilestone,
    DeedSignature,
    DeedVersion,
    Handover,
    RightStep,
    StepState,
    Termination,
)
from marketplace.contracts.signing import Statement

Row = TypeVar("Row")


def deeds(actor: Actor, *, state: str = "") -> QuerySet[Deed]:
    """One's own on either side; for staff those of their exchange; for supervisors all; the newest first."""
    rows = Deed.objects.filter(_inside(actor)).select_related("provider", "client", "current").order_by("-pk")
    return rows.filter(state=state) if state else rows


def deed(actor: Actor, number: str, /) -> Deed:
    """One of them with its parties and the text in place. Raises Http404."""
    found = Deed.objects.filter(_inside(actor), number=number).select_related(
        "provider", "client", "current", "rule_version"
    )
    return _one(found.first(), number)


def deed_of(subject: str) -> Deed | None:
    """The text of a deal, for the area that has the deal and has asked who reads it."""
    return Deed.objects.filter(subject=subject).select_related("provider", "client", "current", "rule_version").first()


def version(actor: Actor, number: str, /) -> DeedVersion:
    """A version of a text that the actor reads. Raises Http404."""
    found = DeedVersion.objects.filter(_inside(actor, "deed__"), number=number)
    return _one(found.select_related("deed__provider", "deed__client", "deed__rule_version", "basis").first(), number)


def flag(actor: Actor, number: str, /) -> DeedFlag:
    found = DeedFlag.objects.filter(_inside(actor, "version__deed__"), number=number)
    return _one(found.select_related("version__deed__provider", "version__deed__client").first(), number)


def milestone(actor: Actor, number: str, /) -> DeedMilestone:
    found = DeedMilestone.objects.filter(_inside(actor, "deed__"), number=number)
    return _one(found.select_related("deed__provider", "deed__client").first(), number)


def handover(actor: Actor, number: str, /) -> Handover:
    found = Handover.objects.filter(_inside(actor, "milestone__deed__"), number=number)
    return _one(found.select_related("milestone__deed__provider", "milestone__deed__client").first(), number)


def step(actor: Actor, number: str, /) -> RightStep:
    found = RightStep.objects.filter(_inside(actor, "deed__"), number=number)
    return _one(found.select_related("deed__provider", "deed__client", "deed__rule_version").first(), number)


def termination(actor: Actor, number: str, /) -> Termination:
    found = Termination.objects.filter(_inside(actor, "deed__"), number=number)
    return _one(found.select_related("deed__provider", "deed__client", "deed__rule_version").first(), number)


def milestones_of(found: Deed) -> Sequence[DeedMilestone]:
    """With everything that was handed in, in its order."""
    handovers = Prefetch("handovers", Handover.objects.order_by("position").select_related("handed_in_by"))
    return list(found.milestones.prefetch_related(handovers).order_by("position", "pk"))


def statement_of(signature: DeedSignature) -> Statement:
    """What a kept signature says, as its adapter checks it."""
    deed = signature.version.deed
    return Statement(
        deed=deed.number,
        version=signature.version.position,
        sha256=signature.sha256,
        side=signature.side,
        organisation=signature.organisation.number,
        uscc=signature.organisation.uscc,
        name=signature.organisation.name,
        signer=signature.signed_by.number,
        signed_at=signature.signed_at,
    )


def chain_of(found: Deed) -> str:
    """How far a transfer has come: contract, paid, filed, registered (R-CON-07); empty where nothing is entered."""
    states = set(found.steps.exclude(state=StepState.DROPPED).values_list("state", flat=True))
    if not states:
        return ""
    if states == {StepState.REGISTERED}:
        return "registered"
    if StepState.WAITING not in states:
        return "filed"
    return "paid" if found.paid_at else "contract"


def _inside(actor: Actor, path: str = "") -> Q:
    if actor.has(Role.SUPERVISOR):
        return Q()
    if actor.organisation is None:
        return Q(pk__in=[])
    own = Q(**{f"{path}provider": actor.organisation}) | Q(**{f"{path}client": actor.organisation})
    if actor.exchange and actor.has(*STAFF_ROLES):
        own |= Q(**{f"{path}exchange": actor.exchange})
    return own


def _one(found: Row | None, number: str) -> Row:
    if found is None:
        raise Http404(_("没有找到 {number}。").format(number=number[:30]))
    return found

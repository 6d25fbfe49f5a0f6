"""Invitations, mandates, claims, changes of name and mergers, each scoped to who may know of them."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.authority import shortfall
from accounts.invitations import opens
from accounts.models import (
    Authorisation,
    Claim,
    Invitation,
    Membership,
    Merger,
    NameChange,
    Organisation,
    Role,
    User,
)
from accounts.models.authorisation import NEEDS_AUTHORISATION, MarketToday
from accounts.queries.organisations import found
from accounts.rules import is_exchange_staff, is_signed_in, may_manage_members, may_see_file
from marketplace.core.errors import Forbidden, require


def invitations(actor: Actor, party: Organisation) -> QuerySet[Invitation]:
    """What an organisation has sent out; for its administrators."""
    require(may_manage_members, actor, party)
    return Invitation.objects.filter(organisation=party).select_related("organisation", "invited_by", "answered_by")


def sent_invitation(actor: Actor, party: Organisation, number: str) -> Invitation:
    """One of them. Raises Http404."""
    return found(invitations(actor, party).filter(number=number).first(), _("没有找到邀请 {number}。"), number)


def invitation(number: str, secret: str) -> Invitation:
    """What a link leads to, for whoever has the link. Raises Http404 for a wrong secret as for a wrong number."""
    row = Invitation.objects.filter(number=number).select_related("organisation", "invited_by").first()
    return found(row if row and opens(row, secret) else None, _("邀请 {number} 不存在，或链接不完整。"), number)


def received_invitations(actor: Actor, now: datetime) -> QuerySet[Invitation]:
    """What the person was invited to and has not answered, by the address with which he signs in, or his mobile number."""
    require(is_signed_in, actor)
    assert actor.user
    mine = Q(email=actor.user.email)
    if actor.user.mobile:
        mine |= Q(mobile=actor.user.mobile)
    rows = Invitation.objects.filter(mine, state=Invitation.State.OPEN, expires_at__gt=now)
    return rows.select_related("organisation", "invited_by").order_by("-id")


def authorisations(actor: Actor) -> QuerySet[Authorisation]:
    """Those of the organisation acted for; staff of the exchanges see all."""
    require(is_signed_in, actor)
    rows = Authorisation.objects.select_related("organisation", "user", "paper", "submitted_by")
    return rows if is_exchange_staff(actor) else rows.filter(organisation=actor.organisation)


def authorisations_of(actor: Actor, party: Organisation) -> QuerySet[Authorisation]:
    """Those of one organisation; for its members and exchange staff."""
    require(may_see_file, actor, party)
    return authorisations(actor).filter(organisation=party)


def authorisation(actor: Actor, number: str) -> Authorisation:
    """One by its number. Raises Http404."""
    return found(authorisations(actor).filter(number=number).first(), _("没有找到授权 {number}。"), number)


def unauthorised(actor: Actor, party: Organisation) -> list[User]:
    """Members who act by a mandate only and have none in force, to come or waiting; for its administrators."""
    require(may_manage_members, actor, party)
    rows = Membership.objects.filter(organisation=party, ended_at__isnull=True)
    admins = rows.filter(role=Role.ADMIN).values("user")
    pending = Authorisation.objects.filter(organisation=party, state=Authorisation.State.PENDING)
    good = Authorisation.objects.filter(
        organisation=party, state=Authorisation.State.CONFIRMED, valid_to__gte=MarketToday()
    )
    members = rows.filter(role__in=NEEDS_AUTHORISATION).exclude(user__in=admins)
    lacking = members.exclude(user__in=pending.values("user")).exclude(user__in=good.values("user"))
    return list(User.objects.filter(pk__in=lacking.values("user")).order_by("name", "id"))


def own_shortfall(actor: Actor) -> Forbidden | None:
    """Why the actor, who would act by a mandate, acts by none now; None for everybody who needs none or has one."""
    if not actor.resting or actor.user is None or actor.organisation is None:
        return None
    return shortfall(actor.user.pk, actor.organisation.pk)


def claims(actor: Actor) -> QuerySet[Claim]:
    """One's own, those against the organisation one administers, and all for staff of the exchanges."""
    require(is_signed_in, actor)
    rows = Claim.objects.select_related("organisation", "claimant", "settled_by", "licence", "mandate", "identity")
    if is_exchange_staff(actor):
        return rows
    against = Q(organisation=actor.organisation) if actor.has("admin") else Q()
    return rows.filter(Q(claimant=actor.user) | against) if against else rows.filter(claimant=actor.user)


def claim(actor: Actor, number: str) -> Claim:
    """One by its number. Raises Http404."""
    return found(claims(actor).filter(number=number).first(), _("没有找到主张 {number}。"), number)


def name_changes(actor: Actor) -> QuerySet[NameChange]:
    """Those of the organisation acted for, and all for staff of the exchanges."""
    require(is_signed_in, actor)
    rows = NameChange.objects.select_related("organisation", "proposed_by", "decided_by", "licence")
    return rows if is_exchange_staff(actor) else rows.filter(organisation=actor.organisation)


def name_change(actor: Actor, number: str) -> NameChange:
    """One by its number. Raises Http404."""
    return found(name_changes(actor).filter(number=number).first(), _("没有找到更名申请 {number}。"), number)


def mergers(actor: Actor) -> QuerySet[Merger]:
    """Those that concern the organisation acted for, and all for staff of the exchanges."""
    require(is_signed_in, actor)
    rows = Merger.objects.select_related("absorbed", "successor", "proposed_by", "decided_by", "paper")
    if is_exchange_staff(actor):
        return rows
    return rows.filter(Q(absorbed=actor.organisation) | Q(successor=actor.organisation))


def merger(actor: Actor, number: str) -> Merger:
    """One by its number. Raises Http404."""
    return found(mergers(actor).filter(number=number).first(), _("没有找到合并 {number}。"), number)

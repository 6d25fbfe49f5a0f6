"""Invitations: the only way to become a member, and only with one's own yes."""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.commands.members import roles_of
from accounts.identifiers import normalise_email
from accounts.models import Invitation, Membership, Organisation, Role
from accounts.rules import is_invited, may_invite, may_manage_members
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate

OPEN_FOR = timedelta(days=14)
MOST_OPEN = 50  # of one organisation: nobody writes to the whole country in its name


@atomic
def invite_member(*, organisation: Organisation, email: str, role: str, actor: Actor, clock: Clock) -> Invitation:
    """Invite whoever reads mail at an address to a role; `invitations.secret_of` gives the secret of the link.

    Nothing tells whether the address has signed up. Raises Invalid for a role that the organisation does not have, an
    address that is none, or an invitation that is open already; Refused beyond 50 open ones.
    """
    lock(organisation)
    now = clock.read()
    require(may_invite, actor, organisation)
    if role in Role.values and role not in roles_of(organisation):
        raise Invalid(fields={"role": [_("该类单位没有“{role}”角色。").format(role=Role(role).label)]})
    _withdraw_expired(organisation, now)
    if organisation.invitations.filter(state=Invitation.State.OPEN).count() >= MOST_OPEN:
        words = _("等待答复的邀请已达 {most} 份，请先撤回不再需要的邀请。").format(most=MOST_OPEN)
        raise Refused(words, code="too_many_invitations")
    invitation = Invitation(
        organisation=organisation,
        email=normalise_email(email),
        role=role,
        nonce=secrets.token_bytes(16),
        invited_by=actor.user,
        invited_at=now,
        expires_at=now + OPEN_FOR,
    )
    validate(invitation, exclude=["number"])
    invitation.save(force_insert=True)
    audit.record(
        "accounts.member_invited",
        subject=invitation,
        actor=actor,
        private=True,
        organisation=organisation.number,
        role=role,
        expires_at=invitation.expires_at,
    )
    return invitation


def _withdraw_expired(organisation: Organisation, now: datetime) -> None:
    """An invitation that has run out stands in nobody's way."""
    organisation.invitations.filter(state=Invitation.State.OPEN, expires_at__lte=now).update(
        state=Invitation.State.WITHDRAWN
    )


@atomic
def accept_invitation(*, invitation: Invitation, actor: Actor, clock: Clock) -> Membership:
    """Become a member in the role offered. The person is signed in by the address that was written to.

    Raises Forbidden for another person, Refused for one that is answered, withdrawn or over, Invalid for a role held already.
    """
    lock(invitation.organisation)
    lock(invitation)
    now = clock.read()
    require(is_invited, actor, invitation)
    assert actor.user
    _refuse_if_over(invitation, now)
    membership = Membership(user=actor.user, organisation=invitation.organisation, role=invitation.role, started_at=now)
    invitation.move("accept", answered_by=actor.user, answered_at=now)
    validate(membership)
    membership.save(force_insert=True)
    audit.record(
        "accounts.member_added",
        subject=invitation.organisation,
        actor=actor,
        private=True,
        member=actor.user.number,
        role=invitation.role,
        invitation=invitation.number,
    )
    return membership


@atomic
def decline_invitation(*, invitation: Invitation, actor: Actor, clock: Clock) -> None:
    """Say no. Raises Forbidden for another person, Refused for one that is answered, withdrawn or over."""
    lock(invitation)
    now = clock.read()
    require(is_invited, actor, invitation)
    _refuse_if_over(invitation, now)
    invitation.move("decline", answered_by=actor.user, answered_at=now)
    audit.record(
        "accounts.invitation_declined",
        subject=invitation,
        actor=actor,
        private=True,
        organisation=invitation.organisation.number,
    )


def _refuse_if_over(invitation: Invitation, now: datetime) -> None:
    if invitation.state == Invitation.State.OPEN and (
        now >= invitation.expires_at or not invitation.organisation.is_verified
    ):
        raise Refused(_("邀请已过期或单位暂不能办理业务。请联系该单位管理员重新邀请。"), code="invitation_over")


@atomic
def withdraw_invitation(*, invitation: Invitation, actor: Actor) -> None:
    """Take an open invitation back; its link leads nowhere from now on."""
    lock(invitation)
    require(may_manage_members, actor, invitation.organisation)
    invitation.move("withdraw")
    audit.record(
        "accounts.invitation_withdrawn",
        subject=invitation,
        actor=actor,
        private=True,
        organisation=invitation.organisation.number,
    )

"""Invitations: the only way to become a member, and only with one's own yes."""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.commands.members import roles_of
from accounts.identifiers import normalise_email, normalise_mobile
from accounts.models import Invitation, Membership, Organisation, Role
from accounts.rules import is_invited, may_invite, may_manage_members
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate

OPEN_FOR = timedelta(days=14)
MOST_OPEN = 50  # of one organisation: nobody writes to the whole country in its name
RESEND_AFTER = timedelta(minutes=5)
MOST_SENT = 10  # of one invitation: who does not answer is left in peace


@atomic
def invite_member(
    *, organisation: Organisation, role: str, email: str = "", mobile: str = "", actor: Actor, clock: Clock
) -> Invitation:
    """Invite whoever reads mail at an address, or has a mobile number, to a role. Messages follow the line with the link,
    whose secret `invitations.secret_of` derives.

    Nothing tells whether the address has signed up. Raises Invalid for a role that the organisation does not have, an
    address that is none, both or neither, or an invitation that is open already; Refused beyond 50 open ones.
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
        mobile=normalise_mobile(mobile),
        role=role,
        nonce=secrets.token_bytes(16),
        invited_by=actor.user,
        invited_at=now,
        sent_at=now,
        expires_at=now + OPEN_FOR,
    )
    _refuse_without_one_address(invitation)
    validate(invitation, exclude=["number"])
    invitation.save(force_insert=True)
    _record("accounts.member_invited", invitation, actor)
    return invitation


def _refuse_without_one_address(invitation: Invitation) -> None:
    if not invitation.address:
        raise Invalid(fields={"email": [_("请填写电子邮箱；只知道手机号的，请填写手机号。")]})
    if invitation.email and invitation.mobile:
        raise Invalid(fields={"mobile": [_("已填写电子邮箱，邀请只发往一处：请留空手机号。")]})


@atomic
def resend_invitation(*, invitation: Invitation, actor: Actor, clock: Clock) -> None:
    """Send an open invitation again, with a new link and a new term; the old link leads nowhere from now on.

    Raises Refused for one that is answered or withdrawn, that was sent less than five minutes ago, or ten times.
    """
    lock(invitation.organisation)
    lock(invitation)
    now = clock.read()
    require(may_invite, actor, invitation.organisation)
    if invitation.state != Invitation.State.OPEN:
        raise Refused(_("这份邀请已被答复或撤回，请重新邀请。"), code="invitation_over")
    if now < invitation.sent_at + RESEND_AFTER:
        raise Refused(_("刚刚已经发送。请 5 分钟后再重发。"), code="invitation_just_sent")
    if invitation.sent >= MOST_SENT:
        raise Refused(
            _("这份邀请已发送 {most} 次，对方仍未答复；请改用其他方式联系。").format(most=MOST_SENT),
            code="invitation_sent_often",
        )
    invitation.nonce = secrets.token_bytes(16)
    invitation.sent, invitation.sent_at, invitation.expires_at = invitation.sent + 1, now, now + OPEN_FOR
    invitation.save(update_fields=["nonce", "sent", "sent_at", "expires_at"])
    _record("accounts.invitation_resent", invitation, actor)


def _record(verb: str, invitation: Invitation, actor: Actor) -> None:
    """`sent` names the link that this line is about, without giving it away."""
    audit.record(
        verb,
        subject=invitation,
        actor=actor,
        private=True,
        organisation=invitation.organisation.number,
        role=invitation.role,
        sent=invitation.sent,
        expires_at=invitation.expires_at,
    )


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

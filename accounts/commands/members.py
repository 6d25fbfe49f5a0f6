"""Who belongs to an organisation, in which role."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Kind, Membership, Organisation, Role, User
from accounts.models.membership import STAFF_ROLES
from accounts.rules import may_end, may_manage_members
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate


@atomic
def add_member(*, organisation: Organisation, user: User, role: str, actor: Actor, clock: Clock) -> Membership:
    """Give a person a role in an organisation. Raises Invalid if the role does not exist there or is held already."""
    lock(organisation)
    now = clock.read()
    require(may_manage_members, actor, organisation)
    if role in Role.values and role not in roles_of(organisation):
        raise Invalid(fields={"role": [_("该类单位没有“{role}”角色。").format(role=Role(role).label)]})
    membership = Membership(user=user, organisation=organisation, role=role, started_at=now)
    validate(membership)
    membership.save(force_insert=True)
    audit.record(
        "accounts.member_added", subject=organisation, actor=actor, private=True, member=user.number, role=role
    )
    return membership


@atomic
def end_membership(*, membership: Membership, actor: Actor, clock: Clock) -> None:
    """End one role of one person. The row stays: who once belonged does not verify (four eyes).

    Raises Refused for the last administrator, and for a membership that has ended.
    """
    lock(membership.organisation)
    lock(membership)
    now = clock.read()
    require(may_end, actor, membership)
    if membership.ended_at:
        raise Refused(_("该成员身份已结束，请刷新页面。"), code="membership_ended")
    if membership.role == Role.ADMIN and not _other_admins(membership):
        raise Refused(_("您是唯一的管理员：请先将另一位成员设为管理员，再结束此身份。"), code="last_admin")
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])
    audit.record(
        "accounts.member_left",
        subject=membership.organisation,
        actor=actor,
        private=True,
        member=membership.user.number,
        role=membership.role,
    )


def roles_of(organisation: Organisation) -> list[Role]:
    """The roles that exist in an organisation of its kind."""
    special = {Kind.EXCHANGE: STAFF_ROLES, Kind.SUPERVISOR: {Role.SUPERVISOR}}.get(Kind(organisation.kind), set())
    return [role for role in Role if role in special or role in (Role.ADMIN, Role.AGENT, Role.FINANCE)]


def _other_admins(membership: Membership) -> bool:
    admins = Membership.objects.filter(
        organisation=membership.organisation, role=Role.ADMIN, ended_at__isnull=True, user__is_active=True
    )
    return admins.exclude(user=membership.user).exists()

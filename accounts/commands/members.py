"""Who belongs to an organisation, and how a membership ends; how it begins is an invitation's matter."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.commands.authorisations import revoke_all
from accounts.models import Kind, Membership, Organisation, Role
from accounts.models.authorisation import NEEDS_AUTHORISATION
from accounts.models.membership import STAFF_ROLES
from accounts.rules import may_end
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock


@atomic
def end_membership(*, membership: Membership, actor: Actor, clock: Clock) -> None:
    """End one role of one person. The row stays: who once belonged does not verify (four eyes).

    With the last role that acts by a mandate, the person's mandates end too. Raises Refused for the last administrator, and
    for a membership that has ended.
    """
    lock(membership.organisation)
    lock(membership)
    now = clock.read()
    require(may_end, actor, membership)
    if membership.ended_at:
        raise Refused(_("该成员身份已结束，请刷新页面。"), code="membership_ended")
    if membership.role == Role.ADMIN and not _other_admins(membership):
        raise Refused(_("您是唯一的管理员：请先将另一位成员设为管理员，再结束此身份。"), code="last_admin")
    end_all([membership], actor, now)


def end_all(memberships: Iterable[Membership], actor: Actor, now: datetime) -> None:
    """End memberships, with the mandates that hang on them, for commands that have asked."""
    for membership in memberships:
        membership.ended_at = now
        membership.save(update_fields=["ended_at"])
        _end_mandates(membership, actor, now)
        audit.record(
            "accounts.member_left",
            subject=membership.organisation,
            actor=actor,
            private=True,
            member=membership.user.number,
            role=membership.role,
        )


def _end_mandates(ended: Membership, actor: Actor, now: datetime) -> None:
    left = Membership.objects.filter(user=ended.user, organisation=ended.organisation, ended_at__isnull=True)
    if not left.filter(role__in=NEEDS_AUTHORISATION).exists():
        revoke_all(ended.organisation, ended.user, _("成员身份已结束"), actor, now)


def roles_of(organisation: Organisation) -> list[Role]:
    """The roles that exist in an organisation of its kind."""
    special = {Kind.EXCHANGE: STAFF_ROLES, Kind.SUPERVISOR: {Role.SUPERVISOR}}.get(Kind(organisation.kind), set())
    return [role for role in Role if role in special or role in (Role.ADMIN, Role.AGENT, Role.FINANCE)]


def _other_admins(membership: Membership) -> bool:
    admins = Membership.objects.filter(
        organisation=membership.organisation, role=Role.ADMIN, ended_at__isnull=True, user__is_active=True
    )
    return admins.exclude(user=membership.user).exists()

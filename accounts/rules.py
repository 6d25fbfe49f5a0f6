"""What an actor may do with organisations, members and tokens; other areas ask the first six."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.authority import ANY, RULE, shortfall
from accounts.models import (
    ActingToken,
    Authorisation,
    Claim,
    Invitation,
    Kind,
    Membership,
    Merger,
    NameChange,
    Organisation,
    Role,
    User,
)
from accounts.models.membership import STAFF_ROLES
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import refusal


@refusal(_("请先登录。"))
def is_signed_in(actor: Actor) -> bool:
    return actor.user is not None


def require_authority(
    actor: Actor, scope: str = ANY, amount_fen: int | None = None, *, at: datetime | None = None
) -> None:
    """Raise Forbidden unless a mandate in force covers an act in `scope` (`authorisation.Scope`) of `amount_fen` fen.

    Says exactly what is wanting: none, expired on, not for this act, above the limit of (R-DSK-09). Asks nothing of
    administrators, staff of exchanges, the system and strangers: whether they may is the predicate's to say. `at` is the
    instant of the act, by default market time. Call it after the lock, before `require`.
    """
    if not actor.needs_authorisation:
        return
    assert actor.user
    assert actor.organisation
    today = at.astimezone(SHANGHAI).date() if at else None
    lack = shortfall(actor.user.pk, actor.organisation.pk, scope, amount_fen, today=today)
    if lack:
        raise lack


@refusal(_("只有交易机构的业务员或复核员可以办理。请切换到交易机构身份，或联系任一交易机构。"))
def is_exchange_staff(actor: Actor) -> bool:
    """An officer or reviewer acting for an exchange that is in operation."""
    return bool(actor.exchange) and acts_for_verified(actor) and actor.has(*STAFF_ROLES)


@refusal(_("只有该交易机构的业务员可以办理。"))
def is_officer_of(actor: Actor, exchange_code: str) -> bool:
    return is_exchange_staff(actor) and actor.exchange == exchange_code and actor.has(Role.OFFICER)


@refusal(_("只有该交易机构的复核员可以复核。"))
def is_reviewer_of(actor: Actor, exchange_code: str) -> bool:
    return is_exchange_staff(actor) and actor.exchange == exchange_code and actor.has(Role.REVIEWER)


@refusal(_("您须代表一家已通过认证的单位办理：请先登记单位并等待任一交易机构认证，或切换到已认证的单位。"))
def acts_for_verified(actor: Actor) -> bool:
    """Signed in, a member of the organisation acted for, and one exchange has verified that organisation."""
    return actor.user is not None and actor.organisation is not None and actor.organisation.is_verified


@refusal(_("只有单位的管理员可以办理。"))
def is_admin_of(actor: Actor, organisation: Organisation) -> bool:
    return actor.acts_for(organisation) and actor.has(Role.ADMIN)


@refusal(_("只有交易机构的业务员可以认证单位，且不得认证本人现任或曾任成员的单位（回避）。"))
def may_verify(actor: Actor, organisation: Organisation) -> bool:
    """Any exchange's officer, of whichever exchange; never for an organisation the person belongs or belonged to."""
    if not (is_exchange_staff(actor) and actor.has(Role.OFFICER)):
        return False
    return not Membership.objects.filter(user=actor.user, organisation=organisation).exists()


@refusal(_("只有交易机构的业务员可以确认授权，且不得办理本人或本人现任、曾任成员的单位的授权（回避）。"), rule=RULE)
def may_decide_authorisation(actor: Actor, authorisation: Authorisation) -> bool:
    return may_verify(actor, authorisation.organisation) and actor.user != authorisation.user


@refusal(_("只有单位的管理员或交易机构的业务员可以撤销授权。"), rule=RULE)
def may_revoke_authorisation(actor: Actor, authorisation: Authorisation) -> bool:
    party = authorisation.organisation
    return is_admin_of(actor, party) or may_decide_authorisation(actor, authorisation)


@refusal(_("只有交易机构的业务员可以裁定，且不得是主张人或该单位的现任、曾任成员（回避）。"), rule="R-DSK-10")
def may_settle_claim(actor: Actor, claim: Claim) -> bool:
    return may_verify(actor, claim.organisation) and actor.user != claim.claimant


@refusal(_("只有主张人可以撤回主张。"), rule="R-DSK-10")
def may_withdraw_claim(actor: Actor, claim: Claim) -> bool:
    return is_signed_in(actor) and actor.user == claim.claimant


@refusal(_("只有单位的管理员可以申请更名。"))
def may_rename(actor: Actor, organisation: Organisation) -> bool:
    return is_admin_of(actor, organisation)


@refusal(_("只有交易机构的业务员可以确认更名，且不得是该单位的现任或曾任成员（回避）。"))
def may_decide_rename(actor: Actor, change: NameChange) -> bool:
    return may_verify(actor, change.organisation) and actor.user != change.proposed_by


@refusal(_("只有交易机构的业务员可以办理合并，且不得是任何一方的现任或曾任成员（回避）。"))
def may_propose_merger(actor: Actor, absorbed: Organisation, successor: Organisation) -> bool:
    return may_verify(actor, absorbed) and may_verify(actor, successor)


@refusal(_("合并须由提出人以外的另一位业务员复核，且不得是任何一方的现任或曾任成员（回避）。"))
def may_approve_merger(actor: Actor, merger: Merger) -> bool:
    return may_propose_merger(actor, merger.absorbed, merger.successor) and actor.user != merger.proposed_by


@refusal(_("只有单位的管理员和负责认证的交易机构可以查看证件材料。"))
def may_read_papers(actor: Actor, organisation: Organisation) -> bool:
    """Licence, mandate and identity document: until it is verified any exchange may take it up, then only the one that did."""
    if is_admin_of(actor, organisation):
        return True
    waits = organisation.state != Organisation.State.DRAFT
    return waits and is_exchange_staff(actor) and organisation.verified_by in ("", actor.exchange)


@refusal(_("只有交易机构的业务员可以暂停或恢复单位，不得办理本人现任或曾任成员的单位，也不得暂停交易机构。"))
def may_suspend(actor: Actor, organisation: Organisation) -> bool:
    return organisation.kind != Kind.EXCHANGE and may_verify(actor, organisation)


@refusal(_("只有单位的管理员可以修改并重新提交。"))
def may_resubmit(actor: Actor, organisation: Organisation) -> bool:
    return is_admin_of(actor, organisation)


@refusal(_("只有单位的管理员可以管理成员。"))
def may_manage_members(actor: Actor, organisation: Organisation) -> bool:
    return is_admin_of(actor, organisation)


@refusal(_("只有已通过认证的单位的管理员可以邀请成员。"))
def may_invite(actor: Actor, organisation: Organisation) -> bool:
    """Not just anybody who registers an organisation of no proof writes to people in its name."""
    return organisation.is_verified and is_admin_of(actor, organisation)


@refusal(_("邀请发给了另一个邮箱或手机号：请用收到邀请的邮箱登录（或注册），或先验证收到邀请的手机号，再答复。"))
def is_invited(actor: Actor, invitation: Invitation) -> bool:
    """By the address that was written to; a mobile number counts once its code came back, and only such are kept."""
    if actor.user is None:
        return False
    return actor.user.email == invitation.email if invitation.email else actor.user.mobile == invitation.mobile


@refusal(_("只有单位的管理员或本人可以结束成员身份。"))
def may_end(actor: Actor, membership: Membership) -> bool:
    return is_signed_in(actor) and (actor.user == membership.user or is_admin_of(actor, membership.organisation))


@refusal(_("只有本单位成员和交易机构的业务员、复核员可以查看。"))
def may_see_file(actor: Actor, organisation: Organisation) -> bool:
    """The whole file of an organisation with its contacts, state and reasons; others see the public entry only."""
    return actor.acts_for(organisation) or is_exchange_staff(actor)


@refusal(_("签发令牌前，请先登录并选择代表的单位。"))
def may_issue_token(actor: Actor) -> bool:
    return is_signed_in(actor) and actor.organisation is not None


@refusal(_("只有令牌的持有人或单位的管理员可以吊销令牌。"))
def may_revoke(actor: Actor, token: ActingToken) -> bool:
    return is_signed_in(actor) and (token.token.user == actor.user or is_admin_of(actor, token.organisation))


@refusal(_("交易机构只由运营方在服务器上设立（manage.py open_exchange）。"))
def is_operator(actor: Actor) -> bool:
    return actor.is_system


def demands_totp(user: User) -> bool:
    """Whether two-step sign-in is demanded of this person: whoever works for an exchange, whatever he acts for now."""
    return Membership.objects.filter(user=user, ended_at__isnull=True, organisation__kind=Kind.EXCHANGE).exists()


def lacks_totp(user: User) -> bool:
    """Whether the person must set up two-step sign-in before anything else. Waived in the sandbox."""
    if settings.SANDBOX or not demands_totp(user):
        return False
    return not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()

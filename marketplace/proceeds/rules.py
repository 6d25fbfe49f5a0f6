"""Who may do what with the proceeds of a unit, and who may know of them."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Organisation, OwnerCategory, Role
from accounts.rules import acts_for_verified
from marketplace.catalogue.models import Listing
from marketplace.commissioning.models import Engagement
from marketplace.core.errors import refusal
from marketplace.proceeds.models import Distribution, Member, Payout, RewardRule, Team

MANAGING = (Role.AGENT, Role.ADMIN)
PAYING = (Role.ADMIN, Role.FINANCE)


def is_state_set(unit: Organisation) -> bool:
    """A university or institute that the state set up: the floor of R-RWD-01 binds it."""
    return unit.owner_category == OwnerCategory.UNIVERSITY


@refusal(_("奖励规则、完成人份额和分配方案由本单位的管理员或经办人（技术转移经理）办理。"), rule="R-RWD-05")
def may_manage(actor: Actor) -> bool:
    return acts_for_verified(actor) and actor.has(*MANAGING) and not actor.exchange


@refusal(_("只有成果的权利人或承担方可以分配本次收入。"), rule="R-RWD-04")
def may_distribute(actor: Actor, of: Listing | Engagement) -> bool:
    """Who manages for an owner of what was sold or licensed, or for who did the work."""
    return may_manage(actor) and earns(actor, of)


def earns(actor: Actor, of: Listing | Engagement) -> bool:
    """Whether the actor's unit owns a share of an achievement, or does the work."""
    if isinstance(of, Engagement):
        return actor.organisation is not None and of.supplier_id == actor.organisation.pk
    return of.ownerships.filter(organisation=actor.organisation).exists()


@refusal(_("奖励规则由本单位管理员公开，且不得是起草人。"), rule="R-RWD-05")
def may_publish(actor: Actor, rule: RewardRule) -> bool:
    own = acts_for_verified(actor) and actor.acts_for(rule.organisation) and actor.has(Role.ADMIN)
    return own and actor.user is not None and actor.user.pk != rule.drafted_by_id


@refusal(_("份额由完成人本人同意。"), rule="R-RWD-02")
def is_member(actor: Actor, team: Team) -> bool:
    return actor.user is not None and Member.objects.filter(team=team, user=actor.user).exists()


@refusal(_("书面同意由本单位的管理员或经办人登记。"), rule="R-RWD-02")
def may_record_consent(actor: Actor, team: Team) -> bool:
    return may_manage(actor) and actor.acts_for(team.organisation)


@refusal(_("分配方案由本单位管理员或财务复核，且不得是起草人（双人复核）。"), rule="R-RWD-04")
def may_decide(actor: Actor, distribution: Distribution) -> bool:
    others = actor.user is not None and actor.user.pk != distribution.drafted_by_id
    return _pays(actor, distribution.unit) and others


@refusal(_("到账和发放由本单位管理员或财务登记。"), rule="R-RWD-04")
def may_record_money(actor: Actor, distribution: Distribution) -> bool:
    return _pays(actor, distribution.unit)


@refusal(_("发放由付款单位的管理员或财务登记。"), rule="R-RWD-04")
def may_pay(actor: Actor, payout: Payout) -> bool:
    return _pays(actor, payout.distribution.unit)


def _pays(actor: Actor, unit: Organisation) -> bool:
    return acts_for_verified(actor) and actor.acts_for(unit) and actor.has(*PAYING)

"""Who may do what with a registration."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import acts_for_verified, is_exchange_staff, is_officer_of, is_reviewer_of
from marketplace.contracts.models import Deed
from marketplace.core.errors import refusal
from marketplace.registry.models import Change, Filing
from marketplace.trading.models import Sale

FILING_ROLES = (Role.AGENT, Role.ADMIN)
TAX_ROLES = (Role.ADMIN, Role.AGENT, Role.FINANCE)


@refusal(_("技术合同由卖方的管理员或经办人申请登记（进口合同由境内受让方申请）。"), rule="R-REG-02")
def may_file(actor: Actor) -> bool:
    """For a verified organisation that is no exchange; whether it is the seller the command asks."""
    return acts_for_verified(actor) and actor.has(*FILING_ROLES) and not actor.exchange


@refusal(_("本平台成交的合同由转让方申请登记。"), rule="R-REG-02")
def sold(actor: Actor, sale: Sale) -> bool:
    return may_file(actor) and actor.acts_for(sale.listing.lister)


@refusal(_("技术开发、咨询和服务合同由承担方申请登记。"), rule="R-REG-02")
def provided(actor: Actor, deed: Deed) -> bool:
    return may_file(actor) and actor.acts_for(deed.provider)


@refusal(_("只有申请单位的管理员或经办人可以办理。"), rule="R-REG-02")
def may_keep(actor: Actor, filing: Filing) -> bool:
    return may_file(actor) and actor.acts_for(filing.filer)


@refusal(_("只有登记机构的业务员可以受理、退回和记录专家意见。"), rule="R-REG-03")
def may_examine(actor: Actor, filing: Filing) -> bool:
    return is_officer_of(actor, filing.exchange)


@refusal(_("登记决定由登记机构的复核员作出，且不得是受理本人（双人复核）。"), rule="R-REG-03")
def may_decide(actor: Actor, filing: Filing) -> bool:
    return is_reviewer_of(actor, filing.exchange) and actor.user is not None and actor.user.pk != filing.accepted_by_id


@refusal(_("变更和注销由登记机构的复核员审核，且不得是提出人。"), rule="R-REG-07")
def may_decide_change(actor: Actor, change: Change) -> bool:
    others = actor.user is not None and actor.user.pk != change.proposed_by_id
    return is_reviewer_of(actor, change.filing.exchange) and others


@refusal(_("税收估算只供本单位的管理员、经办人和财务查看。"), rule="R-TAX-06")
def may_estimate(actor: Actor) -> bool:
    return acts_for_verified(actor) and actor.has(*TAX_ROLES) and not actor.exchange


@refusal(_("税收估算只供本单位的管理员、经办人和财务填写。"), rule="R-TAX-06")
def may_state_facts(actor: Actor, filing: Filing) -> bool:
    return may_estimate(actor) and actor.acts_for(filing.filer)


@refusal(_("只有登记机构的业务员、复核员可以导出登记表。"), rule="R-REG-05")
def may_export(actor: Actor) -> bool:
    return is_exchange_staff(actor)

"""Who brings in, decides and takes out."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import acts_for_verified, is_exchange_staff, is_officer_of
from marketplace.core.errors import refusal
from marketplace.network.models import ExternalDeal, Reading, Transfer


@refusal(_("只有本机构的业务员可以导入本机构原系统的数据。"))
def may_bring_in(actor: Actor, exchange: str) -> bool:
    return is_officer_of(actor, exchange)


@refusal(_("只有本机构的业务员可以裁定本机构数据的冲突。"))
def may_decide(actor: Actor, reading: Reading) -> bool:
    return is_officer_of(actor, reading.record.exchange)


@refusal(_("只有本机构的业务员可以处理这份文件。"))
def may_handle_transfer(actor: Actor, transfer: Transfer) -> bool:
    return is_officer_of(actor, transfer.exchange)


@refusal(_("只有本机构人员和监管人员可以查看、导出本机构的数据。"))
def may_take_out(actor: Actor, exchange: str) -> bool:
    return actor.has(Role.SUPERVISOR) or (is_exchange_staff(actor) and actor.exchange == exchange)


@refusal(_("只有已认证单位的管理员或经办人，或交易机构的业务员，可以登记外部成交。"))
def may_register_deal(actor: Actor, exchange: str) -> bool:
    return (acts_for_verified(actor) and actor.has(Role.ADMIN, Role.AGENT)) or is_officer_of(actor, exchange)


@refusal(_("只有登记单位可以更正这笔外部成交。"))
def may_correct_deal(actor: Actor, deal: ExternalDeal) -> bool:
    return actor.acts_for(deal.organisation) and may_register_deal(actor, deal.exchange)


@refusal(_("只有登记机构的业务员可以核验外部成交。"))
def may_check_deal(actor: Actor, deal: ExternalDeal) -> bool:
    return is_officer_of(actor, deal.exchange)


@refusal(_("登记人不能核验自己登记的外部成交（双人复核）：请交由同事核验。"), rule="R-SEC-12")
def is_another_than_who_entered(actor: Actor, deal: ExternalDeal) -> bool:
    """Four eyes: they are compared as persons, whatever their memberships."""
    return actor.user is not None and actor.user.pk != deal.entered_by_id

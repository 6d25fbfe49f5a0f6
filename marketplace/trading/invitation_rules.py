"""Who may know how likely a lot is to find bidders, who invites, and who answers."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_officer_of
from marketplace.core.errors import refusal
from marketplace.trading.models import Sale, SaleInvitation
from marketplace.trading.rules import acts_in_trade, is_staff_of, side_of


@refusal(_("只有转让方和本场交易机构的工作人员可以查看成交前景。"), rule="R-BID-05")
def may_read_prospects(actor: Actor, sale: Sale) -> bool:
    """The seller learns the level alone, the venue the numbers; neither a name."""
    return is_staff_of(actor, sale) or (side_of(actor, sale) == "seller" and acts_in_trade(actor))


@refusal(_("只有本场交易机构的工作人员可以查看匹配单位和邀请。"), rule="R-BID-05")
def may_read_candidates(actor: Actor, sale: Sale) -> bool:
    return is_staff_of(actor, sale)


@refusal(_("只有本场交易机构的业务员可以邀请匹配单位。"), rule="R-LST-05")
def may_invite(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange)


@refusal(_("只有受邀单位的管理员、经办人可以答复邀请。"))
def may_answer_invitation(actor: Actor, invitation: SaleInvitation) -> bool:
    return acts_in_trade(actor) and actor.acts_for(invitation.organisation)


@refusal(_("只有已认证单位的管理员、经办人可以停止或恢复接收邀请。"))
def may_choose_invitations(actor: Actor) -> bool:
    return acts_in_trade(actor)

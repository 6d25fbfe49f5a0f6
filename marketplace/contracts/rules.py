"""Who may do what about the text of a contract."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import is_officer_of, is_reviewer_of
from marketplace.contracts.models import Deed, DeedFlag, DeedVersion, Handover, RightStep, Side, Termination
from marketplace.core.errors import refusal

ACTING = (Role.ADMIN, Role.AGENT)


def side_of(actor: Actor, deed: Deed) -> str:
    """`provider`, `client` or empty."""
    if actor.acts_for(deed.provider):
        return Side.PROVIDER
    return Side.CLIENT if actor.acts_for(deed.client) else ""


def other(side: str) -> str:
    return Side.CLIENT if side == Side.PROVIDER else Side.PROVIDER


def acts(actor: Actor, deed: Deed, side: str = "") -> bool:
    """Whether the actor may act for a side of the contract; for `side`, if it is given."""
    own = side_of(actor, deed)
    assert_side = own == side if side else own != ""
    return assert_side and actor.has(*ACTING)


def is_staff_of(actor: Actor, deed: Deed) -> bool:
    return is_officer_of(actor, deed.exchange) or is_reviewer_of(actor, deed.exchange)


def may_read(actor: Actor, deed: Deed) -> bool:
    """Both sides, the venue, supervisors."""
    return side_of(actor, deed) != "" or is_staff_of(actor, deed) or actor.has(Role.SUPERVISOR)


@refusal(_("只有合同双方的管理员或经办人可以提出修改。"), rule="R-SET-03")
def may_propose(actor: Actor, deed: Deed) -> bool:
    return acts(actor, deed)


@refusal(_("只有对方的管理员或经办人可以答复修改。"), rule="R-SET-03")
def may_answer(actor: Actor, version: DeedVersion) -> bool:
    return acts(actor, version.deed, other(version.proposed_side))


@refusal(_("只有提出修改的一方可以撤回。"), rule="R-SET-03")
def may_withdraw(actor: Actor, version: DeedVersion) -> bool:
    return acts(actor, version.deed, version.proposed_side)


@refusal(_("只有合同双方的管理员或经办人可以勾选条款清单。"), rule="R-CON-11")
def may_declare(actor: Actor, version: DeedVersion) -> bool:
    return acts(actor, version.deed)


@refusal(_("条款提示由对方或挂牌交易机构的业务员、复核员答复。"), rule="R-CON-11")
def may_answer_flag(actor: Actor, flag: DeedFlag) -> bool:
    deed = flag.version.deed
    return acts(actor, deed, other(flag.side)) or is_staff_of(actor, deed)


@refusal(_("只有合同双方的管理员或经办人可以签署补充协议，两方不得为同一人。"), rule="R-SET-03")
def may_sign_supplement(actor: Actor, version: DeedVersion) -> bool:
    signed = version.signatures.filter(signed_by=actor.user).exists()
    return acts(actor, version.deed) and not signed


@refusal(_("只有交付方（甲方）的管理员或经办人可以提交交付物。"), rule="R-CON-03")
def may_hand_in(actor: Actor, deed: Deed) -> bool:
    return acts(actor, deed, Side.PROVIDER)


@refusal(_("只有接收方（乙方）的管理员或经办人可以验收。"), rule="R-CON-03")
def may_accept(actor: Actor, handover: Handover) -> bool:
    return acts(actor, handover.milestone.deed, Side.CLIENT)


@refusal(_("只有合同双方的管理员或经办人、挂牌交易机构的业务员或复核员可以登记申报和登记结果。"), rule="R-CON-07")
def may_record_step(actor: Actor, step: RightStep) -> bool:
    return acts(actor, step.deed) or is_staff_of(actor, step.deed)


@refusal(_("只有合同双方的管理员或经办人可以提出解除合同。"), rule="R-SET-09")
def may_terminate(actor: Actor, deed: Deed) -> bool:
    return acts(actor, deed)


@refusal(_("只有对方的管理员或经办人可以答复解除合同。"), rule="R-SET-09")
def may_answer_termination(actor: Actor, termination: Termination) -> bool:
    return acts(actor, termination.deed, other(termination.side))


@refusal(_("只有提出解除的一方可以撤回。"), rule="R-SET-09")
def may_withdraw_termination(actor: Actor, termination: Termination) -> bool:
    return acts(actor, termination.deed, termination.side)


@refusal(_("有异议的解除，由挂牌交易机构的复核员依调解、仲裁或者判决的结果登记。"), rule="R-SET-09")
def may_confirm_termination(actor: Actor, termination: Termination) -> bool:
    return is_reviewer_of(actor, termination.deed.exchange)

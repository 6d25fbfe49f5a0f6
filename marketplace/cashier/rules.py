"""Who may do what at the cashier's desk."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_officer_of, is_reviewer_of
from marketplace.cashier.models import Action, Day, Proposal
from marketplace.core.errors import refusal
from marketplace.ledger.rules import is_finance_of, is_staff_of


@refusal(_("收款台只供交易机构的财务、业务员和复核员查看。"), rule="R-SET-08")
def may_look(actor: Actor) -> bool:
    return is_staff_of(actor, actor.exchange)


@refusal(_("对账单由该交易机构的财务读入和对账。"), rule="R-SET-08")
def may_keep_statements(actor: Actor, exchange: str) -> bool:
    return is_finance_of(actor, exchange)


@refusal(_("到账认领和退款由该交易机构的财务或业务员提出。"), rule="R-SET-08")
def may_propose(actor: Actor, exchange: str) -> bool:
    return is_finance_of(actor, exchange) or is_officer_of(actor, exchange)


@refusal(
    _("到账由该交易机构的财务或业务员确认，退款由复核员确认，且都不得是提出的本人（双人复核）。"),
    rule="R-SET-08",
)
def may_confirm(actor: Actor, proposal: Proposal) -> bool:
    confirms = may_propose if proposal.action == Action.RECEIPT else is_reviewer_of
    return confirms(actor, proposal.exchange) and _another(actor, proposal.proposed_by_id)


@refusal(_("只有提出的本人可以撤回，或由有权复核的人退回。"), rule="R-SET-08")
def may_reject(actor: Actor, proposal: Proposal) -> bool:
    own = actor.user is not None and actor.user.pk == proposal.proposed_by_id
    return may_confirm(actor, proposal) or (own and may_propose(actor, proposal.exchange))


@refusal(_("日终对账由该交易机构的复核员复核，且不得是对账的本人（双人复核）。"), rule="R-SET-08")
def may_check(actor: Actor, day: Day) -> bool:
    return is_reviewer_of(actor, day.exchange) and _another(actor, day.closed_by_id)


def _another(actor: Actor, person: int) -> bool:
    return actor.user is not None and actor.user.pk != person

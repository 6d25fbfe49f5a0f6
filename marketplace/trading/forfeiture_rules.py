"""Who may take a registration back, and who proposes, answers and decides the forfeiture of a deposit (R-BID-04)."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_officer_of, is_reviewer_of
from marketplace.core.errors import refusal
from marketplace.trading.models import Forfeiture, Registration
from marketplace.trading.rules import acts_in_trade


@refusal(_("只有登记的意向受让方，由其经办人撤回报名。"), rule="R-BID-04")
def may_withdraw_registration(actor: Actor, registration: Registration) -> bool:
    return acts_in_trade(actor) and actor.acts_for(registration.organisation)


@refusal(_("只有本场竞价交易机构的业务员可以提出扣划保证金。"), rule="R-BID-04")
def may_propose_forfeiture(actor: Actor, registration: Registration) -> bool:
    return is_officer_of(actor, registration.sale.exchange)


@refusal(_("只有交纳保证金的竞买人，由其经办人陈述意见。"), rule="R-BID-04")
def may_answer_forfeiture(actor: Actor, forfeiture: Forfeiture) -> bool:
    return acts_in_trade(actor) and actor.acts_for(forfeiture.registration.organisation)


@refusal(
    _("扣划须由本场竞价交易机构的复核员决定，且不得是提出的本人或确认该笔到账的本人（双人复核）。"), rule="R-BID-04"
)
def may_decide_forfeiture(actor: Actor, forfeiture: Forfeiture) -> bool:
    handled = (forfeiture.proposed_by, forfeiture.registration.qualified_by)
    return is_reviewer_of(actor, forfeiture.sale.exchange) and actor.user not in handled

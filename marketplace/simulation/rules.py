"""Who may ask what a schedule would do, and who sees the answer."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import acts_for_verified
from marketplace.core.errors import refusal
from marketplace.simulation.models import Simulation


@refusal(_("只有交易机构的业务员、复核员和财务可以测算收费标准的影响。"))
def may_simulate(actor: Actor) -> bool:
    works_there = bool(actor.exchange) and acts_for_verified(actor)
    return works_there and actor.has(Role.OFFICER, Role.REVIEWER, Role.FINANCE)


@refusal(_("只有提出测算的交易机构可以查看和继续这项测算。"))
def may_handle(actor: Actor, simulation: Simulation) -> bool:
    return may_simulate(actor) and actor.exchange == simulation.exchange


@refusal(_("只有提出测算的本人可以删除它。"))
def may_delete(actor: Actor, simulation: Simulation) -> bool:
    """Its owner is the person who asked, while acting for the exchange that asked."""
    return may_handle(actor, simulation) and actor.user is not None and actor.user.pk == simulation.created_by_id

"""A part of a price that did not come in time: noted by the sweep, demanded by the venue."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.trading.commands.settling_papers import issue_demand
from marketplace.trading.models import Instalment
from marketplace.trading.queries.instalments import demand_period, is_overdue
from marketplace.trading.rules import may_demand


@atomic
def note_overdue(*, instalment: Instalment, actor: Actor, clock: Clock) -> None:
    """Note that a part is overdue, once, and tell both sides and the venue: whose next step is a demand, or a default.

    Raises Refused for a part that has come, is not due yet, or was noted.
    """
    sale = instalment.plan.contract.sale
    lock(sale)
    lock(instalment)
    now = clock.read()
    if instalment.overdue_at or not is_overdue(instalment, sale, now):
        raise Refused(_("该期价款没有逾期，或已登记逾期。"), rule="R-SET-04", code="not_overdue")
    Instalment.objects.filter(pk=instalment.pk).update(overdue_at=now)
    instalment.overdue_at = now
    audit.record(
        "trading.instalment_overdue",
        subject=sale,
        actor=actor,
        private=True,
        instalment=instalment.number,
        position=instalment.position,
        amount_fen=instalment.due_fen,
    )
    announce(sale.topic)


@atomic
def demand_instalment(*, instalment: Instalment, actor: Actor, clock: Clock) -> Instalment:
    """Demand an overdue part from the buyer, once: a period to pay, after which the seller may turn to the security (R-SET-04).

    The money counts whenever it comes. Raises Refused unless the part is overdue, Forbidden unless an officer of the venue acts.
    """
    sale = instalment.plan.contract.sale
    lock(sale)
    lock(instalment)
    now = clock.read()
    require(may_demand, actor, sale)
    if not is_overdue(instalment, sale, now):
        raise Refused(_("该期价款没有逾期，不能催告。"), rule="R-SET-04", code="not_overdue")
    if instalment.demanded_at:
        raise Refused(_("该期价款已经催告。"), rule="R-SET-04", code="demanded")
    ends = demand_period(sale, now)
    changes = {"demanded_at": now, "demanded_by": actor.user, "demand_ends_at": ends.at}
    Instalment.objects.filter(pk=instalment.pk).update(**changes)
    for name, value in changes.items():
        setattr(instalment, name, value)
    issue_demand(instalment, actor, clock)
    audit.record(
        "trading.instalment_demanded",
        subject=sale,
        actor=actor,
        private=True,
        instalment=instalment.number,
        position=instalment.position,
        amount_fen=instalment.due_fen,
        ends_at=ends.at.isoformat(),
    )
    announce(sale.topic)
    return instalment

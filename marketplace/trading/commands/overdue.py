"""A price, or a part of one, that did not come in time: noted by the sweep, demanded by the venue."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.trading.commands.settling_papers import issue_demand
from marketplace.trading.commands.standing import require_standing
from marketplace.trading.models import Instalment, Sale, Settlement
from marketplace.trading.queries.instalments import demand_period, is_overdue, is_price_overdue
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
def note_payment_overdue(*, settlement: Settlement, actor: Actor, clock: Clock) -> None:
    """Note that a price that is paid at once is overdue, once, and remind both sides and the venue: whose next step is a demand.

    Raises Refused for a price that has come, is not due yet, or was noted.
    """
    sale = settlement.sale
    lock(sale)
    lock(settlement)
    now = clock.read()
    if settlement.overdue_at or not is_price_overdue(settlement, sale, now):
        raise Refused(_("价款没有逾期，或已登记逾期。"), rule="R-SET-04", code="not_overdue")
    settlement.overdue_at = now
    settlement.save(update_fields=["overdue_at"])
    audit.record(
        "trading.payment_overdue", subject=sale, actor=actor, private=True, amount_fen=settlement.buyer_due_fen
    )
    announce(sale.topic)


@atomic
def demand_payment(*, sale: Sale, actor: Actor, clock: Clock) -> Settlement:
    """Demand an overdue price from the buyer, once: a period to pay. The money counts whenever it comes (R-SET-04).

    Where no deposit was paid, the default may be found only after that period (R-SET-05); the sides may end the contract instead. Raises
    Refused unless the price is overdue and its contract stands, Forbidden unless an officer of the venue acts.
    """
    lock(sale)
    settlement = Settlement.objects.filter(sale=sale).first()
    if settlement is None:
        raise Refused(_("项目没有成交，没有可催告的价款。"), rule="R-SET-04", code="not_overdue")
    lock(settlement)
    now = clock.read()
    require(may_demand, actor, sale)
    require_standing(sale)
    if not is_price_overdue(settlement, sale, now):
        raise Refused(_("价款没有逾期，不能催告；分期付款的逐期催告。"), rule="R-SET-04", code="not_overdue")
    if settlement.demanded_at:
        raise Refused(_("该笔价款已经催告。"), rule="R-SET-04", code="demanded")
    settlement.demanded_at, settlement.demanded_by = now, actor.user
    settlement.demand_ends_at = demand_period(sale, now).at
    settlement.save(update_fields=["demanded_at", "demanded_by", "demand_ends_at"])
    audit.record(
        "trading.payment_demanded",
        subject=sale,
        actor=actor,
        private=True,
        amount_fen=settlement.buyer_due_fen,
        ends_at=settlement.demand_ends_at.isoformat(),
    )
    announce(sale.topic)
    return settlement


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

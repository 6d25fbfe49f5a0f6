"""A plan and its parts, for whom they concern."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.rulebook.periods import Deadline
from marketplace.rulebook.queries import deadline
from marketplace.trading.models import Instalment, Plan, Sale, Settlement
from marketplace.trading.rules import is_staff_of, side_of

PARTS = "plan__contract__sale__"


def plan_of(actor: Actor, sale: Sale) -> Plan | None:
    """The plan of a contract, for both sides and the venue; None if the price is paid at once, or for anybody else."""
    if not (is_staff_of(actor, sale) or side_of(actor, sale)):
        return None
    return Plan.objects.filter(contract__sale=sale).first()


def instalments_of(plan: Plan) -> list[Instalment]:
    return list(plan.instalments.select_related("buyer_quote__notice", "seller_quote__notice").order_by("position"))


def is_overdue(instalment: Instalment, sale: Sale, now: datetime) -> bool:
    """Whether the part is still awaited and its day is over."""
    awaited = instalment.state == Instalment.State.AGREED and sale.state not in Sale.FALLEN
    return awaited and instalment.due_at is not None and instalment.due_at <= now


def is_price_overdue(settlement: Settlement, sale: Sale, now: datetime) -> bool:
    """Whether a price that is paid at once is still awaited and its day is over."""
    awaited = settlement.state == Settlement.State.DUE and sale.state == Sale.State.CONTRACTED
    in_parts = Plan.objects.filter(contract__sale=sale).exists()
    return awaited and not in_parts and settlement.due_at is not None and settlement.due_at <= now


def demand_period(sale: Sale, now: datetime) -> Deadline:
    """How long a demand that is made now leaves to pay (R-SET-04)."""
    return deadline(now, working_days=sale.rule_version.value("R-SET-04", "demand_working_days"))


def instalments_for(actor: Actor) -> QuerySet[Instalment]:
    """The parts of one's own deals in force, on either side; for staff those at their exchange."""
    rows = Instalment.objects.filter(due_at__isnull=False).select_related(
        PARTS + "leading_registration__organisation", PARTS + "listing__lister"
    )
    if is_exchange_staff(actor):
        return rows.filter(**{PARTS + "exchange": actor.exchange})
    if actor.organisation is None:
        return rows.none()
    buying = rows.filter(**{PARTS + "leading_registration__organisation": actor.organisation})
    return buying | rows.filter(**{PARTS + "listing__lister": actor.organisation})


def instalment(actor: Actor, number: str) -> Instalment:
    """One of them by its number. Raises Http404."""
    found = instalments_for(actor).filter(number=number).first()
    if found is None or not (_sale(found) and (is_staff_of(actor, _sale(found)) or side_of(actor, _sale(found)))):
        raise Http404(_("没有找到编号为 {number} 的分期价款。").format(number=number[:20]))
    return found


def _sale(found: Instalment) -> Sale:
    return found.plan.contract.sale

"""Alerts, instructions, samplings and looks, as far as somebody may see them."""

from typing import TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.reporting.models import Alert, AlertNote, Execution, Inspection, Instruction, Look, Sampling
from marketplace.reporting.rules import is_supervisor

T = TypeVar("T", bound=Model)


def alerts_for(actor: Actor, *, state: str = "", rule: str = "", exchange: str = "") -> QuerySet[Alert]:
    """All for supervisors, those of its exchange for staff, narrowed by what is not empty."""
    said = {"state": state, "rule": rule, "exchange": exchange}
    rows = Alert.objects.filter(**{name: value for name, value in said.items() if value})
    if is_supervisor(actor):
        return rows
    return rows.filter(exchange=actor.exchange) if is_exchange_staff(actor) else rows.none()


def alert(actor: Actor, number: str) -> Alert:
    """One with its notes. Raises Http404."""
    notes = Prefetch("notes", AlertNote.objects.select_related("by", "organisation").order_by("id"))
    return _found(alerts_for(actor).prefetch_related(notes), number)


def instructions_for(actor: Actor) -> QuerySet[Instruction]:
    """All for supervisors, those addressed to its exchange for staff."""
    executions = Prefetch("executions", Execution.objects.select_related("by").order_by("exchange"))
    rows = Instruction.objects.select_related("organisation", "issued_by").prefetch_related(executions)
    if is_supervisor(actor):
        return rows
    return rows.filter(exchanges__contains=[actor.exchange]) if is_exchange_staff(actor) else rows.none()


def instruction(actor: Actor, number: str) -> Instruction:
    """One by its number. Raises Http404."""
    return _found(instructions_for(actor), number)


def execution(actor: Actor, number: str) -> Execution:
    """What the actor's exchange has to do about an instruction. Raises Http404."""
    found = instruction(actor, number).executions.filter(exchange=actor.exchange).first() if actor.exchange else None
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的记录。").format(number=number[:20]))
    return found


def samplings() -> QuerySet[Sampling]:
    """All: what was planned and drawn is public."""
    return Sampling.objects.select_related("planned_by", "drawn_by")


def sampling(number: str) -> Sampling:
    """One by its number. Raises Http404."""
    return _found(samplings(), number)


def inspections_for(actor: Actor) -> QuerySet[Inspection]:
    """All for supervisors; for staff those of its exchange, and those to which the person was drawn."""
    rows = Inspection.objects.select_related("listing", "sampling", "recorded_by").prefetch_related(
        "inspectors__user", "inspectors__organisation"
    )
    if is_supervisor(actor):
        return rows
    if not is_exchange_staff(actor):
        return rows.none()
    return rows.filter(Q(listing__exchange=actor.exchange) | Q(inspectors__user=actor.user)).distinct()


def inspection(actor: Actor, number: str) -> Inspection:
    """One by its number. Raises Http404."""
    return _found(inspections_for(actor), number)


def looks_for(actor: Actor) -> QuerySet[Look]:
    """For a supervisor those of his own office; for staff those about its exchange or about no single one."""
    rows = Look.objects.select_related("user", "organisation")
    if is_supervisor(actor):
        return rows.filter(organisation=actor.organisation)
    return rows.filter(exchange__in=[actor.exchange, ""]) if is_exchange_staff(actor) else rows.none()


def _found(rows: QuerySet[T], number: str) -> T:
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的记录。").format(number=number[:20]))
    return found

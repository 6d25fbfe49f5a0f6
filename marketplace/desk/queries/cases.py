"""Cases that an actor may know of, and the queues of the desk."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role, User
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import EDITABLE
from marketplace.core.errors import Invalid
from marketplace.desk.models import Case, Correction, Stage, Step
from marketplace.desk.models.case import CaseQuerySet, CaseState


def cases_for(actor: Actor) -> CaseQuerySet:
    """What the actor may read: cases of its organisation, those it bought, those handed to its exchange; supervisors all.

    An application that was never handed in is the applicant's alone.
    """
    seen = Q(pk__in=[])
    if actor.organisation is not None:
        seen |= Q(applicant=actor.organisation) | Q(transferee=actor.organisation)
    handed_in = ~Q(stage=Stage.APPLICATION) | ~Q(listing__state__in=sorted(EDITABLE))
    if is_exchange_staff(actor):
        seen |= Q(exchange=actor.exchange) & handed_in
    if actor.has(Role.SUPERVISOR):
        seen |= handed_in
    return Case.objects.filter(seen)


def case(actor: Actor, number: str) -> Case:
    """One case. Raises Http404 if the actor may not know of it."""
    found = (
        cases_for(actor)
        .filter(number=number)
        .select_related(
            "listing__rule_version", "listing__lister", "applicant", "assignee", "accepted_by", "examined_by"
        )
        .first()
    )
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的案件。").format(number=number[:20]))
    return found


def case_of_listing(actor: Actor, number: str) -> Case:
    """The case of a listing. Raises Http404 if there is none that the actor may know of."""
    found = cases_for(actor).filter(listing__number=number).values_list("number", flat=True).first()
    return case(actor, found or number)


def queue(
    actor: Actor,
    *,
    stage: str = "",
    state: str = CaseState.RUNNING,
    assignee: str = "",
    mine: bool = False,
    unassigned: bool = False,
    overdue_at: Any = None,
    waiting_for: str = "",
    text: str = "",
) -> QuerySet[Case]:
    """`cases_for` the actor, narrowed by what is not empty, most urgent first; `overdue_at` is the time of the question.

    `assignee` is a person's number; `text` a number of case, listing or project, or part of the title.
    """
    found = cases_for(actor)
    said = {"stage": stage, "state": state, "waiting_for": waiting_for, "assignee__number": assignee}
    found = found.filter(**{name: value for name, value in said.items() if value})
    if mine:
        found = found.filter(assignee=actor.user)
    if unassigned:
        found = found.filter(assignee__isnull=True)
    if overdue_at is not None:
        found = found.filter(due_at__lt=overdue_at)
    if text:
        found = found.filter(
            Q(number=text) | Q(project_number=text) | Q(listing__number=text) | Q(title__icontains=text)
        )
    return found.for_lists().order_by(F("due_at").asc(nulls_last=True), "id")


def counts_by_stage(actor: Actor) -> dict[str, int]:
    """How many running cases rest in each stage, for the tabs of the desk."""
    rows = cases_for(actor).running().values("stage").annotate(cases=Count("id")).order_by()
    return {row["stage"]: row["cases"] for row in rows}


def load(actor: Actor, now: Any) -> list[dict[str, Any]]:
    """Running cases per colleague of the actor's exchange, with how many are overdue; without a person: not yet taken."""
    rows = (
        cases_for(actor)
        .running()
        .filter(exchange=actor.exchange)
        .values("assignee__number", "assignee__name")
        .annotate(cases=Count("id"), overdue=Count("id", filter=Q(due_at__lt=now)))
        .order_by("-cases", "assignee__number")
    )
    return [
        {
            "person": row["assignee__number"],
            "name": row["assignee__name"],
            "cases": row["cases"],
            "overdue": row["overdue"],
        }
        for row in rows
    ]


def history(actor: Actor, found: Case) -> QuerySet[Step]:
    """The steps of a case, oldest first; what colleagues noted among themselves only for them."""
    from_inside = is_exchange_staff(actor) and actor.exchange == found.exchange
    steps = found.steps.select_related("by").order_by("id")
    return steps if from_inside or actor.has(Role.SUPERVISOR) else steps.filter(internal=False)


def corrections_of(actor: Actor, found: Case) -> QuerySet[Correction]:
    """Corrections of a case, newest first; the applicant sees those in force and those it asked for itself."""
    rows = found.corrections.select_related("proposed_by", "decided_by").order_by("-id")
    from_inside = is_exchange_staff(actor) and actor.exchange == found.exchange
    return (
        rows
        if from_inside or actor.has(Role.SUPERVISOR)
        else rows.filter(
            Q(state=Correction.State.APPROVED) | Q(from_applicant=True, case__applicant=actor.organisation)
        )
    )


def correction(actor: Actor, number: str) -> Correction:
    """One correction. Raises Http404 if the actor may not know of it."""
    found = (
        Correction.objects.filter(number=number, case__in=cases_for(actor))
        .select_related("case__listing", "proposed_by", "decided_by")
        .first()
    )
    if found is None or not corrections_of(actor, found.case).filter(pk=found.pk).exists():
        raise Http404(_("没有找到编号为 {number} 的更正。").format(number=number[:20]))
    return found


def colleague(number: str) -> User:
    """The person to whom a case is given. Raises Invalid for `to` if nobody has that number."""
    found = User.objects.filter(number=number).first()
    if found is None:
        raise Invalid(fields={"to": [_("没有编号为 {number} 的人员。").format(number=number[:20])]})
    return found

"""Calls and solutions as an actor may know of them."""

from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from marketplace.catalogue.models import Need
from marketplace.commissioning.models import (
    CallAmendment,
    CallObjection,
    CallQuestion,
    CallState,
    Criterion,
    OpenCall,
    Solution,
    SolutionState,
)
from marketplace.commissioning.rules import is_staff_of

NOBODY = Q(pk__in=[])


def calls(actor: Actor, *, mode: str = "", need: str = "", open: bool = False) -> QuerySet[OpenCall]:
    """Published calls for everybody; one's own, and those that wait at one's exchange; the newest first."""
    rows = OpenCall.objects.filter(Q(published_at__isnull=False) | _inside(actor)).order_by("-pk")
    if mode:
        rows = rows.filter(mode=mode)
    if need:
        rows = rows.filter(need__number=need)
    if open:
        rows = rows.filter(state=CallState.OPEN)
    return with_parts(rows)


def with_parts(rows: QuerySet[OpenCall]) -> QuerySet[OpenCall]:
    """With all that everybody reads of a call."""
    return rows.select_related("need", "poster", "rule_version", "call_notice", "result_notice").prefetch_related(
        Prefetch("criteria", Criterion.objects.order_by("position")),
        Prefetch("questions", CallQuestion.objects.order_by("pk")),
        Prefetch("amendments", CallAmendment.objects.select_related("notice").order_by("position")),
    )


def waiting_calls(actor: Actor) -> QuerySet[OpenCall]:
    """What the staff of one's exchange has to check or publish."""
    rows = OpenCall.objects.filter(exchange=actor.exchange or "-", state__in=[CallState.SUBMITTED, CallState.CHECKED])
    return with_parts(rows.order_by("-pk"))


def call(actor: Actor, number: str, /) -> OpenCall:
    """One of them. Raises Http404."""
    found = calls(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到揭榜项目 {number}。").format(number=number[:30]))
    return found


def calls_of(need: Need, /) -> Sequence[OpenCall]:
    """What was made public of a need, for its page."""
    return list(OpenCall.objects.filter(need=need, published_at__isnull=False).order_by("-pk"))


def question(actor: Actor, number: str, /) -> CallQuestion:
    """One question of a call that one may know of. Raises Http404."""
    rows = CallQuestion.objects.filter(number=number, call__in=calls(actor).order_by().values("pk"))
    found = rows.select_related("call__poster").first()
    if found is None:
        raise Http404(_("没有找到问题 {number}。").format(number=number[:30]))
    return found


def solutions(actor: Actor, *, call: str = "") -> QuerySet[Solution]:
    """One's own organisation's; those to one's own call, or at one's exchange, once they were opened; the newest first.

    Nobody but the proposer learns before the deadline that a solution is there, not its exchange and no supervisor either.
    """
    seen = NOBODY
    opened = Q(call__opened_at__isnull=False) & ~Q(state=SolutionState.WITHDRAWN)
    if actor.organisation is not None:
        seen = Q(proposer=actor.organisation) | Q(call__poster=actor.organisation) & opened
    if actor.has(Role.SUPERVISOR):
        seen |= opened
    elif actor.exchange:
        seen |= Q(call__exchange=actor.exchange) & opened
    rows = Solution.objects.filter(seen).select_related("call__poster", "call__need", "proposer").order_by("-pk")
    return rows.filter(call__number=call) if call else rows


def solution(actor: Actor, number: str, /) -> Solution:
    """One of them. Raises Http404."""
    found = solutions(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到方案 {number}。").format(number=number[:30]))
    return found


def own_solution(actor: Actor, found: OpenCall, /) -> Solution | None:
    """The actor's organisation's own solution to a call, if it stands."""
    if actor.organisation is None:
        return None
    rows = Solution.objects.filter(call=found, proposer=actor.organisation).exclude(state=SolutionState.WITHDRAWN)
    return rows.first()


def found_of(call: OpenCall, /) -> Sequence[Solution]:
    """Who is to solve it, or does: public from the public notice of the result on."""
    if call.state not in (CallState.PUBLICISED, CallState.SUSPENDED, CallState.AWARDED):
        return []
    rows = call.solutions.filter(state__in=[SolutionState.CHOSEN, SolutionState.WON])
    return list(rows.select_related("proposer").order_by("pk"))


def objections(actor: Actor, *, call: str = "") -> QuerySet[CallObjection]:
    """One's own, those at one's exchange, all for supervisors; the newest first."""
    if actor.has(Role.SUPERVISOR):
        seen = ~NOBODY
    else:
        seen = Q(raised_by=actor.user) if actor.user else NOBODY
        if actor.exchange:
            seen |= Q(call__exchange=actor.exchange)
    rows = CallObjection.objects.filter(seen).select_related("call", "notice").order_by("-pk")
    return rows.filter(call__number=call) if call else rows


def objection(actor: Actor, number: str, /) -> CallObjection:
    """One of them. Raises Http404."""
    found = objections(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到异议 {number}。").format(number=number[:30]))
    return found


def judges(actor: Actor, found: OpenCall, /) -> bool:
    """Whether the actor sees the solutions of a call side by side: its poster, its venue, supervisors, once they were opened."""
    inside = actor.acts_for(found.poster) or is_staff_of(actor, found) or actor.has(Role.SUPERVISOR)
    return found.opened_at is not None and inside


def _inside(actor: Actor) -> Q:
    if actor.has(Role.SUPERVISOR):
        return ~NOBODY
    own = Q(poster=actor.organisation) if actor.organisation is not None else NOBODY
    return own | Q(exchange=actor.exchange) if actor.exchange else own

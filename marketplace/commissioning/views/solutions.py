"""Solutions: handed in and replaced before the deadline, read by who may."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.commissioning import commands, forms, rules
from marketplace.commissioning.pages import solution_page, solution_rows
from marketplace.commissioning.queries import reading
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import done, told_on
from marketplace.core.paging import page_of
from marketplace.core.states import atomic
from marketplace.files.commands import store
from marketplace.trading.screening_forms import ScreeningForm

PURPOSE = "solution"


@login_required
@require_safe
def solutions(request: ActorRequest) -> HttpResponse:
    """One's own, and those one may judge."""
    page = page_of(request, reading.solutions(request.actor))
    shown = {"page": page, "rows": solution_rows(page.rows), "venue": request.actor.exchange}
    return render(request, "commissioning/solutions.html", shown)


@login_required
def hand_in(request: ActorRequest, number: str) -> HttpResponse:
    """Hand in a solution, or replace one's own."""
    found = reading.call(request.actor, number)
    require(rules.may_propose, request.actor, found)
    own = reading.own_solution(request.actor, found)
    form = forms.SolutionForm(request.POST or None, request.FILES or None, own=own)
    if form.is_valid():
        with told_on(form):
            made = _handed_in(request, form, found)
            messages.success(request, _("方案已提交，截止前只有本单位可见，可以替换或撤回。"))
            return redirect("commissioning:solution", made.number)
    return render(request, "commissioning/hand_in.html", {"form": form, "call": found, "own": own})


@atomic
def _handed_in(request: ActorRequest, form: forms.SolutionForm, found: Any) -> Any:
    """Paper and solution come together or not at all."""
    told: dict[str, Any] = {"actor": request.actor, "clock": market_clock}
    paper = form.cleaned_data["paper"]
    more = [store(upload=paper, purpose=PURPOSE, **told).number] if paper else []
    return commands.hand_in_solution(call=found, draft=form.draft(more), **told)


@login_required
@require_safe
def solution(request: ActorRequest, number: str) -> HttpResponse:
    return _shown(request, number)


def _shown(request: ActorRequest, number: str, tried: dict[str, Form] | None = None) -> HttpResponse:
    found = reading.solution(request.actor, number)
    return render(request, "commissioning/solution.html", {"page": solution_page(request.actor, found, tried)})


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.solution(request.actor, number), Form(request.POST)
    told: dict[str, Any] = {"solution": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, _("方案已撤回。"), lambda: commands.withdraw_solution(**told)):
        return redirect("commissioning:solution", number)
    return _shown(request, number, {"withdraw": form})


@login_required
@require_POST
def screen(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.solution(request.actor, number), ScreeningForm(request.POST)
    told: dict[str, Any] = {"solution": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, _("涉外审查已办结。"), lambda: commands.screen_solution(**told, **form.cleaned_data)):
        return redirect("commissioning:solution", number)
    return _shown(request, number, {"screen": form})

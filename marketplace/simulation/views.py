"""What a schedule would do: ask, watch, read, take out, throw away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.core.tables import MEDIA_TYPES, answer
from marketplace.jobs.commands import cancel
from marketplace.simulation import commands, queries
from marketplace.simulation.columns import COLUMNS
from marketplace.simulation.forms import SimulationForm
from marketplace.simulation.rules import may_delete, may_simulate
from marketplace.simulation.sheets import blank_rows, figure_rows, file_of
from marketplace.simulation.showing import shown

ROWS = 20


def simulations(request: ActorRequest) -> HttpResponse:
    """Those of the own exchange, newest first."""
    require(may_simulate, request.actor)
    page = page_of(request, queries.simulations(request.actor), ROWS)
    return render(request, "simulation/simulations.html", {"page": page})


def new(request: ActorRequest) -> HttpResponse:
    """Ask a question; the page of a draft leads here with `?schedule=`."""
    require(may_simulate, request.actor)
    chosen = {"schedule": request.GET.get("schedule", "")[:16]}
    form = SimulationForm(request.POST or None, request.FILES or None, actor=request.actor, initial=chosen)
    if form.is_valid():
        with told_on(form):
            found = commands.start_simulation(actor=request.actor, clock=market_clock, **form.values())
            return redirect("simulation:simulation", found.number)
    return render(request, "simulation/new.html", {"form": form, "columns": COLUMNS})


def simulation(request: ActorRequest, number: str) -> HttpResponse:
    """One simulation: how far it is, what is wrong with its file, its figures."""
    found = queries.simulation(request.actor, number)
    told: dict[str, Any] = {"simulation": found, "job": found.job, "figures": shown(found) if found.result else None}
    told["may_delete"] = may_delete(request.actor, found) and found.job.is_over
    return render(request, "simulation/simulation.html", told)


@require_POST
def stop(request: ActorRequest, number: str) -> HttpResponse:
    """Stop it; nothing of it is kept."""
    cancel(job=queries.simulation(request.actor, number).job, actor=request.actor)
    return redirect("simulation:simulation", number)


@require_POST
def resume(request: ActorRequest, number: str) -> HttpResponse:
    """Go on with one that broke off."""
    found = queries.simulation(request.actor, number)
    commands.resume_simulation(simulation=found, actor=request.actor, clock=market_clock)
    return redirect("simulation:simulation", number)


@require_POST
def delete(request: ActorRequest, number: str) -> HttpResponse:
    """Throw it away."""
    found = queries.simulation(request.actor, number)
    commands.delete_simulation(simulation=found, actor=request.actor, clock=market_clock)
    return redirect("simulation:simulations")


def download(request: ActorRequest, number: str, ending: str) -> HttpResponse:
    """The figures as a file."""
    found = queries.simulation(request.actor, number)
    if ending not in MEDIA_TYPES or found.result is None:
        raise Http404(_("这项测算还没有结果可以导出。"))
    return answer(file_of(figure_rows(found), ending), name=found.number, ending=ending)


def blank(request: ActorRequest, ending: str) -> HttpResponse:
    """The blank form of a file of deals."""
    require(may_simulate, request.actor)
    if ending not in MEDIA_TYPES:
        raise Http404
    return answer(file_of(blank_rows(), ending), name="deals", ending=ending)

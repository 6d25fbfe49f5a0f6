"""Samplings, public from the plan on, and the inspections that follow."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from accounts.rules import is_exchange_staff
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.reporting import commands
from marketplace.reporting.commands.sampling import published
from marketplace.reporting.drawing import commit, hash_lists, redraw
from marketplace.reporting.forms import InspectionForm, SamplingForm
from marketplace.reporting.models import Sampling
from marketplace.reporting.queries import supervision as queries
from marketplace.reporting.rules import may_draw, may_record_inspection, may_see_supervision


@require_safe
def samplings(request: ActorRequest) -> HttpResponse:
    page = page_of(request, queries.samplings().order_by("-id"))
    may_plan = is_exchange_staff(request.actor)
    return render(request, "reporting/samplings.html", {"page": page, "may_plan": may_plan})


@login_required
def new_sampling(request: ActorRequest) -> HttpResponse:
    """An officer plans: both lists are frozen, and the hash of a new seed is published."""
    require(is_exchange_staff, request.actor)
    form = SamplingForm(request.POST or None, initial={"exchange": request.actor.exchange})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            found = commands.plan_sampling(**form.cleaned_data, actor=request.actor, clock=market_clock)
            messages.success(request, _("方案已公布。请由另一人抽取。"))
            return redirect("reporting:sampling", found.number)
    return render(request, "reporting/sampling_new.html", {"form": form})


@require_safe
def sampling(request: ActorRequest, number: str) -> HttpResponse:
    """The plan, and after the draw its recomputation before everybody's eyes."""
    found = queries.sampling(number)
    inspections = queries.inspections_for(request.actor).filter(sampling=found).order_by("position")
    shown = {
        "sampling": found,
        "checks": checks(found),
        "inspections": inspections,
        "may_draw": may_draw(request.actor, found),
    }
    return render(request, "reporting/sampling.html", shown)


def checks(found: Sampling) -> list[tuple[str, bool]]:
    """What anybody may check, checked now."""
    lists = hash_lists(found.cases, found.inspectors) == found.lists_sha256
    told = [(_("名单与公布的摘要一致"), lists)]
    if found.state == Sampling.State.DRAWN:
        drawn = [(one.listing, sorted(one.inspectors)) for one in redraw(published(found))]
        rows = found.inspections.select_related("listing").prefetch_related("inspectors__user").order_by("position")
        kept = [(one.listing.number, sorted(person.user.number for person in one.inspectors.all())) for one in rows]
        told += [(_("种子与事先公布的摘要一致"), commit(found.seed) == found.commitment)]
        told += [(_("按公布的算法重新抽取，结果相同"), drawn == kept)]
    return told


@require_safe
def data(request: HttpRequest, number: str) -> JsonResponse:
    """What is needed to recompute the draw."""
    return JsonResponse(published(queries.sampling(number)), json_dumps_params={"ensure_ascii": False})


@login_required
@require_POST
def draw(request: ActorRequest, number: str) -> HttpResponse:
    commands.draw_sampling(sampling=queries.sampling(number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已抽取，结果和种子现在公开。"))
    return redirect("reporting:sampling", number)


@login_required
def inspection(request: ActorRequest, number: str) -> HttpResponse:
    """One inspection; its inspectors record here what they found."""
    require(may_see_supervision, request.actor)
    found = queries.inspection(request.actor, number)
    form = InspectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            commands.record_inspection(inspection=found, **form.cleaned_data, actor=request.actor, clock=market_clock)
            messages.success(request, _("已记录检查结果。"))
            return redirect("reporting:inspection", number)
    may = found.state == "assigned" and may_record_inspection(request.actor, found)
    return render(request, "reporting/inspection.html", {"inspection": found, "form": form, "may_record": may})

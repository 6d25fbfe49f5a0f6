"""The supervisor's home, alerts, instructions, and the log of looks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import Actor, ActorRequest
from accounts.models import Organisation
from accounts.queries import organisation
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import listing
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid, require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.reporting import commands
from marketplace.reporting.alert_words import alert_facts
from marketplace.reporting.forms import AlertFilter, AlertNoteForm, InstructionForm, NoteForm
from marketplace.reporting.overview import overview
from marketplace.reporting.queries import supervision as queries
from marketplace.reporting.rules import may_execute, may_instruct, may_review_alert, may_see_looks, may_see_supervision


@login_required
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    require(may_see_supervision, request.actor)
    return render(request, "reporting/home.html", {"page": overview(request.actor, market_clock.read())})


@login_required
@require_safe
def alerts(request: ActorRequest) -> HttpResponse:
    require(may_see_supervision, request.actor)
    form = AlertFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = page_of(request, queries.alerts_for(request.actor, **asked).order_by("-id"))
    return render(request, "reporting/alerts.html", {"page": page, "form": form})


@login_required
def alert(request: ActorRequest, number: str) -> HttpResponse:
    """One alert with its facts; who may reviews it here."""
    found = queries.alert(request.actor, number)
    form = AlertNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            commands.note_alert(alert=found, **form.cleaned_data, actor=request.actor, clock=market_clock)
            messages.success(request, _("已记录核查情况。"))
            return redirect("reporting:alert", number)
    facts = alert_facts(found.facts)
    shown = {"alert": found, "facts": facts, "form": form, "may_review": may_review_alert(request.actor, found)}
    return render(request, "reporting/alert.html", shown)


@login_required
@require_safe
def instructions(request: ActorRequest) -> HttpResponse:
    require(may_see_supervision, request.actor)
    page = page_of(request, queries.instructions_for(request.actor).order_by("-id"))
    shown = {"page": page, "now": market_clock.read(), "may_instruct": may_instruct(request.actor)}
    return render(request, "reporting/instructions.html", shown)


@login_required
def new_instruction(request: ActorRequest) -> HttpResponse:
    """A supervisor instructs exchanges to suspend."""
    require(may_instruct, request.actor)
    form = InstructionForm(request.POST or None, initial={"subject": request.GET.get("subject", "")[:20]})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            given = dict(form.cleaned_data)
            subject = subject_of(request.actor, given.pop("subject"))
            found = commands.instruct(subject=subject, **given, actor=request.actor, clock=market_clock)
            messages.success(request, _("指令已送达交易机构。"))
            return redirect("reporting:instruction", found.number)
    return render(request, "reporting/instruction_new.html", {"form": form})


def subject_of(actor: Actor, number: str) -> Listing | Organisation:
    """What a number names, as far as the supervisor may know of it. Raises Invalid for the field."""
    number = number.strip()
    try:
        return listing(actor, number) if number.startswith("L-") else organisation(actor, number)
    except Http404 as error:
        raise Invalid(fields={"subject": [str(error)]}) from None


@login_required
@require_safe
def instruction(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.instruction(request.actor, number)
    own = next((one for one in found.executions.all() if may_execute(request.actor, one)), None)
    shown = {"instruction": found, "own": own, "form": NoteForm(), "now": market_clock.read()}
    return render(request, "reporting/instruction.html", shown)


@login_required
@require_POST
def execute(request: ActorRequest, number: str) -> HttpResponse:
    note = request.POST.get("note", "")
    found = queries.execution(request.actor, number)
    commands.execute_instruction(execution=found, note=note, actor=request.actor, clock=market_clock)
    messages.success(request, _("已执行中止。"))
    return redirect("reporting:instruction", number)


@login_required
@require_POST
def object_to(request: ActorRequest, number: str) -> HttpResponse:
    note = request.POST.get("note", "")
    found = queries.execution(request.actor, number)
    commands.object_to_instruction(execution=found, note=note, actor=request.actor, clock=market_clock)
    messages.success(request, _("原因已送达监管部门。"))
    return redirect("reporting:instruction", number)


@login_required
@require_safe
def looks(request: ActorRequest) -> HttpResponse:
    require(may_see_looks, request.actor)
    return render(
        request, "reporting/looks.html", {"page": page_of(request, queries.looks_for(request.actor).order_by("-id"))}
    )

"""Schedules on pages: the list, a version on its way from draft to end, the form of a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.pages import told_on
from marketplace.fees import commands, queries
from marketplace.fees.forms import AdoptForm, AnswerForm, ApproveForm, CommentForm, DiscardForm, DraftForms, EndForm
from marketplace.fees.models import Schedule
from marketplace.fees.queries.pages import schedule_page, schedules_page
from marketplace.fees.rules import may_draft, may_edit


def schedules(request: ActorRequest) -> HttpResponse:
    """What each exchange charges by, what is coming, and the drafts of whoever makes schedules."""
    return render(request, "fees/schedules.html", {"page": schedules_page(request.actor, market_clock.read())})


def schedule(request: ActorRequest, number: str) -> HttpResponse:
    return shown(request, queries.schedule_for(request.actor, number))


def shown(request: ActorRequest, found: Schedule, **forms: Any) -> HttpResponse:
    """The page of a version, with a form on it that was declined."""
    page = schedule_page(request.actor, found, market_clock.read())
    fresh = {
        "approve_form": ApproveForm(),
        "adopt_form": AdoptForm(),
        "end_form": EndForm(),
        "comment_form": CommentForm(),
        "answer_form": AnswerForm(),
        "discard_form": DiscardForm(),
    }
    return render(request, "fees/schedule.html", {"page": page, **fresh, **forms})


def new(request: ActorRequest) -> HttpResponse:
    """Draft a schedule out of another version, or from nothing."""
    require(may_draft, request.actor, "")
    wanted = request.GET.get("base", "")
    base = queries.schedule_for(request.actor, wanted) if wanted else None
    forms = DraftForms(request.POST or None, exchange=request.actor.exchange, base=base, draft=None)
    if not forms.is_changing and forms.data and forms.is_valid():
        try:
            drafted = commands.draft_schedule(actor=request.actor, clock=market_clock, **forms.terms())
        except Invalid as error:
            forms.tell(error.fields, error.rule)
        else:
            messages.success(request, _("草案 {number} 已保存。核对后公布，征求意见。").format(number=drafted.number))
            return redirect("fees:schedule", drafted.number)
    return render(request, "fees/draft.html", {"forms": forms, "base": base})


def edit(request: ActorRequest, number: str) -> HttpResponse:
    """Change a draft until it is published."""
    found = queries.schedule_for(request.actor, number)
    require(may_edit, request.actor, found)
    if found.state != Schedule.State.DRAFT:
        messages.info(request, _("该收费标准已公布，不能再修改。如需改动，请另行起草。"))
        return redirect("fees:schedule", number)
    forms = DraftForms(request.POST or None, exchange=request.actor.exchange, base=None, draft=found)
    if not forms.is_changing and forms.data and forms.is_valid():
        try:
            commands.edit_schedule(schedule=found, actor=request.actor, clock=market_clock, **forms.terms())
        except Invalid as error:
            forms.tell(error.fields, error.rule)
        else:
            messages.success(request, _("草案已修改。"))
            return redirect("fees:schedule", number)
    return render(request, "fees/draft.html", {"forms": forms, "draft": found})


@require_POST
def publish(request: ActorRequest, number: str) -> HttpResponse:
    """Open the consultation."""
    found = queries.schedule_for(request.actor, number)
    try:
        commands.publish_schedule(schedule=found, actor=request.actor, clock=market_clock)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已公布并公开征求意见。由另一人批准后按期生效。"))
    return redirect("fees:schedule", number)


@require_POST
def approve(request: ActorRequest, number: str) -> HttpResponse:
    """Another person than the drafter, with the legal basis."""
    found, form = queries.schedule_for(request.actor, number), ApproveForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.activate_schedule(schedule=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已批准。统一结构须由各交易机构各自采用后才适用。"))
            return redirect("fees:schedule", number)
    return shown(request, found, approve_form=form)


@require_POST
def adopt(request: ActorRequest, number: str) -> HttpResponse:
    """The reader's exchange takes the schedule by an instrument of its own, perhaps charging less."""
    found, form = queries.schedule_for(request.actor, number), AdoptForm(request.POST)
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value is not None}
        with told_on(form):
            commands.adopt_schedule(schedule=found, actor=request.actor, clock=market_clock, **given)
            messages.success(request, _("本机构已采用该收费标准。"))
            return redirect("fees:schedule", number)
    return shown(request, found, adopt_form=form)


@require_POST
def end(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.schedule_for(request.actor, number), EndForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.end_schedule(schedule=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已设定最后一日。此前受理的项目仍按本标准收费。"))
            return redirect("fees:schedule", number)
    return shown(request, found, end_form=form)


@require_POST
def discard(request: ActorRequest, number: str) -> HttpResponse:
    """Take back a draft, or take down what is in consultation."""
    found, form = queries.schedule_for(request.actor, number), DiscardForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.discard_schedule(schedule=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("{number} 已撤下。").format(number=number))
            return redirect("fees:schedules")
    return shown(request, found, discard_form=form)


@require_POST
def comment(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.schedule_for(request.actor, number), CommentForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.comment_on_schedule(schedule=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("意见已公开，将由起草机构答复。"))
            return redirect("fees:schedule", number)
    return shown(request, found, comment_form=form)


@require_POST
def answer(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.comment_for(request.actor, number), AnswerForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.answer_schedule_comment(
                comment=found, actor=request.actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("已答复。"))
            return redirect("fees:schedule", found.schedule.number)
    return shown(request, queries.schedule_for(request.actor, found.schedule.number), answer_form=form)

"""What the forms on the page of a contract ask for."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.contracts import answering, commands, forms
from marketplace.contracts.models import Deed
from marketplace.contracts.pages import deed_page, termination_answers
from marketplace.contracts.queries import reading
from marketplace.core.clock import market_clock
from marketplace.core.pages import done
from marketplace.files.commands import store
from marketplace.files.models import File


def _act(
    request: ActorRequest, deed: Deed, name: str, form: Form, said: str, act: Callable[[Mapping[str, Any]], object]
) -> HttpResponse:
    """Do what a form asks, or show the contract with the form and what is wrong in it."""
    if done(request, form, said, lambda: act(form.cleaned_data)):
        return redirect("contracts:deed", deed.number)
    found = reading.deed(request.actor, deed.number)
    return render(request, "contracts/deed.html", {"page": deed_page(request.actor, found, {name: form})})


def _do(
    request: ActorRequest,
    deed: Deed,
    name: str,
    form: Form,
    said: str,
    command: Callable[..., object],
    **about: object,
) -> HttpResponse:
    """As `_act`, by a command that takes what was written by its names."""
    told = {**about, "actor": request.actor, "clock": market_clock}
    return _act(request, deed, name, form, said, lambda given: command(**told, **given))


@login_required
@require_POST
def answer_version(request: ActorRequest, number: str) -> HttpResponse:
    version = reading.version(request.actor, number)
    withdraws = request.POST.get("answer") == "withdraw"
    form = forms.WithdrawalForm(request.POST) if withdraws else forms.VersionAnswerForm(request.POST)
    said = _("已撤回。") if withdraws else _("已答复对方。")
    return _do(request, version.deed, number, form, said, answering.answer_version, version=version)


@login_required
@require_POST
def declare(request: ActorRequest, number: str) -> HttpResponse:
    version, form = reading.version(request.actor, number), forms.DeclarationForm(request.POST)
    return _do(request, version.deed, number, form, _("已声明。"), commands.declare_points, version=version)


@login_required
@require_POST
def answer_flag(request: ActorRequest, number: str) -> HttpResponse:
    flag, form = reading.flag(request.actor, number), forms.FlagForm(request.POST)
    return _do(request, flag.version.deed, number, form, _("已答复。"), commands.answer_flag, flag=flag)


@login_required
@require_POST
def hand_in(request: ActorRequest, number: str) -> HttpResponse:
    milestone = reading.milestone(request.actor, number)
    form = forms.HandoverForm(request.POST, request.FILES)

    def act(given: Mapping[str, Any]) -> None:
        handed = [_stored(request, given["file"], "deliverable")]
        commands.hand_in(
            milestone=milestone, note=given["note"], handed=handed, actor=request.actor, clock=market_clock
        )

    return _act(request, milestone.deed, number, form, _("已提交，等待对方验收。"), act)


def _stored(request: ActorRequest, upload: Any, purpose: str) -> File:
    return store(upload=upload, purpose=purpose, actor=request.actor, clock=market_clock)


@login_required
@require_POST
def answer_handover(request: ActorRequest, number: str) -> HttpResponse:
    handover, form = reading.handover(request.actor, number), forms.HandoverAnswerForm(request.POST)
    return _do(
        request, handover.milestone.deed, number, form, _("已答复。"), answering.answer_handover, handover=handover
    )


@login_required
@require_POST
def file_step(request: ActorRequest, number: str) -> HttpResponse:
    step, form = reading.step(request.actor, number), forms.FilingForm(request.POST, request.FILES)

    def act(given: Mapping[str, Any]) -> None:
        paper = _stored(request, given["file"], "filing") if given["file"] else None
        commands.file_step(step=step, actor=request.actor, clock=market_clock, **{**given, "file": paper})

    return _act(request, step.deed, number, form, _("已登记申报。"), act)


@login_required
@require_POST
def register_step(request: ActorRequest, number: str) -> HttpResponse:
    step, form = reading.step(request.actor, number), forms.EntryForm(request.POST, request.FILES)

    def act(given: Mapping[str, Any]) -> None:
        paper = _stored(request, given["file"], "register_notice") if given["file"] else None
        commands.register_step(step=step, actor=request.actor, clock=market_clock, **{**given, "file": paper})

    return _act(request, step.deed, number, form, _("已登记结果。"), act)


@login_required
@require_POST
def terminate(request: ActorRequest, number: str) -> HttpResponse:
    deed, form = reading.deed(request.actor, number), forms.TerminationForm(request.POST)

    def act(given: Mapping[str, Any]) -> None:
        commands.propose_termination(deed=deed, actor=request.actor, clock=market_clock, **given)

    return _act(request, deed, "terminate", form, _("已提出。"), act)


@login_required
@require_POST
def answer_termination(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.termination(request.actor, number)
    answers = termination_answers(request.actor, found) or list(answering.TERMINATION)
    form = forms.TerminationAnswerForm(request.POST, answers=answers)
    return _do(request, found.deed, number, form, _("已答复。"), answering.answer_termination, termination=found)

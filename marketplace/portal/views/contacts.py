"""What a side does in a contact; each act leads back to the page of the match, or shows what is wrong on it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import done
from marketplace.matching import commands
from marketplace.matching.models import Contact
from marketplace.matching.queries import contact_of
from marketplace.matching.rules import side_of
from marketplace.portal.contact_forms import EndForm, MessageForm, OutcomeForm, StepForm
from marketplace.portal.forms import DeclineForm
from marketplace.portal.queries.matches import match_page


def act(
    request: ActorRequest, found: Contact, name: str, form: Form, said: str | Promise, do: Callable[..., Any]
) -> HttpResponse:
    """Do what a form asks of a contact, or show the page with the form and what is wrong in it."""
    told: dict[str, Any] = {"contact": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, str(said), lambda: do(**told, **form.cleaned_data)):
        return redirect("portal:match", found.match.number)
    page = match_page(request.actor, found.match.number, {name: form})
    return render(request, "portal/match.html", {"page": page, "form": DeclineForm()}, status=400)


@login_required
@require_POST
def message(request: ActorRequest, number: str) -> HttpResponse:
    found, form = contact_of(request.actor, number), MessageForm(request.POST, request.FILES)
    write = lambda papers, **told: commands.write_message(uploads=papers, **told)  # noqa: E731  a form is read once it is valid
    return act(request, found, "message", form, _("消息已发送。"), write)


@login_required
@require_POST
def step(request: ActorRequest, number: str) -> HttpResponse:
    found = contact_of(request.actor, number)
    form = StepForm(request.POST, side=side_of(request.actor, found.match))
    return act(request, found, "step", form, _("已约定下一步，到期前会提醒办理的一方。"), commands.plan_step)


@login_required
@require_POST
def step_done(request: ActorRequest, number: str) -> HttpResponse:
    found = contact_of(request.actor, number)
    return act(request, found, "done", Form(request.POST), _("下一步已完成。"), commands.finish_step)


@login_required
@require_POST
def outcome(request: ActorRequest, number: str) -> HttpResponse:
    found, form = contact_of(request.actor, number), OutcomeForm(request.POST)
    return act(request, found, "outcome", form, _("进展已登记，双方可见。"), commands.report_outcome)


@login_required
@require_POST
def end(request: ActorRequest, number: str) -> HttpResponse:
    found, form = contact_of(request.actor, number), EndForm(request.POST)
    return act(request, found, "end", form, _("对接已结束，谢谢您说明原因。"), commands.end_contact)

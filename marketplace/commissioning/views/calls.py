"""Calls: everybody reads them, the poster makes them, the exchange checks them, poster and exchange score what was handed in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.catalogue.queries import need as need_of
from marketplace.commissioning import commands, forms, rules
from marketplace.commissioning.drafts import Recommendation
from marketplace.commissioning.models import CallMode, OpenCall
from marketplace.commissioning.pages import call_page, call_rows
from marketplace.commissioning.queries import reading
from marketplace.commissioning.queries.ranking import to_rank
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import done, told_on
from marketplace.core.paging import page_of
from marketplace.core.presentation import Tab

WAITING, OPEN = "waiting", "taking"


@require_safe
def calls(request: ActorRequest) -> HttpResponse:
    """Calls of one mode or all; for the staff of an exchange what waits for them, too."""
    asked = request.GET.get("mode", "")
    staff = [(WAITING, _("待审核"))] if request.actor.exchange else []
    choices = [("", _("全部")), (OPEN, _("征集中")), *CallMode.choices, *staff]
    asked = asked if asked in dict(choices) else ""
    if asked == WAITING:
        found = reading.waiting_calls(request.actor)
    else:
        found = reading.calls(request.actor, mode="" if asked == OPEN else asked, open=asked == OPEN)
    page = page_of(request, found)
    tabs = [Tab(str(label), f"?mode={value}" if value else "?", current=value == asked) for value, label in choices]
    return render(request, "commissioning/calls.html", {"page": page, "rows": call_rows(page.rows), "tabs": tabs})


@login_required
def new(request: ActorRequest, need: str) -> HttpResponse:
    """Make an open call of a need of one's own."""
    found = need_of(request.actor, need)
    require(rules.may_call, request.actor, found)
    form = forms.CallForm(request.POST or None, initial={"title": found.title, "problem": found.content})
    if form.is_valid():
        with told_on(form):
            made = commands.draft_call(need=found, draft=form.draft(), actor=request.actor, clock=market_clock)
            messages.success(request, _("已提交，由受理交易机构审核后发布。"))
            return redirect("commissioning:call", made.number)
    return render(request, "commissioning/call_new.html", {"form": form, "need": found})


@require_safe
def call(request: ActorRequest, number: str) -> HttpResponse:
    return _shown(request, number)


def _shown(request: ActorRequest, number: str, tried: dict[str, Form] | None = None) -> HttpResponse:
    found = reading.call(request.actor, number)
    return render(request, "commissioning/call.html", {"page": call_page(request.actor, found, tried)})


def _act(
    request: ActorRequest, found: OpenCall, name: str, form: Form, said: str, command: Callable[..., object]
) -> HttpResponse:
    """Do what a form asks of a call, or show the page with the form and what is wrong in it."""
    told: dict[str, Any] = {"call": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, said, lambda: command(**told, **form.cleaned_data)):
        return redirect("commissioning:call", found.number)
    return _shown(request, found.number, {name: form})


@login_required
@require_POST
def check(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.call(request.actor, number)
    return _act(request, found, "check", Form(request.POST), _("已审核，由另一人发布。"), commands.check_call)


@login_required
@require_POST
def send_back(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.call(request.actor, number), forms.ReasonsForm(request.POST)
    return _act(request, found, "return", form, _("已退回发起单位。"), commands.return_call)


@login_required
@require_POST
def publish(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.call(request.actor, number)
    return _act(request, found, "publish", Form(request.POST), _("已发布揭榜公告。"), commands.publish_call)


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.call(request.actor, number), forms.ReasonsForm(request.POST)
    return _act(request, found, "withdraw", form, _("已撤回；收到的方案不再开启。"), commands.withdraw_call)


@login_required
@require_POST
def amend(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.call(request.actor, number), forms.AmendmentForm(request.POST)
    return _act(request, found, "amend", form, _("变更公告已发布，已通知参加的单位。"), commands.amend_call)


@login_required
@require_POST
def ask(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.call(request.actor, number), forms.QuestionForm(request.POST)
    return _act(request, found, "ask", form, _("问题已公开，待发起单位答复。"), commands.ask_question)


@login_required
@require_POST
def answer(request: ActorRequest, number: str) -> HttpResponse:
    """Answer a question of one's call."""
    found, form = reading.question(request.actor, number), forms.AnswerForm(request.POST)
    told: dict[str, Any] = {"question": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, _("答复已公开。"), lambda: commands.answer_question(**told, **form.cleaned_data)):
        return redirect("commissioning:call", found.call.number)
    return _shown(request, found.call.number, {found.number: form})


@login_required
def scores(request: ActorRequest, number: str) -> HttpResponse:
    """Enter the points of all opened solutions on one page."""
    found = reading.call(request.actor, number)
    require(rules.may_score, request.actor, found)
    opened = [one for one in to_rank(found) if one.state == one.State.OPENED]
    form = forms.ScoresForm(request.POST or None, solutions=opened, criteria=list(found.criteria.all()))
    told: dict[str, Any] = {"call": found, "actor": request.actor, "clock": market_clock}
    if request.method == "POST" and done(
        request, form, _("评分已录入，由另一人复核。"), lambda: commands.enter_scores(scores=form.scores(), **told)
    ):
        return redirect("commissioning:call", found.number)
    return render(request, "commissioning/scores.html", {"call": found, "form": form})


@login_required
@require_POST
def confirm(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.call(request.actor, number)
    return _act(request, found, "confirm", Form(request.POST), _("评分已复核，名次已确定。"), commands.confirm_scores)


@login_required
@require_POST
def result(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.call(request.actor, number)
    if found.mode == CallMode.MINORITY and reading.judges(request.actor, found):
        sponsored = forms.RecommendationForm(request.POST, solutions=to_rank(found))
        return _act(request, found, "result", sponsored, _("结果已公示。"), _recommended)
    return _act(request, found, "result", forms.TeamsForm(request.POST), _("结果已公示。"), commands.publicise_award)


def _recommended(*, recommended: str, sponsor: str, sponsor_unit: str, recommendation: str, **told: Any) -> OpenCall:
    said = Recommendation(recommended, sponsor, sponsor_unit, recommendation)
    return commands.publicise_award(recommendation=said, **told)


@login_required
@require_POST
def decline(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.call(request.actor, number), forms.ReasonsForm(request.POST)
    return _act(request, found, "decline", form, _("已公告不确定承担方。"), commands.decline_award)


@login_required
@require_POST
def object_to(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.call(request.actor, number), forms.ObjectionForm(request.POST)
    return _act(request, found, "object", form, _("异议已提出，公示期暂停。"), commands.object_to_result)


@login_required
@require_POST
def decide(request: ActorRequest, number: str) -> HttpResponse:
    """Decide an objection to a result."""
    found, form = reading.objection(request.actor, number), forms.DecisionForm(request.POST)
    told: dict[str, Any] = {"objection": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, _("异议已处理。"), lambda: commands.decide_call_objection(**told, **form.cleaned_data)):
        return redirect("commissioning:call", found.call.number)
    return _shown(request, found.call.number, {found.number: form})

"""Templates and their editions, for the officers of the exchanges."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.documents import commands, pages, queries, rules
from marketplace.documents.forms import EditionForm, ReasonForm
from marketplace.documents.models import Template
from marketplace.documents.views.answers import picture_answer


def index(request: ActorRequest) -> HttpResponse:
    """Every kind of document with its edition in force, and the drafts that wait."""
    require(rules.may_see_templates, request.actor)
    today = market_clock.read().astimezone(SHANGHAI).date()
    context = {"templates": queries.templates_in_force(today), "drafts": queries.drafts()}
    return render(request, "documents/templates.html", context)


def editions(request: ActorRequest, code: str) -> HttpResponse:
    require(rules.may_see_templates, request.actor)
    found = list(queries.editions(code))
    return render(request, "documents/editions.html", {"code": code, "editions": found, "newest": found[0]})


def edition(request: ActorRequest, code: str, edition: int) -> HttpResponse:
    require(rules.may_see_templates, request.actor)
    return _show(request, queries.template(code, edition), ReasonForm())


def _show(request: ActorRequest, found: Template, reason: ReasonForm) -> HttpResponse:
    may_decide = found.can("approve") and rules.may_decide_template(request.actor, found)
    context = {"template": found, "may_decide": may_decide, "reason": reason}
    return render(request, "documents/edition.html", context)


def sample(request: ActorRequest, code: str, edition: int) -> HttpResponse:
    """The first page of an edition with sample data, set apart."""
    require(rules.may_see_templates, request.actor)
    return picture_answer(pages.picture(commands.sample(queries.template(code, edition)), 1))


def draft(request: ActorRequest, code: str) -> HttpResponse:
    require(rules.may_draft_template, request.actor)
    base = queries.editions(code).filter(state=Template.State.APPROVED).first()
    if base is None:
        raise Http404(_("没有这种文书。"))
    form = EditionForm(request.POST) if request.method == "POST" else EditionForm.of(base)
    if form.is_valid():
        with told_on(form):
            given = dict(form.cleaned_data)
            new = commands.draft_template(
                code=code, fields=given.pop("schema"), actor=request.actor, clock=market_clock, **given
            )
            messages.success(request, _("第 {edition} 版已起草，等待另一人批准。").format(edition=new.edition))
            return redirect("documents:edition", code, new.edition)
    return render(request, "documents/edition_form.html", {"form": form, "base": base})


@require_POST
def approve(request: ActorRequest, code: str, edition: int) -> HttpResponse:
    found = queries.template(code, edition)
    commands.approve_template(template=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("第 {edition} 版已批准。").format(edition=edition))
    return redirect("documents:edition", code, edition)


@require_POST
def reject(request: ActorRequest, code: str, edition: int) -> HttpResponse:
    require(rules.may_see_templates, request.actor)
    found, form = queries.template(code, edition), ReasonForm(request.POST)
    if form.is_valid():
        with told_on(form):
            told = {"actor": request.actor, "clock": market_clock}
            commands.reject_template(template=found, reason=form.cleaned_data["reason"], **told)
            return redirect("documents:edition", code, edition)
    return _show(request, found, form)

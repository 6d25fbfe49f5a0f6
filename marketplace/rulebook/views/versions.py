"""A version of the rules on its way from draft to end; one family across the exchanges."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.rulebook import commands, queries
from marketplace.rulebook.forms import AdoptForm, AnswerForm, CommentForm, DraftForm, EndForm
from marketplace.rulebook.models import Family, RuleComment, RuleVersion
from marketplace.rulebook.queries.pages import family_page, version_page
from marketplace.rulebook.rules import may_draft_rules, may_edit_draft


def new(request: ActorRequest) -> HttpResponse:
    """Draft a version of a family from the one in force: whoever changes nothing in a field leaves its value."""
    require(may_draft_rules, request.actor)
    base = queries.version_in_force(
        market_clock.read(), family=family_or_404(request.GET.get("family", Family.TRADING))
    )
    form = DraftForm(request.POST or None, base=base)
    if form.is_valid():
        with told_on(form):
            version = commands.draft_version(base=base, actor=request.actor, clock=market_clock, **form.terms())
            messages.success(
                request, _("草案 {number} 已保存。核对后公布，公开征求意见。").format(number=version.number)
            )
            return redirect("rulebook:version", version.number)
    return render(request, "rulebook/draft.html", {"form": form, "base": base})


def edit(request: ActorRequest, number: str) -> HttpResponse:
    """Change a draft until it is published."""
    found = queries.version_for(request.actor, number)
    require(may_edit_draft, request.actor, found)
    if found.base is None or found.state != RuleVersion.State.DRAFT:
        messages.info(request, _("该版本已公布，不能再修改。如需改动，请另行起草。"))
        return redirect("rulebook:version", number)
    form = DraftForm(request.POST or None, base=found.base, draft=found)
    if form.is_valid():
        with told_on(form):
            commands.edit_draft(version=found, actor=request.actor, clock=market_clock, **form.terms())
            messages.success(request, _("草案已修改。"))
            return redirect("rulebook:version", number)
    return render(request, "rulebook/draft.html", {"form": form, "base": found.base, "draft": found})


def family_or_404(code: str) -> str:
    if code not in Family.values:
        raise Http404
    return code


def family(request: ActorRequest, family: str) -> HttpResponse:
    """Value by value, what each exchange applies; and the versions in time."""
    page = family_page(request.actor, family_or_404(family), market_clock.read())
    return render(request, "rulebook/family.html", {"page": page})


def version(request: ActorRequest, number: str) -> HttpResponse:
    return shown(request, queries.version_for(request.actor, number))


def shown(request: ActorRequest, found: RuleVersion, **forms: Any) -> HttpResponse:
    """The page of a version, with a form on it that was declined."""
    page = version_page(request.actor, found, market_clock.read())
    fresh = {
        "adopt_form": AdoptForm(),
        "end_form": EndForm(),
        "comment_form": CommentForm(),
        "answer_form": AnswerForm(),
    }
    return render(request, "rulebook/version.html", {"page": page, **fresh, **forms})


@require_POST
def publish(request: ActorRequest, number: str) -> HttpResponse:
    """Open the consultation."""
    found = queries.version_for(request.actor, number)
    commands.publish_version(version=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已公布并公开征求意见；首页和规则页可见。"))
    return redirect("rulebook:version", number)


@require_POST
def approve(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.version_for(request.actor, number)
    commands.approve_version(version=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已批准。各交易机构须各自采纳后才适用。"))
    return redirect("rulebook:version", number)


@require_POST
def adopt(request: ActorRequest, number: str) -> HttpResponse:
    """The reader's exchange takes the version by an instrument of its own."""
    found, form = queries.version_for(request.actor, number), AdoptForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.adopt_version(version=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("本机构已采纳该版本。"))
            return redirect("rulebook:version", number)
    return shown(request, found, adopt_form=form)


@require_POST
def end(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.version_for(request.actor, number), EndForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.end_version(version=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已定于所填时间废止。"))
            return redirect("rulebook:version", number)
    return shown(request, found, end_form=form)


@require_POST
def comment(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.version_for(request.actor, number), CommentForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.comment_on_version(version=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("意见已收到并公开，答复后在此显示。"))
            return redirect("rulebook:version", number)
    return shown(request, found, comment_form=form)


@require_POST
def answer(request: ActorRequest, number: str) -> HttpResponse:
    """Answer one comment, on the page of its version."""
    said = get_object_or_404(RuleComment.objects.select_related("version"), number=number)
    form = AnswerForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.answer_comment(comment=said, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已答复。"))
            return redirect("rulebook:version", said.version.number)
    return shown(request, said.version, answer_form=form)

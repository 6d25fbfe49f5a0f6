"""Changes of name and mergers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.forms import MergerForm, NameReadingForm, ReasonForm, RenameForm
from accounts.models import Organisation
from accounts.rules import is_exchange_staff, may_approve_merger, may_decide_rename, may_rename
from accounts.views.keeping import keep, kept_before, posted
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid, require
from marketplace.core.pages import told_on
from marketplace.files.access import may_read_subject


def rename(request: ActorRequest, number: str) -> HttpResponse:
    """Propose a new name."""
    party = queries.organisation(request.actor, number)
    require(may_rename, request.actor, party)
    form = RenameForm(**posted(request), initial=kept_before(request, ["licence"]))
    papers = keep(request, form, ["licence"]) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        with told_on(form):
            row = commands.rename_organisation(
                organisation=party, actor=request.actor, clock=market_clock, **form.cleaned_data | papers
            )
            messages.success(
                request, _("更名申请 {number} 已提交，交易机构确认前仍用原名称。").format(number=row.number)
            )
            return redirect("accounts:name_change", row.number)
    return render(request, "accounts/rename.html", {"form": form, "party": party})


def name_change(request: ActorRequest, number: str) -> HttpResponse:
    """One change of name; the officer who may confirms it here by what the licence says."""
    row, actor = queries.name_change(request.actor, number), request.actor
    if request.method == "POST":
        require(may_decide_rename, actor, row)
    decides = row.can("confirm") and may_decide_rename(actor, row)
    form = NameReadingForm(request.POST or None) if decides else None
    if form and form.is_valid():
        with told_on(form):
            commands.confirm_rename(change=row, actor=actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已更名为“{name}”，原名称列为曾用名。").format(name=row.new_name))
            return redirect("accounts:changes")
    reads = may_read_subject(actor, f"namechange:{row.number}")
    context = {"row": row, "form": form, "reads": reads, "reason_form": ReasonForm(), "now": market_clock.read()}
    return render(request, "accounts/name_change.html", context)


@require_POST
def refuse(request: ActorRequest, number: str) -> HttpResponse:
    """Decline a change of name."""
    row = queries.name_change(request.actor, number)
    reason = request.POST.get("reason", "")
    commands.refuse_rename(change=row, reason=reason, actor=request.actor, clock=market_clock)
    messages.success(request, _("未予确认更名申请 {number}。").format(number=number))
    return redirect("accounts:changes")


def merge(request: ActorRequest) -> HttpResponse:
    """Propose that one organisation is taken into another."""
    require(is_exchange_staff, request.actor)
    initial = {"absorbed": request.GET.get("absorbed", "")[:20], **kept_before(request, ["paper"])}
    form = MergerForm(**posted(request), initial=initial)
    papers = keep(request, form, ["paper"]) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        with told_on(form):
            said = form.cleaned_data | papers | pair_of(request, form)
            row = commands.merge_organisations(actor=request.actor, clock=market_clock, **said)
            messages.success(request, _("合并 {number} 已提出，由另一位业务员复核。").format(number=row.number))
            return redirect("accounts:merger", row.number)
    return render(request, "accounts/merger_form.html", {"form": form})


def pair_of(request: ActorRequest, form: MergerForm) -> dict[str, Organisation]:
    """The two organisations by their numbers. Raises Invalid for the field of one that does not exist."""
    known = queries.organisations(request.actor)
    said = {side: form.cleaned_data[side].strip().upper() for side in ("absorbed", "successor")}
    pair = {side: known.filter(number=number).first() for side, number in said.items()}
    unknown = _("没有找到编号为 {number} 的单位。")
    if lacking := {side: [unknown.format(number=said[side])] for side, party in pair.items() if party is None}:
        raise Invalid(fields=lacking)
    return {side: party for side, party in pair.items() if party}


def merger(request: ActorRequest, number: str) -> HttpResponse:
    """One merger; a second officer approves or declines it here."""
    row, actor = queries.merger(request.actor, number), request.actor
    context = {
        "row": row,
        "decides": row.can("approve") and may_approve_merger(actor, row),
        "reads": may_read_subject(actor, f"merger:{row.number}"),
        "reason_form": ReasonForm(),
        "now": market_clock.read(),
    }
    return render(request, "accounts/merger.html", context)


@require_POST
def approve(request: ActorRequest, number: str) -> HttpResponse:
    """Approve a merger that another officer proposed."""
    row = queries.merger(request.actor, number)
    commands.approve_merger(merger=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("“{first}”已并入“{second}”。").format(first=row.absorbed, second=row.successor))
    return redirect("accounts:changes")


@require_POST
def reject(request: ActorRequest, number: str) -> HttpResponse:
    """Decline a merger."""
    row = queries.merger(request.actor, number)
    reason = request.POST.get("reason", "")
    commands.reject_merger(merger=row, reason=reason, actor=request.actor, clock=market_clock)
    messages.success(request, _("未予通过合并 {number}。").format(number=number))
    return redirect("accounts:changes")

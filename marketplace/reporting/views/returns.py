"""Returns: their list, one with its figures and cases, its workbook, and the acts on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.reporting import commands
from marketplace.reporting.forms import ReasonForm, ReturnForm
from marketplace.reporting.indicators import DIMENSIONS
from marketplace.reporting.queries.returns import return_of, returns_for, rows_behind
from marketplace.reporting.rules import may_see_supervision
from marketplace.reporting.sheets import return_workbook
from marketplace.reporting.showing import case_table, filters_said, return_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def returns(request: ActorRequest) -> HttpResponse:
    """The list; officers order a new one here."""
    require(may_see_supervision, request.actor)
    form = ReturnForm(request.POST or None, initial={"exchange": request.actor.exchange})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            found = commands.draft_return(**form.cleaned_data, actor=request.actor, clock=market_clock)
            messages.success(request, _("已开始统计，完成后即可复核。"))
            return redirect("reporting:return", found.number)
    page = page_of(request, returns_for(request.actor).order_by("-first_date", "-id"))
    return render(request, "reporting/returns.html", {"page": page, "form": form})


@login_required
@require_safe
def one_return(request: ActorRequest, number: str) -> HttpResponse:
    found = return_of(request.actor, number)
    shown = return_page(found, request.actor, request.GET.get("by", "exchange"))
    return render(request, "reporting/return.html", {"page": shown, "form": ReasonForm()})


@login_required
@require_safe
def cases(request: ActorRequest, number: str) -> HttpResponse:
    """The cases behind a figure: `?indicator=sold&exchange=SW`."""
    found = return_of(request.actor, number)
    known = {*DIMENSIONS, "buyer_region", "indicator"}
    asked = {name: str(value) for name, value in request.GET.items() if name in known}
    page = page_of(request, rows_behind(found, **asked))
    shown = {"found": found, "page": page, "table": case_table(page.rows), "said": filters_said(asked)}
    return render(request, "reporting/cases.html", shown)


@login_required
@require_safe
def sheet(request: ActorRequest, number: str) -> HttpResponse:
    """The whole return as a workbook."""
    found = return_of(request.actor, number)
    answer = HttpResponse(return_workbook(found), content_type=XLSX)
    name = f"return-{found.period.name}-{found.exchange or 'all'}-v{found.version}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
@require_POST
def check(request: ActorRequest, number: str) -> HttpResponse:
    commands.check_return(found=return_of(request.actor, number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已复核，可以报送。"))
    return redirect("reporting:return", number)


@login_required
@require_POST
def reject(request: ActorRequest, number: str) -> HttpResponse:
    reason = request.POST.get("reason", "")
    commands.reject_return(
        found=return_of(request.actor, number), reason=reason, actor=request.actor, clock=market_clock
    )
    messages.success(request, _("已退回。"))
    return redirect("reporting:return", number)


@login_required
@require_POST
def file(request: ActorRequest, number: str) -> HttpResponse:
    commands.file_return(found=return_of(request.actor, number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已报送，监管部门现在可以查看。"))
    return redirect("reporting:return", number)


@login_required
@require_POST
def correct(request: ActorRequest, number: str) -> HttpResponse:
    found = return_of(request.actor, number)
    reason = request.POST.get("reason", "")
    new = commands.correct_return(found=found, reason=reason, actor=request.actor, clock=market_clock)
    messages.success(request, _("已开始编制新的版本。"))
    return redirect("reporting:return", new.number)

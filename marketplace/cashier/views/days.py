"""The daily reconciliation."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.cashier import commands, rules
from marketplace.cashier.forms import DayForm, ExplanationsForm, ReasonForm
from marketplace.cashier.models import Day
from marketplace.cashier.models.day import FAULTS
from marketplace.cashier.queries import reading as queries
from marketplace.cashier.queries.days import reconciliation
from marketplace.cashier.views.parts import ROWS, tabs
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of


@require_safe
def days(request: ActorRequest) -> HttpResponse:
    """The days that were closed; choose another one."""
    queries.require_look(request.actor)
    form = DayForm(request.GET if "date" in request.GET else None)
    if form.is_valid():
        return redirect("cashier:day_on", form.cleaned_data["date"].isoformat())
    page = page_of(request, queries.days(request.actor).order_by("-date", "-pk"), ROWS)
    return render(request, "cashier/days.html", {"form": form, "page": page, "tabs": tabs(request)})


def day_on(request: ActorRequest, on: str) -> HttpResponse:
    """A day as things stand now: statement beside ledger, every difference, and the form that closes it."""
    queries.require_look(request.actor)
    chosen = _date(on)
    found = reconciliation(request.actor.exchange, chosen)
    form = ExplanationsForm(request.POST or None, references=[one.reference for one in found.differences])
    form.empty_permitted = False
    if request.method == "POST":
        require(rules.may_keep_statements, request.actor, request.actor.exchange)
        form.is_bound = True
        if form.is_valid():
            with told_on(form):
                day = commands.close_day(
                    exchange=request.actor.exchange,
                    date=chosen,
                    explanations=form.given(),
                    actor=request.actor,
                    clock=market_clock,
                )
                messages.success(request, _("已完成对账，待另一人复核。"))
                return redirect("cashier:day", day.number)
    closed = queries.days(request.actor).filter(date=chosen).exclude(state=Day.State.SENT_BACK).first()
    labels = dict(FAULTS)
    shown = {
        "date": chosen,
        "found": found,
        "difference_fen": found.bank_fen - found.ledger_fen,
        "differences": [(one, labels[one.fault.value]) for one in found.differences],
        "closed": closed,
        "may_close": closed is None and rules.may_keep_statements(request.actor, request.actor.exchange),
        "form": form,
    }
    return render(request, "cashier/day_on.html", shown)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404(_("没有这一天：{date}。").format(date=text[:20])) from None


@require_safe
def day(request: ActorRequest, number: str) -> HttpResponse:
    return _page(request, queries.day(request.actor, number), ReasonForm())


def _page(request: ActorRequest, found: Day, form: ReasonForm) -> HttpResponse:
    shown = {
        "day": found,
        "differences": found.differences.order_by("place"),
        "difference_fen": found.bank_fen - found.ledger_fen,
        "may_check": found.state == Day.State.CLOSED and rules.may_check(request.actor, found),
        "form": form,
    }
    return render(request, "cashier/day.html", shown)


@require_POST
def check(request: ActorRequest, number: str) -> HttpResponse:
    commands.check_day(day=queries.day(request.actor, number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已复核。当日对账不再变动。"))
    return redirect("cashier:day", number)


@require_POST
def send_back(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.day(request.actor, number), ReasonForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.send_back_day(
                day=found, reason=form.cleaned_data["reason"], actor=request.actor, clock=market_clock
            )
            return redirect("cashier:day", number)
    return _page(request, found, form)

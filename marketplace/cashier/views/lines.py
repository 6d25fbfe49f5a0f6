"""What waits at the desk, what lies in suspense, and one line of the bank."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.cashier import commands, rules
from marketplace.cashier.expecting import expected_at, label_of
from marketplace.cashier.forms import NoteForm
from marketplace.cashier.models import BankLine, Proposal
from marketplace.cashier.queries import reading as queries
from marketplace.cashier.queries.days import suspense_total
from marketplace.cashier.queries.lines import is_undone, likely, links_of
from marketplace.cashier.queries.suspense import days_lain, limit_days
from marketplace.cashier.views.parts import ROWS, tabs
from marketplace.cashier.wording import reasons
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of

SHOWN = 20
State = BankLine.State


@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """What waits: proposals to decide, lines to claim, lines to link."""
    queries.require_look(request.actor)
    lines = queries.lines(request.actor).filter(state=State.OPEN).order_by("booked_at", "pk")
    due = expected_at(request.actor.exchange)
    unclaimed = lines.incoming().unclaimed()
    incoming = unclaimed[:SHOWN]
    waiting = queries.proposals(request.actor).filter(state=Proposal.State.PROPOSED).order_by("pk")[:SHOWN]
    shown = {
        "proposals": [(one, label_of(one.kind), rules.may_confirm(request.actor, one)) for one in waiting],
        "incoming": [(line, next(iter(likely(line, due)), None)) for line in incoming],
        "outgoing": lines.outgoing()[:SHOWN],
        "due": [(one, label_of(one.kind)) for one in due[:SHOWN]],
        "due_count": len(due),
        "may_enter": rules.may_propose(request.actor, request.actor.exchange),
        "suspense_fen": suspense_total(request.actor.exchange),
        "open_count": unclaimed.count(),
        "tabs": tabs(request),
    }
    return render(request, "cashier/desk.html", shown)


@require_safe
def suspense(request: ActorRequest) -> HttpResponse:
    """Money that nobody claimed, the oldest first."""
    queries.require_look(request.actor)
    now = market_clock.read()
    rows = queries.lines(request.actor).filter(state=State.SUSPENSE).order_by("booked_at", "pk")
    page = page_of(request, rows, ROWS)
    total = suspense_total(request.actor.exchange)
    limit = limit_days(request.actor.exchange, now)
    lain = [(line, days_lain(line, now)) for line in page.rows]
    shown = {
        "rows": [(line, days, limit is not None and days > limit) for line, days in lain],
        "limit": limit,
        "page": page,
        "total_fen": total,
        "tabs": tabs(request),
    }
    return render(request, "cashier/suspense.html", shown)


@require_safe
def line(request: ActorRequest, number: str) -> HttpResponse:
    return render(request, "cashier/line.html", _shown(request, queries.line(request.actor, number), NoteForm()))


def _shown(request: ActorRequest, found: BankLine, form: NoteForm) -> dict[str, Any]:
    claimable = found.direction == "in" and found.state in (State.OPEN, State.SUSPENSE)
    proposals = queries.proposals(request.actor).filter(line=found).order_by("-pk")
    waiting = any(one.state == Proposal.State.PROPOSED for one in proposals)
    may = claimable and not waiting and rules.may_propose(request.actor, found.exchange)
    keeps = rules.may_keep_statements(request.actor, found.exchange)
    return {
        "line": found,
        "candidates": [(one, due, label_of(due.kind), reasons(one.reasons)) for one, due in likely(found)]
        if claimable
        else [],
        "claimable": claimable,
        "proposals": proposals,
        "postings": found.postings.select_related("transfer").order_by("pk"),
        "links": links_of(found)[:SHOWN] if found.state == State.OPEN and keeps else [],
        "may_propose": may,
        "may_reopen": keeps and is_undone(found),
        "form": form,
    }


@require_POST
def claim(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.line(request.actor, number)
    kind, _colon, subject = request.POST.get("due", "").partition(":")
    proposal = commands.propose_receipt(line=found, kind=kind, subject=subject, actor=request.actor, clock=market_clock)
    messages.success(request, _("已提出认领 {number}，待另一人复核。").format(number=proposal.number))
    return redirect("cashier:line", number)


@require_POST
def go_back(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.line(request.actor, number), NoteForm(request.POST)
    if form.is_valid():
        with told_on(form):
            proposal = commands.propose_return(
                line=found, note=form.cleaned_data["note"], actor=request.actor, clock=market_clock
            )
            messages.success(request, _("已提出退回 {number}，待复核员复核。").format(number=proposal.number))
            return redirect("cashier:line", number)
    return render(request, "cashier/line.html", _shown(request, found, form))


@require_POST
def park(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.line(request.actor, number)
    commands.park_line(line=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已转入不明款。"))
    return redirect("cashier:line", number)


@require_POST
def link(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.line(request.actor, number)
    transfer = request.POST.get("transfer", "")
    commands.link_line(line=found, transfer=transfer, actor=request.actor, clock=market_clock)
    messages.success(request, _("已关联。"))
    return redirect("cashier:line", number)


@require_POST
def reopen(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.line(request.actor, number)
    commands.reopen_line(line=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已转入不明款，可以重新认领或退回。"))
    return redirect("cashier:line", number)

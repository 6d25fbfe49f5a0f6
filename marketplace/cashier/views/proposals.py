"""What one person proposed, and the other's decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.cashier import commands, rules
from marketplace.cashier.expecting import expected_at, label_of
from marketplace.cashier.forms import ReasonForm, ReceiptForm
from marketplace.cashier.models import Proposal
from marketplace.cashier.queries import reading as queries
from marketplace.cashier.wording import reasons
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on


def new(request: ActorRequest) -> HttpResponse:
    """A receipt that no statement has shown yet."""
    exchange = request.actor.exchange
    require(rules.may_propose, request.actor, exchange)
    due = expected_at(exchange)
    form = ReceiptForm(request.POST or None, due=due, initial={"subject": request.GET.get("due", "")})
    if form.is_valid():
        with told_on(form):
            proposal = commands.propose_by_hand(
                exchange=exchange, actor=request.actor, clock=market_clock, **form.given()
            )
            messages.success(request, _("已提出，待另一人复核。"))
            return redirect("cashier:proposal", proposal.number)
    return render(request, "cashier/receipt.html", {"form": form, "due": due})


@require_safe
def proposal(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.proposal(request.actor, number)
    return render(request, "cashier/proposal.html", _shown(request, found, ReasonForm()))


def _shown(request: ActorRequest, found: Proposal, form: ReasonForm) -> dict[str, Any]:
    waits = found.state == Proposal.State.PROPOSED
    return {
        "proposal": found,
        "label": label_of(found.kind),
        "reasons": reasons(found.reasons),
        "may_confirm": waits and rules.may_confirm(request.actor, found),
        "may_reject": waits and rules.may_reject(request.actor, found),
        "waits": waits,
        "form": form,
    }


@require_POST
def confirm(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.proposal(request.actor, number)
    commands.confirm_proposal(proposal=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已确认并入账。"))
    return redirect("cashier:proposal", number)


@require_POST
def reject(request: ActorRequest, number: str) -> HttpResponse:
    found, form = queries.proposal(request.actor, number), ReasonForm(request.POST)
    if form.is_valid():
        with told_on(form):
            commands.reject_proposal(
                proposal=found, reason=form.cleaned_data["reason"], actor=request.actor, clock=market_clock
            )
            return redirect("cashier:proposal", number)
    return render(request, "cashier/proposal.html", _shown(request, found, form))

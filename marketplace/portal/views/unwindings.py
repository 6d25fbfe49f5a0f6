"""What is given back, on pages: proposed by an officer, decided by a reviewer of the venue."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.money import yuan
from marketplace.core.pages import told_on
from marketplace.portal.amounts import Amount
from marketplace.portal.looking import is_confirmed, seal_of
from marketplace.portal.queries.settlements import settlement_page
from marketplace.portal.sale_links import settlement_trail
from marketplace.portal.settling_forms import UnwindingForm
from marketplace.portal.unwinding_acts import giving_lines
from marketplace.trading import commands
from marketplace.trading.queries import defaults as trading
from marketplace.trading.queries.refunds import amount_of, givable
from marketplace.trading.rules import may_propose_unwinding

REASON = 2_000


def settlement_unwinding(request: ActorRequest, number: str) -> HttpResponse:
    """Propose to give a fee back or to lift a default: first looked at, then proposed just as it was shown."""
    found = settlement_page(request.actor, number)
    sale, due = found.page.sale, found.settlement
    require(may_propose_unwinding, request.actor, sale)
    form, lines, seal = UnwindingForm(request.POST or None, kinds=givable(due)), list[Amount](), ""
    if form.is_valid():
        given = form.cleaned_data
        with told_on(form):
            if is_confirmed(request, given):
                commands.propose_unwinding(sale=sale, actor=request.actor, clock=market_clock, **given)
                messages.success(request, _("已提出，待另一位复核员批准。"))
                return redirect("portal:settlement", number)
            lines, seal = giving_lines(due, given["kind"], amount_of(due, given["kind"])), seal_of(given)
    context = {
        "found": found,
        "page": found.page,
        "trail": settlement_trail(sale),
        "title": _("提出退还或撤销"),
        "text": _("由一人提出，另一人批准；批准之前什么也不会发生（规则 R-FEE-08）。"),
        "outcome": _("如获批准，款项怎样退还"),
        "confirm": _("提出，交复核员批准"),
        "form": form,
        "lines": lines,
        "seal": seal,
    }
    return render(request, "portal/settlement_propose.html", context)


@require_POST
def unwinding_approve(request: ActorRequest, number: str) -> HttpResponse:
    """Give it back (a reviewer who did not propose it)."""
    found = trading.unwinding(request.actor, number)
    done = commands.approve_unwinding(unwinding=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已退还 {amount} 元，退款通知单已发出。").format(amount=yuan(done.amount_fen)))
    return redirect("portal:settlement", found.settlement.sale.number)


@require_POST
def unwinding_reject(request: ActorRequest, number: str) -> HttpResponse:
    """Decide against it (a reviewer who did not propose it)."""
    found = trading.unwinding(request.actor, number)
    reason = request.POST.get("reason", "")[:REASON]
    commands.reject_unwinding(unwinding=found, reason=reason, actor=request.actor, clock=market_clock)
    messages.success(request, _("不予批准，不退还任何款项。"))
    return redirect("portal:settlement", found.settlement.sale.number)

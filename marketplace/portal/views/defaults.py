"""A winner's default on pages: found by an officer, decided and concluded by a reviewer of the venue."""

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
from marketplace.portal.default_acts import use_lines
from marketplace.portal.looking import is_confirmed, seal_of
from marketplace.portal.queries.settlements import settlement_page
from marketplace.portal.sale_links import settlement_trail
from marketplace.portal.settling_forms import DefaultForm
from marketplace.trading import commands
from marketplace.trading.queries import defaults as trading
from marketplace.trading.queries import forfeits
from marketplace.trading.rules import may_propose_default

REASON = 2_000


def settlement_default(request: ActorRequest, number: str) -> HttpResponse:
    """Find that the winner has not signed or paid in time: first looked at, then proposed just as it was shown."""
    found = settlement_page(request.actor, number)
    sale, due = found.page.sale, found.settlement
    require(may_propose_default, request.actor, sale)
    grounds = forfeits.open_grounds(sale, sale.contract, due)
    form, lines, seal = DefaultForm(request.POST or None, grounds=grounds), list[Amount](), ""
    if form.is_valid():
        given = form.given()
        with told_on(form):
            if is_confirmed(request, given):
                commands.propose_default(sale=sale, actor=request.actor, clock=market_clock, **given)
                messages.success(request, _("已提出违约认定，待另一位复核员决定。"))
                return redirect("portal:settlement", number)
            forfeits.require_overdue(sale, sale.contract, due, given["grounds"], found.page.moment.now)
            asked = forfeits.would_be(due, given["costs_fen"])
            lines, seal = use_lines(asked, forfeits.use_of(asked, sale)), seal_of(given)
    context = {
        "found": found,
        "page": found.page,
        "trail": settlement_trail(sale),
        "title": _("提出违约认定"),
        "text": _("期限届满仍未签署或未付款的，由一人提出，另一人认定；认定之前什么也不会发生（规则 R-SET-05）。"),
        "outcome": _("如获认定，保证金的去向"),
        "confirm": _("提出，交复核员决定"),
        "form": form,
        "lines": lines,
        "seal": seal,
    }
    return render(request, "portal/settlement_propose.html", context)


@require_POST
def default_declare(request: ActorRequest, number: str) -> HttpResponse:
    """Declare a default (a reviewer who did not find it)."""
    found = trading.default(request.actor, number)
    commands.declare_default(default=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("已认定违约，项目恢复挂牌，违约认定通知已发给双方。"))
    return redirect("portal:settlement", found.sale.number)


@require_POST
def default_reject(request: ActorRequest, number: str) -> HttpResponse:
    """Decide that there is no default (a reviewer who did not find it)."""
    found = trading.default(request.actor, number)
    reason = request.POST.get("reason", "")[:REASON]
    commands.reject_default(default=found, reason=reason, actor=request.actor, clock=market_clock)
    messages.success(request, _("不予认定违约，成交照常履行。"))
    return redirect("portal:settlement", found.sale.number)


@require_POST
def default_conclude(request: ActorRequest, number: str) -> HttpResponse:
    """Pay the rest of the deposit to the seller and fix the open claim (a reviewer)."""
    found = trading.default(request.actor, number)
    done = commands.conclude_default(default=found, actor=request.actor, clock=market_clock)
    told = _("违约已了结，转让方可继续主张 {claim} 元。")
    messages.success(request, told.format(claim=yuan(done.claim_fen or 0)))
    return redirect("portal:settlement", found.sale.number)

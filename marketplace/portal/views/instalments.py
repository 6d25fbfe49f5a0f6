"""A price in parts on pages: agreed on by the sides, carried out by the venue."""

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.portal.amounts import Amount
from marketplace.portal.looking import is_confirmed, seal_of
from marketplace.portal.queries.settlements import SettlementPage, settlement_page
from marketplace.portal.sale_links import settlement_trail
from marketplace.portal.settlement_parts import part_lines
from marketplace.portal.settling_forms import PlanForm, plan_initial, rows_of
from marketplace.trading import commands
from marketplace.trading.queries import instalments as trading
from marketplace.trading.queries import plans
from marketplace.trading.queries.sales import sale as sale_of
from marketplace.trading.rules import may_plan


class Shown(NamedTuple):
    """A part as it would come if both sides signed now."""

    position: int
    due_at: datetime
    lines: list[Amount]


def settlement_plan(request: ActorRequest, number: str) -> HttpResponse:
    """Propose a price in parts (either side): first looked at, then proposed just as it was shown."""
    found = settlement_page(request.actor, number)
    require(may_plan, request.actor, found.page.sale)
    plans.require_open(found.page.sale)
    rows = rows_of(request.POST, found.plan)
    if "add" in request.POST:
        return _planned(request, found, PlanForm(initial=request.POST.dict(), rows=rows))
    form = PlanForm(request.POST or None, rows=rows, initial=plan_initial(found.page.sale, found.plan))
    if not form.is_valid():
        return _planned(request, found, form)
    given = form.given()
    with form.told():
        if is_confirmed(request, given):
            commands.propose_instalments(sale=found.page.sale, actor=request.actor, clock=market_clock, **given)
            messages.success(request, _("分期付款已写入合同，请双方重新阅读后签署。"))
            return redirect("portal:settlement", number)
        return _planned(request, found, form, _looked_at(found, given), seal_of(given))
    return _planned(request, found, form)


def _looked_at(found: SettlementPage, given: dict[str, Any]) -> list[Shown]:
    """What comes of it, as the reader's side is told. Raises what the command would."""
    sale, now = found.page.sale, found.page.moment.now
    parts, interest_bp = given["parts"], given["interest_bp"]
    plans.require_lawful(sale, parts, given["security"], interest_bp, now)
    drawn = plans.drawn_up(sale, parts, interest_bp, now)
    return [Shown(part.position, part.due_at, part_lines(part, found, fixed=True)) for part in drawn]


def _planned(
    request: ActorRequest, found: SettlementPage, form: PlanForm, drawn: list[Shown] | None = None, seal: str = ""
) -> HttpResponse:
    context = {"found": found, "page": found.page, "trail": settlement_trail(found.page.sale)}
    return render(request, "portal/settlement_plan.html", context | {"form": form, "drawn": drawn, "seal": seal})


@require_POST
def settlement_unplan(request: ActorRequest, number: str) -> HttpResponse:
    """Go back to a price that is paid at once (either side)."""
    commands.withdraw_instalments(sale=sale_of(number), actor=request.actor, clock=market_clock)
    messages.success(request, _("合同已改回一次付清，请重新阅读后签署。"))
    return redirect("portal:settlement", number)


@require_POST
def instalment_settle(request: ActorRequest, number: str) -> HttpResponse:
    """Pass a part on to the seller (a reviewer of the venue who did not confirm it)."""
    part = trading.instalment(request.actor, number)
    commands.settle_instalment(instalment=part, actor=request.actor, clock=market_clock)
    messages.success(request, _("已划付第 {n} 期价款。").format(n=part.position))
    return redirect("portal:settlement", part.plan.contract.sale.number)


@require_POST
def instalment_demand(request: ActorRequest, number: str) -> HttpResponse:
    """Demand an overdue part (the venue's officer)."""
    part = trading.instalment(request.actor, number)
    commands.demand_instalment(instalment=part, actor=request.actor, clock=market_clock)
    messages.success(request, _("已催告第 {n} 期价款，催款函已发给受让方。").format(n=part.position))
    return redirect("portal:settlement", part.plan.contract.sale.number)

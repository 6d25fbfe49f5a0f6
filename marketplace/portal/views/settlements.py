"""After a won sale: contract, payment, settlement, deposits, certificate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.portal.queries.settlements import settlement_page
from marketplace.portal.sale_links import sale_trail
from marketplace.trading import commands
from marketplace.trading.queries import sales as trading


@require_safe
def settlement(request: ActorRequest, number: str) -> HttpResponse:
    found = settlement_page(request.actor, number)
    context = {"found": found, "page": found.page, "trail": sale_trail(found.page.sale)}
    return render(request, "portal/settlement.html", context)


@require_POST
def settlement_sign(request: ActorRequest, number: str) -> HttpResponse:
    read = request.POST.get("terms_hash", "")[:64]  # the terms that stood on the page
    deed = commands.sign_contract(sale=trading.sale(number), terms_hash=read, actor=request.actor, clock=market_clock)
    messages.success(request, _("双方已签署，合同生效。") if deed.effective_at else _("已签署，待对方签署。"))
    return redirect("portal:settlement", number)


@require_POST
def settlement_netting(request: ActorRequest, number: str, *, nets: bool) -> HttpResponse:
    """The seller says in the contract how its fee is paid, before anybody has signed."""
    commands.choose_netting(sale=trading.sale(number), nets=nets, actor=request.actor, clock=market_clock)
    messages.success(request, _("合同的付款约定已变更，请重新阅读后签署。"))
    return redirect("portal:settlement", number)


@require_POST
def settlement_demand(request: ActorRequest, number: str) -> HttpResponse:
    """Demand an overdue price (the venue's officer)."""
    commands.demand_payment(sale=trading.sale(number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已催告，并通知受让方和转让方。"))
    return redirect("portal:settlement", number)


@require_POST
def settlement_settle(request: ActorRequest, number: str) -> HttpResponse:
    commands.settle_sale(sale=trading.sale(number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已结算。可以出具鉴证书了。"))
    return redirect("portal:settlement", number)


@require_POST
def settlement_certify(request: ActorRequest, number: str) -> HttpResponse:
    issued = commands.issue_certificate(sale=trading.sale(number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已出具鉴证书 {number}。").format(number=issued.number))
    return redirect("portal:certificate", issued.number)


@require_POST
def return_deposits(request: ActorRequest, number: str) -> HttpResponse:
    """Give those who did not win their deposits back (the venue's reviewer)."""
    returned = commands.return_deposits(sale=trading.sale(number), actor=request.actor, clock=market_clock)
    messages.success(request, _("已退还 {count} 笔保证金。").format(count=len(returned)))
    return redirect("portal:sale", number)

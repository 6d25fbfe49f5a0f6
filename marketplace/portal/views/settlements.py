"""After a won sale: contract, payment, settlement, deposits, certificate."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from accounts.models import Organisation
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.portal.queries.settlements import settlement_page
from marketplace.portal.sale_forms import MoneyForm
from marketplace.portal.sale_links import sale_trail
from marketplace.portal.views.sales import money_context
from marketplace.trading import commands
from marketplace.trading.models import Settlement
from marketplace.trading.queries import sales as trading
from marketplace.trading.rules import may_confirm_money


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


def settlement_fee(request: ActorRequest, number: str) -> HttpResponse:
    """Confirm that the seller's fee, paid apart, has arrived (the venue's officer)."""
    due = trading.settlement(request.actor, trading.sale(number))
    said = _("已确认转让方服务费到账。")
    return _arrived(request, due, commands.confirm_seller_fee, due.seller_quote.payer, due.seller_fee_fen, said)


def settlement_pay(request: ActorRequest, number: str) -> HttpResponse:
    """Confirm that the rest of the price and the fee have arrived (the venue's officer)."""
    due = trading.settlement(request.actor, trading.sale(number))
    said = _("已确认价款和服务费到账，待复核员结算。")
    return _arrived(request, due, commands.confirm_payment, due.buyer_quote.payer, due.buyer_due_fen, said)


def _arrived(
    request: ActorRequest,
    due: Settlement,
    confirm: Callable[..., Settlement],
    payer: Organisation,
    amount_fen: int,
    said: str,
) -> HttpResponse:
    form = MoneyForm(request.POST or None)
    require(may_confirm_money, request.actor, due.sale)
    if form.is_valid():
        with told_on(form):
            confirm(sale=due.sale, actor=request.actor, clock=market_clock, **form.given())
            messages.success(request, said)
            return redirect("portal:settlement", due.sale.number)
    return render(request, "portal/sale_money.html", money_context(due.sale, form, payer, amount_fen))


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

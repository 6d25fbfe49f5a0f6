"""What each side pays whoever brought its deal about."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.portal.commission_forms import CommissionForm
from marketplace.portal.queries.commissions import commissions_page
from marketplace.trading import commands
from marketplace.trading.models import Commission, Sale
from marketplace.trading.queries.commissions import commission
from marketplace.trading.rules import may_propose_commission


def commissions(request: ActorRequest, number: str) -> HttpResponse:
    """The commissions of a won sale, and for its sides a form to promise one."""
    sale = get_object_or_404(Sale.objects.for_pages(), number=number)
    page = commissions_page(request.actor, sale)
    if not page.may_look:
        raise Http404(_("没有找到 {number} 的佣金约定。").format(number=number[:30]))
    if request.method == "POST":
        require(may_propose_commission, request.actor, sale)
    form = CommissionForm(request.POST or None, sale=sale) if page.may_propose else None
    if form is not None and form.is_valid():
        with told_on(form):
            commands.propose_commission(sale=sale, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已提出，等待经理人同意；双方都能看到。"))
            return redirect("portal:commissions", number)
    return render(request, "portal/commissions.html", {"page": page, "sale": sale, "form": form})


@require_POST
def agree(request: ActorRequest, number: str) -> HttpResponse:
    return _act(request, number, commands.agree_commission, _("已同意这项佣金约定。"))


@require_POST
def decline(request: ActorRequest, number: str) -> HttpResponse:
    return _act(request, number, commands.decline_commission, _("已谢绝这项佣金约定。"))


@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    return _act(request, number, commands.withdraw_commission, _("已撤回这项佣金约定。"))


def _act(request: ActorRequest, number: str, act: Callable[..., None], said: str) -> HttpResponse:
    found: Commission = commission(request.actor, number)
    act(commission=found, actor=request.actor, clock=market_clock)
    messages.success(request, said)
    return redirect("portal:commissions", found.sale.number)

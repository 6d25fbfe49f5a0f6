"""Who brought a sale about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.agency.forms import AttributionForm
from marketplace.agency.queries import attributions_of
from marketplace.audit import commands as audit
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.trading.commands import attribute_sale
from marketplace.trading.models import Sale
from marketplace.trading.rules import may_attribute


def attributions(request: ActorRequest, number: str) -> HttpResponse:
    """Its parties and its venue say who brought a won sale about."""
    sale = get_object_or_404(Sale.objects.for_pages(), number=number)
    require(may_attribute, request.actor, sale)
    form = AttributionForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            attribute_sale(sale=sale, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已登记，等待本人确认。"))
            return redirect("portal:attributions", number)
    open_for_more = sale.state in Sale.DECIDED and sale.state != Sale.State.CERTIFIED
    shown = {"sale": sale, "rows": attributions_of(audit.ref(sale)), "form": form if open_for_more else None}
    return render(request, "portal/attributions.html", shown)

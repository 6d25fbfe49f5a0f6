"""A sale stands still, goes on, is taken back; a lot that found no buyer is disclosed anew."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on
from marketplace.portal.halting_forms import PublicReasonForm, RelistingForm, ValuationForm
from marketplace.portal.queries.relisting import relisting_page
from marketplace.portal.queries.sales import sale_page
from marketplace.portal.views.sales import desk_context
from marketplace.trading import commands
from marketplace.trading.queries import sales


@login_required
@require_POST
def pause(request: ActorRequest, number: str) -> HttpResponse:
    form = PublicReasonForm(request.POST, prefix="pause")
    if form.is_valid():
        with told_on(form):
            told = {"actor": request.actor, "clock": market_clock}
            commands.pause_sale(sale=sales.sale(number), reason=form.cleaned_data["reason"], **told)
            messages.success(request, _("竞价已暂停，已告知全部登记人。"))
            return redirect("portal:sale", number)
    return sale_with(request, number, {"pause_form": form})


@login_required
@require_POST
def resume(request: ActorRequest, number: str) -> HttpResponse:
    commands.resume_sale(sale=sales.sale(number), actor=request.actor, clock=market_clock)
    messages.success(request, _("竞价已恢复，已告知全部登记人。"))
    return redirect("portal:sale", number)


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    form = PublicReasonForm(request.POST, prefix="withdraw")
    if form.is_valid():
        with told_on(form):
            told = {"actor": request.actor, "clock": market_clock}
            commands.withdraw_sale(sale=sales.sale(number), reason=form.cleaned_data["reason"], **told)
            messages.success(request, _("竞价已撤回，已告知全部登记人。"))
            return redirect("portal:sale", number)
    return sale_with(request, number, {"withdraw_form": form})


def sale_with(request: ActorRequest, number: str, forms: dict[str, BaseForm]) -> HttpResponse:
    """The page of the sale with a form that was not taken."""
    return render(request, "portal/sale.html", desk_context(sale_page(request.actor, number)) | forms)


def relisting(request: ActorRequest, number: str) -> HttpResponse:
    """See what was disclosed; POST with `act=value` records the valuation, else discloses the lot anew."""
    if request.method != "POST":
        return render(request, "portal/relisting.html", {"page": relisting_page(request.actor, number)})
    values = request.POST.get("act") == "value"
    form = ValuationForm(request.POST, prefix="value") if values else RelistingForm(request.POST, prefix="relist")
    if form.is_valid():
        told = {"listing": sales.listing(request.actor, number), "actor": request.actor, "clock": market_clock}
        command = commands.record_valuation if values else commands.relist_listing
        with told_on(form):
            command(**told, **form.given())
            messages.success(request, _("已登记备案评估值。") if values else _("已重新披露，公告已发布。"))
            return redirect("portal:relisting", number)
    page = relisting_page(request.actor, number, {"value" if values else "relist": form})
    return render(request, "portal/relisting.html", {"page": page})

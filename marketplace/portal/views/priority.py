"""Holders of priority in a listing: seen by everybody who sees it, tended by seller and venue."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on
from marketplace.portal.priority_forms import FORMS, HolderForm
from marketplace.portal.queries.priority import form_of, priority_page
from marketplace.trading import commands
from marketplace.trading.queries import sales
from marketplace.trading.queries.negotiations import negotiation
from marketplace.trading.queries.priority import priority_holder


def priority(request: ActorRequest, number: str) -> HttpResponse:
    """See the holders; POST records one."""
    form = HolderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        listing = sales.listing(request.actor, number)
        with told_on(form):
            commands.record_priority_holder(
                listing=listing, actor=request.actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("已登记优先购买权人。"))
            return redirect("portal:priority", number)
    return shown(request, number, {"record": form} if request.method == "POST" else {})


@login_required
@require_POST
def act(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """Notice a holder, note its waiver, or say who it is; what is refused is told at its form."""
    holder = priority_holder(request.actor, number)
    if act not in FORMS:
        raise Http404(_("没有这项操作。"))
    form = form_of(act, holder, request.actor, request.POST)
    if form.is_valid():
        with told_on(form):
            said = dict(form.cleaned_data)
            if "negotiation" in said:
                said["negotiation"] = negotiation(request.actor, said["negotiation"])
            COMMANDS[act](holder=holder, actor=request.actor, clock=market_clock, **said)
            messages.success(request, str(DONE[act]()))
            return redirect("portal:priority", holder.listing.number)
    return shown(request, holder.listing.number, {f"{act} {number}": form})


def shown(request: ActorRequest, number: str, given: dict[str, BaseForm]) -> HttpResponse:
    return render(request, "portal/priority.html", {"page": priority_page(request.actor, number, given)})


COMMANDS: dict[str, Any] = {
    "notify": commands.notify_priority_holder,
    "match": commands.match_price,
    "waive": commands.waive_priority,
    "identify": commands.identify_priority_holder,
}
DONE = {
    "notify": lambda: _("已登记通知。"),
    "match": lambda: _("已声明以同等条件受让，请在磋商页等待转让方接受。"),
    "waive": lambda: _("已登记放弃。"),
    "identify": lambda: _("已核对身份。"),
}

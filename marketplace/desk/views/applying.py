"""Handing a listing to its exchange, from the form that describes it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue.queries import listing as listing_of
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid
from marketplace.desk import commands


@require_POST
def apply(request: ActorRequest, number: str) -> HttpResponse:
    """Apply; what is missing is told on the form, the draft stays."""
    listing = listing_of(request.actor, number)
    try:
        commands.apply(listing=listing, actor=request.actor, clock=market_clock)
    except Invalid:
        messages.warning(request, _("草稿已保存，但还不完整，没有提交。"))
        return redirect(f"{redirect('catalogue:edit_listing', number).url}?gaps=1")
    messages.success(request, _("已提交 {number}，等待交易机构受理。").format(number=number))
    return redirect("catalogue:sent_listing", number)

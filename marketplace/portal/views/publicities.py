"""The public notice of an agreed price, and objecting to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on
from marketplace.portal.negotiation_forms import NoticeObjectionForm
from marketplace.portal.queries.negotiations import publicity_page
from marketplace.trading import commands
from marketplace.trading.queries import negotiations as trading


@require_safe
def publicity(request: ActorRequest, number: str) -> HttpResponse:
    return render(request, "portal/publicity.html", {"page": publicity_page(request.actor, number)})


@login_required
@require_POST
def object_to(request: ActorRequest, number: str) -> HttpResponse:
    """Raise an objection; its words stay on the page if it is not taken."""
    found, form = trading.publicity(number), NoticeObjectionForm(request.POST)
    if form.is_valid():
        with told_on(form):
            raised = commands.object_to_notice(
                publicity=found, content=form.cleaned_data["content"], actor=request.actor, clock=market_clock
            )
            messages.success(request, _("异议 {number} 已受理，公示期暂停。").format(number=raised.number))
            return redirect("portal:publicity", number)
    return render(request, "portal/publicity.html", {"page": publicity_page(request.actor, number, form)})

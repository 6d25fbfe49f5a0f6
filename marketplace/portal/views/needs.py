"""One need: its page, and its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue import commands
from marketplace.core.clock import market_clock
from marketplace.portal.queries.need import need_of, need_page


def need(request: ActorRequest, number: str) -> HttpResponse:
    return render(request, "portal/need.html", {"page": need_page(request.actor, number)})


@require_POST
def close(request: ActorRequest, number: str) -> HttpResponse:
    found, reason = need_of(request.actor, number), request.POST.get("reason", "")
    commands.close_need(need=found, reason=reason, actor=request.actor, clock=market_clock)
    messages.success(request, _("需求已结束，未答复的匹配随之失效。"))
    return redirect("portal:need", number)

"""Help for thin lots: what a sale may expect, whom the venue invites, what an invited firm answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.portal.queries.prospects import invitations_page, prospects_page
from marketplace.portal.sale_links import sale_trail
from marketplace.trading import commands
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries.prospects import invitation_of


@login_required
@require_safe
def prospects(request: ActorRequest, number: str) -> HttpResponse:
    page = prospects_page(request.actor, number)
    return render(request, "portal/prospects.html", {"page": page, "trail": sale_trail(page.sale)})


@login_required
@require_POST
def invite(request: ActorRequest, number: str) -> HttpResponse:
    """Invite the firms whose button was pressed: one, or all that are shown."""
    made = commands.invite_firms(
        sale=trading.sale(number),
        organisations=[number.replace("\x00", "") for number in request.POST.getlist("organisations")],
        actor=request.actor,
        clock=market_clock,
    )
    said = ngettext("已邀请 {count} 家单位。", "已邀请 {count} 家单位。", len(made))
    messages.success(request, said.format(count=len(made)))
    return redirect("portal:prospects", number)


@login_required
@require_safe
def invitations(request: ActorRequest) -> HttpResponse:
    page = invitations_page(request.actor, request.GET.get("page", "1"))
    return render(request, "portal/invitations.html", {"page": page})


@login_required
@require_POST
def decline(request: ActorRequest, number: str) -> HttpResponse:
    found = invitation_of(request.actor, number.replace("\x00", ""))
    commands.decline_invitation(
        invitation=found, reason=request.POST.get("reason", ""), actor=request.actor, clock=market_clock
    )
    messages.success(request, _("已答复：不感兴趣。本场不再邀请；仍可自行报名。"))
    return redirect("portal:invitations")


@login_required
@require_POST
def choose(request: ActorRequest) -> HttpResponse:
    """Not to be invited any more, or to be invited again."""
    if request.POST.get("stopped") == "1":
        commands.stop_invitations(actor=request.actor, clock=market_clock)
        messages.success(request, _("已停止接收邀请。"))
    else:
        commands.allow_invitations(actor=request.actor, clock=market_clock)
        messages.success(request, _("已恢复接收邀请。"))
    return redirect("portal:invitations")

"""Where the link of an invitation leads."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.models import Invitation
from accounts.rules import is_invited
from marketplace.core.clock import market_clock


def invitation(request: ActorRequest, number: str, secret: str) -> HttpResponse:
    """Who invites to what, and the answer; who is not signed in, or by another address, reads what to do."""
    row = queries.invitation(number, secret)
    over = row.state == Invitation.State.OPEN and market_clock.read() >= row.expires_at
    context = {"invitation": row, "secret": secret, "over": over, "invited": is_invited(request.actor, row)}
    return render(request, "accounts/invitation.html", context)


@require_POST
def accept(request: ActorRequest, number: str, secret: str) -> HttpResponse:
    """Become a member."""
    row = queries.invitation(number, secret)
    commands.accept_invitation(invitation=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("您已加入“{name}”。").format(name=row.organisation))
    return redirect("accounts:mine")


@require_POST
def decline(request: ActorRequest, number: str, secret: str) -> HttpResponse:
    """Say no."""
    row = queries.invitation(number, secret)
    commands.decline_invitation(invitation=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("已谢绝“{name}”的邀请。").format(name=row.organisation))
    return redirect("accounts:mine")

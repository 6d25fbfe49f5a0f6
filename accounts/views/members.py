"""Members of an organisation: who belongs, who is invited, who may do what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.forms import InvitationForm
from accounts.invitations import secret_of
from accounts.models import Invitation
from accounts.models.authorisation import ACTS_WITHOUT
from accounts.rules import may_invite, may_manage_members
from accounts.views.facts import mandate_notices
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on


def members(request: ActorRequest, number: str) -> HttpResponse:
    """Who belongs to the organisation and by which mandate; its administrator invites, limits and ends."""
    party, actor = queries.organisation(request.actor, number), request.actor
    rows = queries.members(actor, party).order_by("user__name", "id")
    form = InvitationForm(request.POST or None, organisation=party)
    if form.is_valid():
        with told_on(form):
            invitation = commands.invite_member(
                organisation=party, actor=actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("邀请已发往 {address}。").format(address=invitation.address))
            return redirect("accounts:members", number)
    manages, now = may_manage_members(actor, party), market_clock.read()
    context = {
        "party": party,
        "members": rows,
        "form": form,
        "manages": manages,
        "invites": may_invite(actor, party),
        "invitations": [(one, link_of(request, one)) for one in open_invitations(request, party)] if manages else [],
        "by_mandate": party.kind not in ACTS_WITHOUT,
        "mandates": queries.authorisations_of(actor, party).order_by("-id")[:100],
        "notices": mandate_notices(actor, party, now),
        "now": now,
    }
    return render(request, "accounts/members.html", context)


def open_invitations(request: ActorRequest, party) -> list[Invitation]:  # type: ignore[no-untyped-def]
    """Those that wait for an answer, the latest first."""
    rows = queries.invitations(request.actor, party).filter(state=Invitation.State.OPEN)
    return list(rows.order_by("-id"))


def link_of(request: ActorRequest, invitation: Invitation) -> str:
    """The whole address by which the person answers; the administrator may hand it over himself."""
    path = reverse("accounts:invitation", args=[invitation.number, secret_of(invitation)])
    return request.build_absolute_uri(path)


@require_POST
def end(request: ActorRequest, number: str, user: str, role: str) -> HttpResponse:
    """End one role of one member."""
    party = queries.organisation(request.actor, number)
    membership = queries.membership(request.actor, party, user, role)
    commands.end_membership(membership=membership, actor=request.actor, clock=market_clock)
    messages.success(
        request, _("已结束“{name}”的“{role}”身份。").format(name=membership.user, role=membership.get_role_display())
    )
    leaves = membership.user == request.actor.user
    return redirect("accounts:mine") if leaves else redirect("accounts:members", number)


@require_POST
def withdraw(request: ActorRequest, number: str, invitation: str) -> HttpResponse:
    """Take an open invitation back."""
    party = queries.organisation(request.actor, number)
    row = queries.sent_invitation(request.actor, party, invitation)
    commands.withdraw_invitation(invitation=row, actor=request.actor)
    messages.success(request, _("已撤回发往 {address} 的邀请，原链接失效。").format(address=row.address))
    return redirect("accounts:members", number)


@require_POST
def resend(request: ActorRequest, number: str, invitation: str) -> HttpResponse:
    """Send an open invitation again, with a new link."""
    party = queries.organisation(request.actor, number)
    row = queries.sent_invitation(request.actor, party, invitation)
    commands.resend_invitation(invitation=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("邀请将重新发往 {address}，原链接失效。").format(address=row.address))
    return redirect("accounts:members", number)

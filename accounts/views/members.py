"""Members of an organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.forms import MemberForm
from accounts.rules import may_find_persons, may_manage_members
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on


def members(request: ActorRequest, number: str) -> HttpResponse:
    """Who belongs to the organisation; its administrator adds and ends."""
    party = queries.organisation(request.actor, number)
    rows = queries.members(request.actor, party).order_by("user__name", "id")
    form = MemberForm(request.POST or None, organisation=party)
    if form.is_valid():
        with told_on(form):
            email, role = form.cleaned_data["email"], form.cleaned_data["role"]
            person = queries.person(request.actor, party, email)
            commands.add_member(organisation=party, user=person, role=role, actor=request.actor, clock=market_clock)
            messages.success(request, _("已添加“{name}”。").format(name=person))
            return redirect("accounts:members", number)
    context = {
        "party": party,
        "members": rows,
        "form": form,
        "manages": may_manage_members(request.actor, party),
        "adds": may_find_persons(request.actor, party),
    }
    return render(request, "accounts/members.html", context)


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

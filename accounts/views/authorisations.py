"""Mandates: handing one in, and its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.forms import AuthorisationForm, ReasonForm
from accounts.rules import may_decide_authorisation, may_manage_members, may_revoke_authorisation
from accounts.views.keeping import keep, kept_before, posted
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.files.access import may_read_subject


def new(request: ActorRequest, number: str) -> HttpResponse:
    """Hand in the mandate of a member."""
    party = queries.organisation(request.actor, number)
    require(may_manage_members, request.actor, party)
    initial = {"user": request.GET.get("user", ""), **kept_before(request, ["paper"])}
    form = AuthorisationForm(**posted(request), initial=initial, organisation=party)
    papers = keep(request, form, ["paper"]) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        with told_on(form):
            said = form.cleaned_data | papers
            person = queries.person_of(request.actor, party, said.pop("user"))
            row = commands.submit_authorisation(
                organisation=party, user=person, actor=request.actor, clock=market_clock, **said
            )
            messages.success(request, _("授权委托书已提交，任一交易机构确认后生效。"))
            return redirect("accounts:authorisation", row.number)
    return render(request, "accounts/authorisation_form.html", {"form": form, "party": party})


def authorisation(request: ActorRequest, number: str) -> HttpResponse:
    """One mandate, its paper, and what may be done with it."""
    row, actor = queries.authorisation(request.actor, number), request.actor
    decides = row.can("confirm") and may_decide_authorisation(actor, row)
    context = {
        "row": row,
        "now": market_clock.read(),
        "reads": may_read_subject(actor, f"authorisation:{row.number}"),
        "decides": decides,
        "revokes": row.can("revoke") and not decides and may_revoke_authorisation(actor, row),
        "reason_form": ReasonForm(),
    }
    return render(request, "accounts/authorisation.html", context)


@require_POST
def confirm(request: ActorRequest, number: str) -> HttpResponse:
    """Confirm a mandate, for all four exchanges."""
    row = queries.authorisation(request.actor, number)
    commands.confirm_authorisation(authorisation=row, actor=request.actor, clock=market_clock)
    messages.success(request, _("已确认授权 {number}，四家交易机构均予认可。").format(number=number))
    return redirect("accounts:authorisations")


@require_POST
def refuse(request: ActorRequest, number: str) -> HttpResponse:
    """Decline a mandate, with the reason."""
    row = queries.authorisation(request.actor, number)
    reason = request.POST.get("reason", "")
    commands.refuse_authorisation(authorisation=row, reason=reason, actor=request.actor, clock=market_clock)
    messages.success(request, _("未予确认授权 {number}，原因已告知该单位。").format(number=number))
    return redirect("accounts:authorisations")


@require_POST
def revoke(request: ActorRequest, number: str) -> HttpResponse:
    """End a mandate at once."""
    row = queries.authorisation(request.actor, number)
    reason = request.POST.get("reason", "")
    commands.revoke_authorisation(authorisation=row, reason=reason, actor=request.actor, clock=market_clock)
    messages.success(request, _("授权 {number} 已撤销，即刻生效。").format(number=number))
    return redirect("accounts:authorisation", number)

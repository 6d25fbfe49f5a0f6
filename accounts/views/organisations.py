"""One's own organisations: register, choose whom to act for, correct, and the file of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.forms import CorrectionForm, PersonForm, ReasonForm, RegistrationForm
from accounts.models import Organisation
from accounts.rules import is_signed_in, may_manage_members, may_resubmit, may_see_file, may_suspend, may_verify
from accounts.views.facts import contact_of, events_of, facts_of, road_of
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on


def mine(request: ActorRequest) -> HttpResponse:
    """All organisations of the person; the one acted for is marked."""
    require(is_signed_in, request.actor)
    parties: dict[Organisation, list[str]] = {}
    for row in queries.memberships(request.actor.user):
        parties.setdefault(row.organisation, []).append(row.get_role_display())
    return render(request, "accounts/mine.html", {"parties": parties, "acting": request.actor.organisation})


def register(request: ActorRequest) -> HttpResponse:
    """Register an organisation."""
    require(is_signed_in, request.actor)
    form = RegistrationForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            party = commands.register_organisation(actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已提交登记。任一交易机构认证后，即可代表本单位办理业务。"))
            return redirect("accounts:organisation", party.number)
    return render(request, "accounts/register.html", {"form": form})


def register_person(request: ActorRequest) -> HttpResponse:
    """Register oneself as a natural person who is a party."""
    require(is_signed_in, request.actor)
    form = PersonForm(request.POST or None, initial={"name": str(request.actor.user)})
    if form.is_valid():
        with told_on(form):
            party = commands.register_person(actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("已提交自然人登记，请等待交易机构认证。"))
            return redirect("accounts:organisation", party.number)
    return render(request, "accounts/register_person.html", {"form": form})


def organisation(request: ActorRequest, number: str) -> HttpResponse:
    """One organisation: its public facts, and for members and exchange staff its file and what may be done."""
    party, actor = queries.organisation(request.actor, number), request.actor
    whole = may_see_file(actor, party)
    return render(
        request,
        "accounts/organisation.html",
        {
            "party": party,
            "facts": facts_of(party),
            "whole": whole,
            "contact": contact_of(party) if whole else [],
            "road": road_of(party),
            "events": events_of(party) if whole else [],
            "reason_form": ReasonForm(),
            "can": {
                "verify": party.can("verify") and may_verify(actor, party),
                "suspend": party.can("suspend") and may_suspend(actor, party),
                "reinstate": party.can("reinstate") and may_suspend(actor, party),
                "resubmit": party.can("resubmit") and may_resubmit(actor, party),
                "manage": may_manage_members(actor, party),
            },
        },
    )


def correct(request: ActorRequest, number: str) -> HttpResponse:
    """Correct a returned registration and send it again."""
    party = queries.organisation(request.actor, number)
    require(may_resubmit, request.actor, party)
    form = CorrectionForm(request.POST or None, instance=party)
    if form.is_valid():
        with told_on(form):
            commands.resubmit_organisation(
                organisation=party, actor=request.actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("已重新提交，请等待交易机构认证。"))
            return redirect("accounts:organisation", number)
    return render(request, "accounts/correct.html", {"form": form, "party": party})


@require_POST
def act_for(request: ActorRequest, number: str) -> HttpResponse:
    """Act for another organisation of one's own from now on."""
    party = queries.organisation(request.actor, number)
    commands.act_for(organisation=party, session=request.session, actor=request.actor)
    messages.success(request, _("现在代表“{name}”办理。").format(name=party))
    return redirect("accounts:mine")

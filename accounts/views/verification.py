"""The exchange's side: the queue, and what an officer decides."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.examining import Reading
from accounts.forms import OrganisationReadingForm, PersonReadingForm, QueueForm, ReturnForm
from accounts.models import Examination, Kind, Organisation
from accounts.models.waiting import by_urgency
from accounts.rules import is_exchange_staff, may_verify
from accounts.views.facts import contact_of, facts_of
from accounts.views.queues import queues_of
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on

SHOWN = 200


def queue(request: ActorRequest) -> HttpResponse:
    """What waits for verification at any of the four exchanges, what is due first before the rest."""
    require(is_exchange_staff, request.actor)
    form = QueueForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    state = chosen.get("state") or Organisation.State.PENDING
    rows = queries.named(
        queries.organisations(request.actor), state=state, kind=chosen.get("kind", ""), name=chosen.get("name", "")
    )
    if chosen.get("exchange"):
        rows = rows.filter(home_exchange=chosen["exchange"])
    context = {
        "waiting": by_urgency(with_returns(rows))[:SHOWN],
        "count": rows.count(),
        "form": form,
        "filtered": any(chosen.values()),
        "now": market_clock.read(),
        "tabs": queues_of(request.actor, "organisations"),
    }
    return render(request, "accounts/queue.html", context)


def with_returns(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Each with whether it was returned before: who comes again is looked at for what was wrong."""
    returns = Examination.objects.filter(organisation=OuterRef("pk"), outcome=Examination.Outcome.RETURNED)
    return rows.annotate(comes_again=Exists(returns))


def examine(request: ActorRequest, number: str) -> HttpResponse:
    """The scans beside what was typed: verify by what one reads, or return every piece that is wrong."""
    party = queries.organisation(request.actor, number)
    require(may_verify, request.actor, party)
    reading = reading_form(party)(request.POST if request.POST.get("act") == "verify" else None)
    returning = ReturnForm(request.POST if request.POST.get("act") == "return" else None, kind=party.kind)
    if reading.is_bound and reading.is_valid():
        with told_on(reading):
            return _verify(request, party, reading.cleaned_data)
    if returning.is_bound and returning.is_valid():
        with told_on(returning):
            return _return(request, party, returning)
    context = {
        "party": party,
        "pieces": queries.pieces_of(party),
        "facts": [*facts_of(party), *contact_of(party)],
        "reading": reading,
        "returning": returning,
        "now": market_clock.read(),
        "looks": looks_at(request, party),
        "others": queries.named(queries.organisations(request.actor), name=party.name).exclude(pk=party.pk)[:5],
    }
    return render(request, "accounts/examine.html", context)


def looks_at(request: ActorRequest, party: Organisation) -> list[tuple[Examination, list[str]]]:
    """Earlier looks of officers, the latest first, each with what it returned, in words."""
    return [(one, queries.return_told(one.pieces, "")) for one in queries.examinations(request.actor, party)[:10]]


def reading_form(party: Organisation) -> Any:
    """The fields an officer reads: of a person the identity document only."""
    return PersonReadingForm if party.kind == Kind.PERSON else OrganisationReadingForm


def _verify(request: ActorRequest, party: Organisation, read: dict[str, Any]) -> HttpResponse:
    commands.verify_organisation(organisation=party, reading=Reading(**read), actor=request.actor, clock=market_clock)
    messages.success(request, _("“{name}”已通过认证，四家交易机构均予认可。").format(name=party))
    return redirect("accounts:queue")


def _return(request: ActorRequest, party: Organisation, form: ReturnForm) -> HttpResponse:
    commands.send_back_organisation(
        organisation=party,
        reason=form.cleaned_data["reason"],
        pieces=form.pieces(),
        actor=request.actor,
        clock=market_clock,
    )
    messages.success(request, _("已退回“{name}”补正。").format(name=party))
    return redirect("accounts:queue")


@require_POST
def suspend(request: ActorRequest, number: str) -> HttpResponse:
    party = queries.organisation(request.actor, number)
    commands.suspend_organisation(organisation=party, reason=request.POST.get("reason", ""), actor=request.actor)
    messages.success(request, _("已暂停“{name}”。").format(name=party))
    return redirect("accounts:organisation", number)


@require_POST
def reinstate(request: ActorRequest, number: str) -> HttpResponse:
    party = queries.organisation(request.actor, number)
    commands.reinstate_organisation(organisation=party, actor=request.actor)
    messages.success(request, _("已恢复“{name}”。").format(name=party))
    return redirect("accounts:organisation", number)

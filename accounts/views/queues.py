"""The queues of onboarding at an exchange, with how much waits in each."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import queries
from accounts.actor import Actor, ActorRequest
from accounts.models import Authorisation, Claim, Merger, NameChange
from accounts.models.waiting import by_urgency
from accounts.rules import is_exchange_staff
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.presentation import Tab

SHOWN = 200


def queues_of(actor: Actor, current: str) -> list[Tab]:
    """Each queue with its number; any of the four exchanges may take what waits."""
    changes = _proposed(actor).count() + _mergers(actor).count()
    waiting = {
        "organisations": (_("单位认证"), "accounts:queue", queries.waiting(actor).count()),
        "authorisations": (_("授权确认"), "accounts:authorisations", _pending(actor).count()),
        "claims": (_("归属裁定"), "accounts:claims", queries.claims(actor).filter(state=Claim.State.FILED).count()),
        "changes": (_("更名与合并"), "accounts:changes", changes),
    }
    return [Tab(label, reverse(url), name == current, count) for name, (label, url, count) in waiting.items()]


def _pending(actor: Actor):  # type: ignore[no-untyped-def]  # a queryset of authorisations
    return queries.authorisations(actor).filter(state=Authorisation.State.PENDING)


def _proposed(actor: Actor):  # type: ignore[no-untyped-def]  # a queryset of changes of name
    return queries.name_changes(actor).filter(state=NameChange.State.PROPOSED)


def _mergers(actor: Actor):  # type: ignore[no-untyped-def]  # a queryset of mergers
    return queries.mergers(actor).filter(state=Merger.State.PROPOSED)


def authorisations(request: ActorRequest) -> HttpResponse:
    """Mandates that wait for a confirmation, what is due first before the rest."""
    require(is_exchange_staff, request.actor)
    rows = by_urgency(_pending(request.actor))[:SHOWN]
    context = {"rows": rows, "tabs": queues_of(request.actor, "authorisations"), "now": market_clock.read()}
    return render(request, "accounts/authorisations.html", context)


def claims(request: ActorRequest) -> HttpResponse:
    """Claims: an officer's queue, or one's own."""
    staff = is_exchange_staff(request.actor)
    rows = queries.claims(request.actor)
    rows = by_urgency(rows.filter(state=Claim.State.FILED)) if staff else rows.order_by("-id")
    context = {
        "rows": rows[:SHOWN],
        "tabs": queues_of(request.actor, "claims") if staff else [],
        "now": market_clock.read(),
    }
    return render(request, "accounts/claims.html", context)


def changes(request: ActorRequest) -> HttpResponse:
    """Changes of name and mergers that wait for a decision."""
    require(is_exchange_staff, request.actor)
    context = {
        "renames": by_urgency(_proposed(request.actor))[:SHOWN],
        "mergers": by_urgency(_mergers(request.actor))[:SHOWN],
        "tabs": queues_of(request.actor, "changes"),
        "now": market_clock.read(),
    }
    return render(request, "accounts/changes.html", context)

"""Importing a file: hand it in, look at its bad rows, have it imported, watch."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue import commands, queries
from marketplace.catalogue.forms.upload import UploadForm
from marketplace.catalogue.rules import may_import
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.jobs.commands import cancel

SHOWN = 20


def imports(request: ActorRequest) -> HttpResponse:
    """Hand in a file; the organisation's earlier ones below."""
    require(may_import, request.actor)
    form = UploadForm(request.POST or None, request.FILES or None, initial=_initial(request))
    if form.is_valid():
        with told_on(form):
            upload = commands.receive_upload(actor=request.actor, clock=market_clock, **form.values())
            return redirect("catalogue:upload", upload.number)
    return render(request, "catalogue/imports.html", {"form": form, "uploads": queries.uploads(request.actor)[:SHOWN]})


def _initial(request: ActorRequest) -> dict[str, object]:
    organisation = request.actor.organisation
    return {"exchange": organisation.home_exchange} if organisation else {}


def upload(request: ActorRequest, number: str) -> HttpResponse:
    """One file: what was found wrong, how far its import is, what came of it."""
    found = queries.upload(request.actor, number)
    return render(request, "catalogue/upload.html", {"upload": found, "job": found.job})


@require_POST
def start(request: ActorRequest, number: str) -> HttpResponse:
    """Have the good rows imported, or go on after a break."""
    found = queries.upload(request.actor, number)
    commands.start_upload(upload=found, actor=request.actor, clock=market_clock)
    return redirect("catalogue:upload", number)


@require_POST
def stop(request: ActorRequest, number: str) -> HttpResponse:
    """Stop the import; what has landed stays."""
    found = queries.upload(request.actor, number)
    if found.job:
        cancel(job=found.job, actor=request.actor)
    return redirect("catalogue:upload", number)

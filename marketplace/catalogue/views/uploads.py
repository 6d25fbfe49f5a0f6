"""Importing a file: hand it in, look at its bad rows, have it imported, watch."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue import commands, queries
from marketplace.catalogue.forms.columns import ColumnsForm
from marketplace.catalogue.forms.upload import UploadForm
from marketplace.catalogue.importing.fields import COLUMNS, label
from marketplace.catalogue.importing.preview import PROPOSED
from marketplace.catalogue.models import Upload
from marketplace.catalogue.rules import may_import
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.tables import MEDIA_TYPES, answer, written
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
    return _shown(request, found, None if found.job else _columns_form(found))


def _columns_form(upload: Upload, data: Any = None) -> ColumnsForm:
    columns = {heading: upload.columns[heading] for heading in upload.headings}
    return ColumnsForm(data, kind=upload.kind, columns=columns, name=upload.source)


def _shown(request: ActorRequest, upload: Upload, form: ColumnsForm | None) -> HttpResponse:
    """Of the preview only the fields that the rows have, title first."""
    fields = [field for field in (*COLUMNS[upload.kind], PROPOSED) if any(field in row for row in upload.preview)]
    preview = [[row["line"], *(row.get(field, "") for field in fields)] for row in upload.preview]
    told = {"faults": queries.faults_shown(upload), "labels": [label(field) for field in fields], "preview": preview}
    return render(request, "catalogue/upload.html", {"upload": upload, "job": upload.job, "form": form, **told})


@require_POST
def columns(request: ActorRequest, number: str) -> HttpResponse:
    """Say what the headings mean, and look at the file again."""
    found = queries.upload(request.actor, number)
    form = _columns_form(found, request.POST)
    if form.is_valid():
        with told_on(form):
            commands.map_columns(upload=found, actor=request.actor, clock=market_clock, **form.values())
            return redirect("catalogue:upload", number)
    return _shown(request, found, form)


def errors(request: ActorRequest, number: str, ending: str) -> HttpResponse:
    """The bad rows as a table, to be mended and handed in again."""
    if ending not in MEDIA_TYPES:
        raise Http404
    sheet = queries.rejected_sheet(queries.upload(request.actor, number))
    return answer(written([sheet], ending), name=f"{number}-errors", ending=ending)


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

"""The list of documents, and the page of one."""

from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.rules import is_signed_in
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.documents import commands, printing, queries, rules
from marketplace.documents.facts import document_facts
from marketplace.documents.forms import ScanForm
from marketplace.documents.models import Document
from marketplace.documents.packing import Parcel
from marketplace.documents.queries.documents import page_of
from marketplace.documents.views.answers import pdf_answer, picture_answer
from marketplace.files.views import disposition

CHUNK = 1 << 16


def index(request: ActorRequest) -> HttpResponse:
    """The documents of one's own list, newest first."""
    require(is_signed_in, request.actor)
    rows, older = page_of(queries.documents_for(request.actor), request.GET.get("before", ""))
    return render(
        request,
        "documents/index.html",
        {"documents": rows, "older": older, "staff": rules.may_see_templates(request.actor)},
    )


def document(request: ActorRequest, number: str) -> HttpResponse:
    return page(request, queries.document(request.actor, number), ScanForm())


def page(request: ActorRequest, found: Document, form: ScanForm, status: int = 200) -> HttpResponse:
    """The page of a document, with the form of its scan."""
    sealings = list(queries.sealings_of(found))
    may_seal = rules.may_seal(request.actor, found) and found.state == Document.State.CURRENT
    own = [sealing for sealing in sealings if request.actor.acts_for(sealing.organisation)]
    context = {
        "document": found,
        "facts": document_facts(found),
        "pages": range(1, found.pages + 1),
        "sealings": sealings,
        "form": form if may_seal and not any(sealing.is_live for sealing in own) else None,
        "check_url": f"{reverse('documents:check')}?code={found.check_code}",
    }
    return render(request, "documents/document.html", context, status=status)


def pdf(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.document(request.actor, number)
    return pdf_answer(queries.pdf(found), f"{found.printed_number} {found.title}", inline="show" in request.GET)


def picture(request: ActorRequest, number: str, page: int) -> HttpResponse:
    return picture_answer(queries.picture(queries.document(request.actor, number), page))


def form(request: ActorRequest, code: str) -> HttpResponse:
    """A form to fill by hand, for anybody."""
    now = market_clock.read()
    template = queries.blank_form(code, now)
    return pdf_answer(printing.blank_pdf(template, now), template.title, inline="show" in request.GET)


@require_POST
def dossier(request: ActorRequest, kind: str, number: str) -> StreamingHttpResponse:
    """Everything about a matter that one may read, in one ZIP; asking for it is in the log."""
    parcel = commands.export_dossier(subject=f"{kind}:{number}", actor=request.actor, clock=market_clock)
    name = _("{number} 案卷").format(number=number)
    headers = {"Content-Disposition": disposition(f"{name}.zip", inline=False), "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(_streamed(parcel), content_type="application/zip", headers=headers)


async def _streamed(parcel: Parcel) -> AsyncIterator[bytes]:
    """A parcel in pieces; it is packed to the disk as soon as the first is wanted."""
    file = await sync_to_async(parcel.file)()
    with file:
        while chunk := await sync_to_async(file.read)(CHUNK):
            yield chunk

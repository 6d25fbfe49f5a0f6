"""Documents the actor may read, their PDF and their pages."""

import re

from django.core.cache import cache
from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.audit import commands as audit
from marketplace.core.errors import Invalid
from marketplace.documents import pages, printing, rules, scanning
from marketplace.documents.models import Document, Print, Sealing
from marketplace.files import blobs
from marketplace.files import queries as files
from marketplace.files.models import File

PICTURE_SECONDS = 3600
PAGE = 30
NUMBER = re.compile(r"DOC-\d{4}-\d{6,10}", re.ASCII)


def documents_of(subject: models.Model | str) -> QuerySet[Document]:
    """All documents about a subject, in order of issue; whoever shows them asks `rules.may_read` of each, or `readable`."""
    about = subject if isinstance(subject, str) else audit.ref(subject)
    return Document.objects.filter(subject=about).select_related("template", "addressee").order_by("id")


def readable(actor: Actor, subject: models.Model | str) -> list[Document]:
    """The documents about a subject that the actor may read."""
    return [document for document in documents_of(subject) if rules.may_read(actor, document)]


def documents_for(actor: Actor) -> QuerySet[Document]:
    """The documents of the actor's own list: all of the exchange for its staff, those addressed to the organisation else."""
    rows = Document.objects.select_related("template", "addressee")
    if is_exchange_staff(actor):
        return rows.filter(exchange=actor.exchange)
    return rows.filter(addressee=actor.organisation) if actor.organisation else rows.none()


def document(actor: Actor, number: str) -> Document:
    """One document the actor may read. Raises Http404 otherwise."""
    rows = Document.objects.select_related("template__layout", "addressee", "issued_by", "supersedes", "superseded_by")
    found = rows.filter(number=number).first()
    if found is None or not rules.may_read(actor, found):
        raise Http404(_("没有找到编号为 {number} 的文书。").format(number=number[:20]))
    return found


def pdf(document: Document, /) -> bytes:
    """The PDF as it was issued."""
    return bytes(Print.objects.values_list("content", flat=True).get(document=document))


def picture(document: Document, page: int) -> bytes:
    """A page of a document, from 1, as PNG. Raises Http404 for a page it has not."""
    if not 1 <= page <= document.pages:
        raise Http404(_("该文书没有第 {page} 页。").format(page=page))
    key = f"documents.picture:{document.sha256}:{page}"
    found = cache.get(key)
    if found is None:
        found = pages.picture(pdf(document), page)
        cache.set(key, found, PICTURE_SECONDS)
    return found


def set_again(document: Document) -> bytes:
    """The PDF set anew from the edition and the data of its row: byte by byte the one that was issued."""
    return printing.set_pdf(document.template, document.data, document.frame, document.issued_at)


def sealings_for(actor: Actor) -> QuerySet[Sealing]:
    """Scans that wait at the actor's exchange; for a party those of its own seal."""
    rows = Sealing.objects.select_related("document__template", "document__addressee", "organisation", "uploaded_by")
    if is_exchange_staff(actor):
        return rows.filter(document__exchange=actor.exchange)
    return rows.filter(organisation=actor.organisation) if actor.organisation else rows.none()


def sealing(actor: Actor, number: str) -> Sealing:
    """One scan of a document that the actor may read. Raises Http404 otherwise."""
    rows = Sealing.objects.select_related("document__template", "document__addressee", "organisation", "file")
    found = rows.filter(number=number).first()
    if found is None or not rules.may_read(actor, found.document):
        raise Http404(_("没有找到编号为 {number} 的扫描件。").format(number=number[:20]))
    return found


def scan_picture(sealing: Sealing, page: int) -> bytes:
    """A page of a scan, from 1, as PNG. Raises Http404 for a page it has not."""
    if not 1 <= page <= sealing.pages:
        raise Http404(_("该文书没有第 {page} 页。").format(page=page))
    key = f"documents.scan:{sealing.file.sha256}:{page}"
    found = cache.get(key)
    if found is None:
        content = scanning.as_pdf(blobs.content_of(sealing.file.sha256), sealing.file.kind)
        found = pages.picture(content, page)
        cache.set(key, found, PICTURE_SECONDS)
    return found


def sealings_of(document: Document) -> list[Sealing]:
    """All scans of a document, the last first."""
    rows = Sealing.objects.filter(document=document).select_related("organisation", "uploaded_by", "decided_by")
    return list(rows.order_by("-id"))


def page_of(rows: QuerySet[Document], before: str) -> tuple[list[Document], str]:
    """A page of a list, newest first, from before a document's number on; and the number the next page begins before."""
    if NUMBER.fullmatch(before):
        last = Document.objects.filter(number=before).values_list("pk", flat=True).first()
        rows = rows.filter(pk__lt=last) if last else rows.none()
    found = list(rows.order_by("-id")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].number if len(found) > PAGE else ""


def file_of(actor: Actor, number: str) -> File:
    """A file that was handed in before, named in a request. Raises Invalid for `file` if the actor has none of that number."""
    try:
        return files.file(actor, number)
    except Http404 as missing:
        raise Invalid(fields={"file": [str(missing)]}) from None

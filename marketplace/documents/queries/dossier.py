"""Everything that was issued and handed in about a matter: the list that is archived, and the lines of the log about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.audit.models import Entry
from marketplace.documents import rules
from marketplace.documents.models import Document
from marketplace.files import rules as file_rules
from marketplace.files.models import File

Subject = models.Model | str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document or file of a matter."""

    kind: str  # document, file, scan
    number: str  # DOC-2027-000003, F-2027-000004
    title: str
    printed_number: str
    at: datetime
    pages: int | None
    sha256: str
    state: str  # of a document: current, superseded, revoked; empty for a file
    source: Document | File

    @property
    def note(self) -> str:
        """What is to be said of a document that is out of force, in the reader's language."""
        return "" if self.state in ("", Document.State.CURRENT) else str(Document.State(self.state).label)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What there is about a matter, in order of time."""

    subjects: tuple[str, ...]
    papers: tuple[Paper, ...]

    def readable(self, actor: Actor) -> "Dossier":
        """The same with the papers that the actor may read."""
        return Dossier(self.subjects, tuple(paper for paper in self.papers if _may_read(actor, paper)))


def dossier(*subjects: Subject) -> Dossier:
    """All documents and files of a matter with their hashes: of a case, and of its listing and its sale if they are given too.

    Scans of documents among them. Whoever shows it asks first, or takes `dossier.readable(actor)`.
    """
    about = tuple(subject if isinstance(subject, str) else audit.ref(subject) for subject in subjects)
    documents = list(Document.objects.filter(subject__in=about).select_related("template"))
    scanned = [audit.ref(document) for document in documents]
    files = File.objects.filter(subject__in=[*about, *scanned])
    papers = [_of_document(document) for document in documents] + [_of_file(file) for file in files]
    return Dossier(about, tuple(sorted(papers, key=lambda paper: (paper.at, paper.number))))


def _of_document(document: Document) -> Paper:
    return Paper(
        "document",
        document.number,
        document.title,
        document.printed_number,
        document.issued_at,
        document.pages,
        document.sha256,
        document.state,
        document,
    )


def _of_file(file: File) -> Paper:
    kind = "scan" if file.subject.startswith("document:") else "file"
    return Paper(kind, file.number, file.name, "", file.stored_at, None, file.sha256, "", file)


def _may_read(actor: Actor, paper: Paper) -> bool:
    if isinstance(paper.source, Document):
        return rules.may_read(actor, paper.source)
    return file_rules.may_read(actor, paper.source)


def log_lines(subjects: Sequence[str], *, with_payloads: bool) -> Iterator[dict[str, Any]]:
    """The sealed lines of the log about subjects, by place in the chain; without payloads those of private lines are withheld."""
    entries = Entry.objects.filter(subject__in=subjects, seal__isnull=False).select_related("seal", "payload")
    for entry in entries.order_by("seal__seq").iterator(chunk_size=500):
        shown = hasattr(entry, "payload") and (with_payloads or not entry.private)
        yield {
            "seq": entry.seal.seq,
            "at": entry.at.isoformat(),
            "verb": entry.verb,
            "subject": entry.subject,
            "actor": entry.actor,
            "organisation": entry.organisation,
            "private": entry.private,
            "payload_hash": bytes(entry.payload_hash).hex(),
            "seal": bytes(entry.seal.hash).hex(),
            **({"salt": bytes(entry.payload.salt).hex(), "payload": entry.payload.body} if shown else {}),
        }

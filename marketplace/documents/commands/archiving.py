"""Archiving a matter: the index of its papers, and everything in one file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic
from marketplace.documents import rules
from marketplace.documents.commands.issuing import issue
from marketplace.documents.models import Document
from marketplace.documents.packing import Parcel
from marketplace.documents.queries.dossier import Dossier, Paper, Subject, dossier, log_lines

MOST_PAPERS = 500  # of an index, as its template takes


@atomic
def archive_index(
    *,
    subject: Subject,
    exchange: str,
    data: Mapping[str, Any],
    actor: Actor,
    clock: Clock,
    also: Sequence[Subject] = (),
) -> Document:
    """Issue the 归档目录 of a matter: all documents and files about `subject` and `also`, with their hashes.

    A step of commands that have asked who may. `data` are the other fields of the template (`project_title`, `archived_by`, …).
    """
    now = clock.read()
    found = dossier(subject, *also)
    lines = list(log_lines(found.subjects, with_payloads=False))
    listed = {
        "papers": _rows(found),
        "log_lines": len(lines),
        "log_head": lines[-1]["seal"] if lines else None,
        "archived_at": now,
    }
    return issue(
        code="archive_index", subject=subject, exchange=exchange, data=listed | dict(data), actor=actor, clock=clock
    )


def _rows(found: Dossier) -> list[dict[str, Any]]:
    """Printed in the language of the market, whoever archives."""
    with translation.override(settings.LANGUAGE_CODE):
        return [_row(paper) for paper in found.papers[-MOST_PAPERS:]]


def _row(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title[:200],
        "number": paper.printed_number or paper.number,
        "date": paper.at.astimezone(SHANGHAI).date(),
        "pages": paper.pages,
        "sha256": paper.sha256,
        "note": str(paper.note),
    }


@atomic
def export_dossier(
    *, subject: Subject, actor: Actor, clock: Clock, also: Sequence[Subject] = (), index: Document | None = None
) -> Parcel:
    """A matter as one ZIP (`parcel.file()`): its index, its papers, a manifest, its lines of the log.

    Holds what the actor may read, and is in the log. With payloads of private lines for staff of exchanges only.
    Raises Forbidden for who may not read about the subject.
    """
    found = dossier(subject, *also)
    require(rules.may_read_about, actor, found.subjects[0])
    now = clock.read()
    own = found.readable(actor)
    lines = log_lines(found.subjects, with_payloads=is_exchange_staff(actor) or actor.is_system)
    parcel = Parcel(own, list(lines), now, index if index and rules.may_read(actor, index) else None)
    audit.record(
        "documents.dossier_exported", subject=found.subjects[0], actor=actor, private=True, papers=len(own.papers)
    )
    return parcel


__all__ = ["Dossier", "archive_index", "export_dossier"]

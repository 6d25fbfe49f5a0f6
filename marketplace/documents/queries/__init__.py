"""Reads of documents."""

from marketplace.documents.queries.checking import Checked, check, check_content
from marketplace.documents.queries.documents import (
    document,
    documents_for,
    documents_of,
    pdf,
    picture,
    readable,
    scan_picture,
    sealing,
    sealings_for,
    sealings_of,
    set_again,
)
from marketplace.documents.queries.dossier import Dossier, Paper, dossier, log_lines
from marketplace.documents.queries.templates import (
    blank_form,
    drafts,
    editions,
    template,
    template_in_force,
    templates_in_force,
)

__all__ = [
    "Checked",
    "Dossier",
    "Paper",
    "blank_form",
    "check",
    "check_content",
    "document",
    "documents_for",
    "documents_of",
    "dossier",
    "drafts",
    "editions",
    "log_lines",
    "pdf",
    "picture",
    "readable",
    "scan_picture",
    "sealing",
    "sealings_for",
    "sealings_of",
    "set_again",
    "template",
    "template_in_force",
    "templates_in_force",
]

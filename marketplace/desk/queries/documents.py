"""The documents of a case: what was issued about it, what was announced, and those of its sale."""

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.desk.models import Case
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of
from marketplace.documents.rules import may_read


def subjects_of(case: Case) -> list[str]:
    return [subject for subject in (audit.ref(case), f"announcement:{case.number}", case.deal) if subject]


def documents_about(case: Case) -> list[Document]:
    """Every document of a case, in order of issue; whoever shows them asks `case_documents` instead."""
    rows = [document for subject in subjects_of(case) for document in documents_of(subject)]
    return sorted(rows, key=lambda document: document.pk)


def case_documents(actor: Actor, case: Case) -> list[Document]:
    """Those that the actor may read."""
    return [document for document in documents_about(case) if may_read(actor, document)]

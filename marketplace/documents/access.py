"""Who reads the scans of a document: whoever reads the document."""

from accounts.actor import Actor
from marketplace.documents.models import Document
from marketplace.documents.rules import may_read
from marketplace.files.access import guard


@guard("document")
def may_read_scans(actor: Actor, number: str) -> bool:
    """Whether the actor reads what was handed in for a document."""
    document = Document.objects.filter(number=number).first()
    return document is not None and may_read(actor, document)

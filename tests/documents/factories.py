"""Documents for the tests of every area."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actor import Actor
from marketplace.core.clock import frozen
from marketplace.documents import commands, queries
from marketplace.documents.models import Document, Sealing
from marketplace.files import commands as files
from marketplace.files.checking import SCANS
from marketplace.files.models import File
from tests.accounts.factories import actor, exchange, officer
from tests.documents.samples import SAMPLES

NOON = frozen("2027-03-01T12:00:00")


def document(code: str = "acceptance_notice", *, by: Actor | None = None, at: str = "SW", **given: Any) -> Document:
    """An issued document of the kind `code` at an exchange, with the sample data of its template."""
    exchange(at)
    told: dict[str, Any] = {"subject": "case:P-2027-000042", "data": SAMPLES[code], "clock": NOON}
    return commands.issue(code=code, exchange=at, actor=by or officer(at), **(told | given))


def scan(by: Actor, content: bytes, name: str = "scan.pdf") -> File:
    """A file that the actor handed in as a scan."""
    upload = SimpleUploadedFile(name, content)
    return files.store(upload=upload, purpose="sealed_scan", kinds=SCANS, actor=by, clock=NOON)


def sealing(of: Document | None = None, *, by: Actor | None = None) -> Sealing:
    """A scan that waits for an officer of SW: of the document's addressee, who uploaded the PDF as it was printed."""
    party = by or actor(of.addressee if of else None)
    issued = of or document(addressee=party.organisation)
    file = scan(party, queries.pdf(issued))
    return commands.upload_scan(document=issued, file=file, actor=party, clock=NOON)

"""Documents for the tests of every area."""

from typing import Any

from accounts.actor import Actor
from marketplace.core.clock import frozen
from marketplace.documents import commands
from marketplace.documents.models import Document
from tests.accounts.factories import exchange, officer
from tests.documents.samples import SAMPLES

NOON = frozen("2027-03-01T12:00:00")


def document(code: str = "acceptance_notice", *, by: Actor | None = None, at: str = "SW", **given: Any) -> Document:
    """An issued document of the kind `code` at an exchange, with the sample data of its template."""
    exchange(at)
    told: dict[str, Any] = {"subject": "case:P-2027-000042", "data": SAMPLES[code], "clock": NOON}
    return commands.issue(code=code, exchange=at, actor=by or officer(at), **(told | given))

"""The pages of documents, seals and templates, each with a thing of `own`."""

import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.documents import commands, queries
from tests.catalogue.factories import TODAY
from tests.documents.factories import document, sealing
from tests.guards.cast import Cast
from tests.guards.deeds import documents as deeds
from tests.guards.doors import Call

Page = Callable[[Cast], Call]


def about(body: Any = None, **more: Any) -> Page:
    """A page of a document that is addressed to `own`."""
    return lambda cast: Call({"number": deeds.issued(cast).number, **more}, body=body)


def scan_of(cast: Cast) -> Call:
    issued = deeds.issued(cast)
    content = queries.pdf(issued)
    return Call({"number": issued.number}, body={"file": lambda: SimpleUploadedFile("scan.pdf", content)})


def of_sealing(body: Any = None, **more: Any) -> Page:
    """A page of a scan that waits."""
    return lambda cast: Call({"number": sealing(deeds.issued(cast), by=cast["own.agt"]).number, **more}, body=body)


def of_draft(body: Any = None) -> Page:
    """A page of an edition that waits for a second person."""

    def call(cast: Cast) -> Call:
        found = deeds.drafted(cast)
        return Call({"code": found.code, "edition": found.edition}, body=body, at=TODAY)

    return call


def new_edition(cast: Cast) -> Call:
    given = {name: value for name, value in deeds.EDITION.items() if name not in ("code", "fields", "clock")}
    given |= {"effective_from": "2027-06-01", "schema": json.dumps(deeds.EDITION["fields"])}
    return Call({"code": "acceptance_notice"}, body=given)


def dossier(cast: Cast) -> Call:
    return Call({"kind": "document", "number": deeds.issued(cast).number}, body={})


def check(cast: Cast) -> Call:
    return Call(query=f"code={document().check_code}")


def check_file(cast: Cast) -> Call:
    content = queries.pdf(document())
    return Call(body={"file": lambda: SimpleUploadedFile("a.pdf", content)})


SEEN = dict.fromkeys(commands.CHECKPOINTS, "on")

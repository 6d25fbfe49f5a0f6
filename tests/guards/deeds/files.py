"""What people hand in."""

from tests.files.factories import TODAY, stored, upload
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row


@row("files.store")
def store(cast: Cast) -> Arguments:
    return {"upload": upload, "purpose": "evidence", "clock": TODAY}


@row("files.attach")
def attach(cast: Cast) -> Arguments:
    return {"file": stored(cast["own.agt"]), "subject": "case:P-2027-000042"}


@row("files.read")
def read(cast: Cast) -> Arguments:
    return {"file": stored(cast["own.agt"]), "clock": TODAY}

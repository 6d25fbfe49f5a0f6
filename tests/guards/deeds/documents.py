"""Documents, seals on them, and templates."""

from datetime import date

from marketplace.documents import commands as documents
from marketplace.documents import queries
from marketplace.documents.models import Document, Template
from tests.documents.factories import NOON, document, scan, sealing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row


def issued(cast: Cast) -> Document:
    return document(addressee=cast.own, by=cast["SW.off"])


@row("documents.upload_scan")
def upload_scan(cast: Cast) -> Arguments:
    of = issued(cast)
    return {"document": of, "file": scan(cast["own.agt"], queries.pdf(of)), "clock": NOON}


@row("documents.confirm_original")
def confirm_original(cast: Cast) -> Arguments:
    seen = dict.fromkeys(documents.CHECKPOINTS, True)
    return {"sealing": sealing(issued(cast), by=cast["own.agt"]), "checklist": seen, "clock": NOON}


@row("documents.reject_scan")
def reject_scan(cast: Cast) -> Arguments:
    return {"sealing": sealing(issued(cast), by=cast["own.agt"]), "reason": "示范原因", "clock": NOON}


@row("documents.export_dossier")
def export_dossier(cast: Cast) -> Arguments:
    return {"subject": issued(cast), "clock": NOON}


EDITION = {
    "code": "acceptance_notice",
    "title": "受理通知书",
    "title_en": "Notice of Acceptance",
    "source": "#to(d.addressee)\n#sign()\n",
    "fields": [{"name": "addressee", "kind": "text", "label": "申请人"}],
    "effective_from": date(2027, 6, 1),
    "note": "示范修订",
    "clock": NOON,
}


@row("documents.draft_template")
def draft_template(cast: Cast) -> Arguments:
    return dict(EDITION)


def drafted(cast: Cast) -> Template:
    """Drafted by the one who also is a reviewer."""
    return documents.draft_template(actor=cast["SW.did"], **EDITION)


@row("documents.approve_template")
def approve_template(cast: Cast) -> Arguments:
    return {"template": drafted(cast), "clock": NOON}


@row("documents.reject_template")
def reject_template(cast: Cast) -> Arguments:
    return {"template": drafted(cast), "reason": "示范原因", "clock": NOON}

"""重新出具文书: a document that says something wrong is superseded by another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid
from marketplace.desk.effects import Done
from marketplace.desk.models import Case, Correction
from marketplace.desk.queries.documents import subjects_of
from marketplace.documents import schema
from marketplace.documents.commands import reissue
from marketplace.documents.models import Document
from marketplace.documents.queries import template_in_force


def check_document_reissue(case: Case, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`{"document": "DOC-…", "data": the fields that change}`: a document of this case that is current."""
    document = _document(case, payload)
    data = payload.get("data") or {}
    if not isinstance(data, Mapping):
        raise Invalid(fields={"data": [_("请写明要改的内容。")]})
    template = template_in_force(document.code, now.astimezone(SHANGHAI).date())
    schema.check(template.fields, {**document.data, **data})
    return {"document": document.number, "data": dict(data)}


def _document(case: Case, payload: dict[str, Any]) -> Document:
    number = str(payload.get("document", ""))
    found = Document.objects.filter(number=number, subject__in=subjects_of(case)).first()
    if found is None or not found.can("supersede"):
        raise Invalid(fields={"document": [_("本案没有编号为 {number} 的有效文书。").format(number=number[:20])]})
    return found


def apply_document_reissue(correction: Correction, now: datetime, actor: Actor, clock: Clock) -> Done:
    """The new one is numbered anew; the old one stays and says by which it is superseded."""
    old = _document(correction.case, correction.payload)
    data = correction.payload["data"]
    new = reissue(document=old, data={**old.data, **data}, reason=correction.reason[:300], actor=actor, clock=clock)
    before = {"document": old.number, **{name: old.data.get(name) for name in data}}
    return Done(before=before, after={"document": new.number, **data}, document=new.number)

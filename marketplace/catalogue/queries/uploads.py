"""Files of the organisation acted for, what is wrong with them, and what their headings mean."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.importing.columns import TOLD
from marketplace.catalogue.importing.fields import label, rule_of
from marketplace.catalogue.models import ColumnMapping, RejectedRow, Upload
from marketplace.core.workbook import Head, Sheet

FAULTS_SHOWN = 100
BETWEEN = "；"


def uploads(actor: Actor) -> QuerySet[Upload]:
    """The files of the organisation acted for, without their contents, newest first."""
    if actor.organisation is None:
        return Upload.objects.none()
    return Upload.objects.filter(organisation=actor.organisation).select_related("job").defer("content").order_by("-id")


def upload(actor: Actor, number: str) -> Upload:
    """One file of the organisation acted for. Raises Http404 otherwise."""
    found = uploads(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的文件。").format(number=number[:20]))
    return found


def rejected(upload: Upload) -> QuerySet[RejectedRow]:
    """The bad rows of a file that were kept, in their order."""
    return upload.rejected.order_by("place")


def faults_shown(upload: Upload) -> list[tuple[int, str, str, str]]:
    """Line, column, reason and rule of the first bad rows."""
    rows = rejected(upload)[:FAULTS_SHOWN]
    found = [(row.line, column, reason, rule_of(field, reason)) for row in rows for column, field, reason in row.faults]
    return found[:FAULTS_SHOWN]


def rejected_sheet(upload: Upload) -> Sheet:
    """The bad rows as the file has them, each with its line, the columns and fields that are wrong, why, and by which rule."""
    rows = list(rejected(upload))
    known = dict.fromkeys([*upload.headings, *(heading for row in rows for heading in row.cells)])
    headings = [heading for heading in known if heading not in TOLD]
    head = [Head(heading) for heading in (*headings, *TOLD)]
    return Sheet(
        _("有误的行"), [head, *([*(row.cells.get(name, "") for name in headings), *_told(row)] for row in rows)]
    )


def _told(row: RejectedRow) -> list[str | int]:
    said = [(column, label(field), reason, rule_of(field, reason)) for column, field, reason in row.faults]
    return [row.line, *(BETWEEN.join(dict.fromkeys(filter(None, texts))) for texts in zip(*said, strict=True))]


def mappings(actor: Actor) -> QuerySet[ColumnMapping]:
    """What headings mean to the organisation acted for."""
    if actor.organisation is None:
        return ColumnMapping.objects.none()
    return ColumnMapping.objects.filter(organisation=actor.organisation).order_by("-id")


def mapping(actor: Actor, number: str) -> ColumnMapping:
    """One of them. Raises Http404 otherwise."""
    found = mappings(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的列名对照。").format(number=number[:20]))
    return found

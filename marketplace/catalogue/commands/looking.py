"""The first rows of an upload: how its headings are read, how its rows would land, which would not. Steps of its commands."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.catalogue.commands.importing import check_file, headings_of
from marketplace.catalogue.commands.mapping import HEADING_MAX, mapping_for
from marketplace.catalogue.importing.columns import Headings
from marketplace.catalogue.importing.faults import Rejected
from marketplace.catalogue.importing.fields import COLUMNS
from marketplace.catalogue.importing.preview import ROWS as PREVIEW_ROWS
from marketplace.catalogue.importing.preview import shown
from marketplace.catalogue.importing.rows import Destination
from marketplace.catalogue.models import RejectedRow, Upload

ROWS_LOOKED_AT = 1_000
REJECTED_MAX = 10_000  # rows of one file
CELLS_MAX = 20_000  # characters of one bad row
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def read_headings(upload: Upload, name: str) -> None:
    """Say what each heading means: as the organisation's mapping has it, else as everybody means it."""
    content = io.BytesIO(upload.content or b"")
    headings = headings_of(file=content, name=upload.file_name, kind=upload.kind, rows=ROWS_LOOKED_AT)
    mapping = mapping_for(upload.organisation, upload.kind, headings, name)
    known = Headings(COLUMNS[upload.kind], mapping.columns if mapping else {})
    upload.headings = headings
    upload.columns = {heading: known.field_of(heading) or "" for heading in headings}


def look_at(upload: Upload) -> None:
    """Note how the first rows would land, and which would not."""
    look = check_file(
        file=io.BytesIO(upload.content or b""),
        name=upload.file_name,
        kind=upload.kind,
        destination=destination_of(upload),
        rows=ROWS_LOOKED_AT,
    )
    upload.good, upload.bad = look.outcome.landed, look.outcome.bad
    upload.preview = [shown(line, ready) for line, ready in look.ready[:PREVIEW_ROWS]]
    upload.save()
    upload.rejected.all().delete()
    keep_rejected(upload, look.rejected, before=0)


def keep_rejected(upload: Upload, rejected: Sequence[Rejected], *, before: int) -> None:
    """Keep the bad rows as the file has them, the first `REJECTED_MAX`; `before` is how many came before them."""
    RejectedRow.objects.bulk_create(
        RejectedRow(
            upload=upload,
            place=row.place,
            line=row.faults[0].line,
            cells=_bounded(row.row),
            faults=[[fault.column, fault.field, fault.reason] for fault in row.faults],
        )
        for row in rejected[: max(REJECTED_MAX - before, 0)]
    )


def _bounded(row: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row as texts that the database can hold, together of at most `CELLS_MAX` characters."""
    cells: dict[str, str] = {}
    left = CELLS_MAX
    for heading, cell in row.items():
        text = _storable(cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False))[:left]
        cells[_storable(heading)[:HEADING_MAX]] = text
        left -= len(text)
    return cells


def _storable(text: str) -> str:
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def destination_of(upload: Upload) -> Destination:
    return Destination(
        organisation=upload.organisation,
        exchange=upload.exchange,
        secrecy_reviewer=upload.secrecy_reviewer,
        secrecy_reviewed_date=upload.secrecy_reviewed_date,
        columns=upload.columns,
    )

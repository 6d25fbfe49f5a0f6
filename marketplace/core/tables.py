"""Tables that people take away: the same rows as CSV and as a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse

from marketplace.core.money import plain_yuan
from marketplace.core.workbook import Basis, Cell, Fen, Head, Sheet, workbook

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet may run a cell that begins so
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(sheets: Sequence[Sheet], ending: str) -> bytes:
    """The file; as CSV the sheets follow each other with an empty line between. Raises KeyError for another ending."""
    return {"csv": _as_csv, "xlsx": workbook}[ending](sheets)


def answer(content: bytes, *, name: str, ending: str) -> HttpResponse:
    """The file as the answer to a request, to be saved as `name.ending`."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(content, content_type=MEDIA_TYPES[ending], headers=headers)


def csv_of(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV; with its mark spreadsheets read Chinese."""
    out = io.StringIO()
    csv.writer(out).writerows([_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _as_csv(sheets: Sequence[Sheet]) -> bytes:
    rows: list[Sequence[Cell]] = []
    for sheet in sheets:
        rows += [[], *sheet.rows] if rows else sheet.rows
    return csv_of(rows)


def _text(cell: Cell) -> str:
    if isinstance(cell, Fen):
        return plain_yuan(cell.amount)
    if isinstance(cell, Basis):
        sign, size = "-" if cell.points < 0 else "", abs(cell.points)
        return f"{sign}{size // 100}.{size % 100:02d}%"
    if isinstance(cell, date):
        return cell.isoformat()
    return safe(cell.words if isinstance(cell, Head) else "" if cell is None else str(cell))


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula; a plain negative number is none."""
    if text.startswith(FORMULA) and not text[1:].replace(".", "", 1).isdigit():
        return f"'{text}"
    return text

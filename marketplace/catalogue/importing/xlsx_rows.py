"""Rows of the first sheet of an XLSX file. Formulas are never evaluated: their last saved values are read."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.catalogue.importing.headings import COLUMNS_MAX, check_headings

UNPACKED_MAX = 512 << 20  # bytes
PARTS_MAX = 2_000
ROWS_MAX = 300_001  # with the heading
# Whatever openpyxl stumbles over in a broken file.
BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    LookupError,
    ValueError,
    OSError,
    AttributeError,
    TypeError,
)


def count_lines(file: BinaryIO) -> int:
    """How many rows the sheet says it has; a sheet may lie, so it is no more than a hint."""
    return min(_sheet(file).max_row or 1, ROWS_MAX)


def read_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    """(line, cells by heading) for every row that is not empty."""
    headings = None
    sheet = _sheet(file)
    sheet.reset_dimensions()
    try:
        rows = sheet.iter_rows(max_col=COLUMNS_MAX, max_row=ROWS_MAX + 1, values_only=True)
        for line, values in enumerate(rows, start=1):
            cells = [_plain(value) for value in values]
            if not any(cells):
                continue
            if headings is None:
                headings = check_headings(_without_tail(cells))
            elif line > ROWS_MAX:
                raise FileFault(_("工作表超过 {limit} 行，请分成几个文件。").format(limit=ROWS_MAX))
            else:
                yield _row(line, headings, cells)
    except BROKEN as error:
        raise FileFault(_("XLSX 文件已损坏，无法读取。请在表格软件中重新保存后再试。")) from error
    if headings is None:
        raise FileFault(_("工作表里没有标题行。"))


def _row(line: int, headings: list[str], cells: list[str]) -> tuple[int, dict[str, Any]] | Fault:
    spare = [cell for cell in cells[len(headings) :] if cell]
    if spare:
        return Fault(line, "", _("这一行比标题行多出 {count} 个单元格。").format(count=len(spare)))
    return line, dict(zip(headings, cells, strict=False))


def _sheet(file: BinaryIO) -> Any:
    _refuse_bombs(file)
    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False).worksheets[0]
    except BROKEN as error:
        raise FileFault(_("这不是有效的 XLSX 文件，或里面没有工作表。")) from error


def _refuse_bombs(file: BinaryIO) -> None:
    """A small archive that unpacks into gigabytes is refused before it is unpacked."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileFault(_("这不是有效的 XLSX 文件，或里面没有工作表。")) from error
    if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
        raise FileFault(_("XLSX 文件解压后过大，已拒绝。"))
    file.seek(0)


def _plain(value: Any) -> str:
    """A cell as text; numbers without an exponent, days as 2027-03-01."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{Decimal(repr(value)).normalize():f}"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()


def _without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells

"""Rows of the first sheet of an XLSX file. Formulas are never evaluated: their last saved values are read."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException

from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.catalogue.importing.headings import COLUMNS_MAX, check_headings
from marketplace.catalogue.importing.xlsx_cells import Styles, rows_of

UNPACKED_MAX = 512 << 20  # bytes
PARTS_MAX = 2_000
ROWS_MAX = 300_001  # with the heading
# Whatever openpyxl stumbles over in a broken file.
BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    ExpatError,
    LookupError,
    ValueError,
    OSError,
    AttributeError,
    TypeError,
)


def count_lines(file: BinaryIO) -> int:
    """How many rows the sheet holds, by its marks; a hint for a progress bar, no more."""
    with _opened(file) as book, book.part() as part:
        rows, last = 0, b""
        while chunk := part.read(1 << 20):
            held = last + chunk
            last = held[-4:]
            rows += held.count(b"<row ") + held.count(b"<row>")
    return min(max(rows, 1), ROWS_MAX)


def read_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    """(line, cells by heading) for every row that is not empty."""
    headings = None
    with _opened(file) as book, book.part() as part:
        try:
            for line, cells in rows_of(part, book.shared, book.styles, COLUMNS_MAX):
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


class Book:
    """A workbook that is open: its first sheet, and what is needed to read it."""

    def __init__(self, file: BinaryIO) -> None:
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        self.archive = reader.archive
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(self.archive, reader.wb)
        sheets = [link.target for _sheet, link in reader.parser.find_sheets() if "chartsheet" not in link.Type]
        self.path = next(target for target in sheets if target in set(self.archive.namelist()))
        self.shared, self.styles = list(reader.shared_strings), Styles(reader.wb)

    def part(self) -> IO[bytes]:
        return self.archive.open(self.path)


@contextmanager
def _opened(file: BinaryIO) -> Iterator[Book]:
    _refuse_bombs(file)
    try:
        book = Book(file)
    except (*BROKEN, StopIteration) as error:
        raise FileFault(_("这不是有效的 XLSX 文件，或里面没有工作表。")) from error
    yield book


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


def _without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells

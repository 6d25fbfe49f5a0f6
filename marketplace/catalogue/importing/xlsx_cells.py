"""The cells of a worksheet as texts, read as they stream by: openpyxl's own reading takes three times as long for a large file.

The workbook around it (which sheet is the first, shared strings, which styles are days) stays openpyxl's business.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

CHUNK = 1 << 16
Row = tuple[int, list[str]]


class Styles:
    """What numbers of a style are: days, times, or plain numbers."""

    def __init__(self, workbook: Any) -> None:
        self.days, self.spans, self.epoch = workbook._date_formats, workbook._timedelta_formats, workbook.epoch

    def number(self, text: str, style: int) -> str:
        if style in self.days or style in self.spans:
            return plain(from_excel(float(text), self.epoch, timedelta=style in self.spans))
        return plain(float(text)) if "." in text or "E" in text or "e" in text else str(int(text))


class Cells:
    """Collects rows while an XML parser goes through a sheet; only what lies in the first `columns` is kept."""

    def __init__(self, shared: list[str], styles: Styles, columns: int) -> None:
        self.shared, self.styles, self.columns = shared, styles, columns
        self.rows: list[Row] = []
        self.line = 0
        self.cells: list[str] = []
        self.place, self.kind, self.style = 0, "n", 0
        self.text: list[str] = []
        self.taken = False  # whether the text that comes belongs to the value of the cell
        self.phonetic = 0  # inside the reading of a Japanese or Chinese text, which is no part of it

    def parser(self) -> Any:
        found = expat.ParserCreate(namespace_separator=" ")
        found.buffer_text, found.ordered_attributes = True, False
        found.StartElementHandler, found.EndElementHandler = self.start, self.end
        found.CharacterDataHandler = self.words
        found.StartDoctypeDeclHandler = _refuse_doctype
        return found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name == "c":
            reference = attributes.get("r")
            self.place = column(reference.rstrip("0123456789")) if reference else self.place + 1
            self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
            self.text = []
        elif name in ("v", "t"):
            self.taken = not self.phonetic
        elif name == "rPh":
            self.phonetic += 1
        elif name == "row":
            self.line, self.cells, self.place = int(attributes.get("r", self.line + 1)), [], 0

    def words(self, text: str) -> None:
        if self.taken:
            self.text.append(text)

    def end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if name in ("v", "t"):
            self.taken = False
        elif name == "c":
            self._keep("".join(self.text))
        elif name == "rPh":
            self.phonetic -= 1
        elif name == "row":
            self.rows.append((self.line, self.cells))

    def _keep(self, text: str) -> None:
        if not 0 < self.place <= self.columns:
            return
        self.cells += [""] * (self.place - len(self.cells))
        if text:
            self.cells[self.place - 1] = self._value(text)

    def _value(self, text: str) -> str:
        if self.kind == "s":
            return plain(self.shared[int(text)])
        if self.kind == "n":
            return self.styles.number(text, self.style)
        if self.kind == "b":
            return plain(bool(int(text)))
        return plain(from_ISO8601(text)) if self.kind == "d" else text.strip()


def rows_of(part: IO[bytes], shared: list[str], styles: Styles, columns: int) -> Iterator[Row]:
    """(line, cells) of every row that the sheet holds; missing cells at the end are left out. Raises what a broken file raises."""
    cells = Cells(shared, styles, columns)
    parser = cells.parser()
    while chunk := part.read(CHUNK):
        parser.Parse(chunk, False)
        yield from cells.rows
        cells.rows.clear()
    parser.Parse(b"", True)
    yield from cells.rows


@lru_cache(maxsize=1_024)
def column(letters: str) -> int:
    return int(column_index_from_string(letters))


def plain(value: Any) -> str:
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


def _refuse_doctype(*_told: Any) -> None:
    raise ValueError("a worksheet has no document type")

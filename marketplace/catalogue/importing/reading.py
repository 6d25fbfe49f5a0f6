"""Rows of a file: CSV, XLSX, JSON Lines, patent XML. Everything is bounded; nothing in a file is executed or evaluated."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from marketplace.catalogue.importing import csv_rows, jsonl_rows, patent_xml, xlsx_rows
from marketplace.catalogue.importing.faults import Fault, FileFault

BYTES_MAX = 256 << 20
ROWS_MAX = 1_000_000
READERS = {
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".txt": csv_rows,
    ".xlsx": xlsx_rows,
    ".jsonl": jsonl_rows,
    ".ndjson": jsonl_rows,
    ".xml": patent_xml,
}
Row = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file. `lines` is how far the reading will come, for a progress bar; each row is (line, cells) or a fault."""

    lines: int
    rows: Iterator[Row | Fault]


def open_table(file: BinaryIO, name: str) -> Table:
    """Open a file by the ending of its name. Raises FileFault if it is too big, of no known kind, or not what it says."""
    size = file.seek(0, 2)
    file.seek(0)
    ending = PurePath(name).suffix.lower()
    reader: Any = READERS.get(ending)
    if reader is None:
        raise FileFault(
            _("不支持“{ending}”文件。请用 CSV、XLSX、JSON Lines（.jsonl）或专利 XML（.xml，WIPO ST.96）。").format(
                ending=ending[:10]
            )
        )
    if size == 0:
        raise FileFault(_("文件是空的。"))
    if size > BYTES_MAX:
        raise FileFault(_("文件超过 {limit} MB，请分成几个文件。").format(limit=BYTES_MAX >> 20))
    return Table(reader.count_lines(file), _bounded(reader.read_rows(file)))


def _bounded(rows: Iterator[Row | Fault]) -> Iterator[Row | Fault]:
    for place, row in enumerate(rows):
        if place == ROWS_MAX:
            raise FileFault(_("文件超过 {limit} 行，请分成几个文件。").format(limit=ROWS_MAX))
        yield row

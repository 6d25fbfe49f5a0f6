"""Rows of a CSV file, whatever its encoding and separator."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from marketplace.catalogue.importing.encoding import detect_encoding, is_damaged
from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.catalogue.importing.headings import check_headings

CELL_MAX = 200_000  # characters
SEPARATORS = ",\t;|，"


def count_lines(file: BinaryIO) -> int:
    file.seek(0)
    lines = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    file.seek(0)
    return lines + 1


def read_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    """(line, cells by heading) for every row that is not empty; a row that cannot be read is a Fault, and the next one goes on."""
    text = io.TextIOWrapper(file, encoding=detect_encoding(file), errors="surrogateescape", newline="")
    try:
        csv.field_size_limit(CELL_MAX)
        yield from _rows(csv.reader(text, delimiter=_separator(text)))
    finally:
        text.detach()  # the file belongs to the caller


def _separator(text: io.TextIOWrapper) -> str:
    """The separator that the first line holds most of."""
    first = text.readline(CELL_MAX)
    text.seek(0)
    return max(SEPARATORS, key=first.count)


def _rows(reader: Any) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    headings = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield Fault(line, "", _("这一行无法按 CSV 读取：{error}").format(error=error))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if headings is None:
            headings = check_headings(cells)
        else:
            yield _row(line, headings, cells)
    if headings is None:
        raise FileFault(_("文件里没有标题行。"))


def _row(line: int, headings: list[str], cells: list[str]) -> tuple[int, dict[str, Any]] | Fault:
    spare = [cell for cell in cells[len(headings) :] if cell.strip()]
    if spare:
        message = _("这一行比标题行多出 {count} 个单元格。单元格内若有分隔符，请给它加引号。")
        return Fault(line, "", message.format(count=len(spare)))
    row = dict(zip(headings, cells, strict=False))
    for heading, cell in row.items():
        if is_damaged(cell):
            return Fault(line, heading, _("有不属于文件编码的字节。请另存为 UTF-8 后重试。"))
    return line, row

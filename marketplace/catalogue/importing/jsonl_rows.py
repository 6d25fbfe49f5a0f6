"""Rows of a JSON Lines file: one object a line."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from django.utils.translation import gettext as _

from marketplace.catalogue.importing.csv_rows import count_lines
from marketplace.catalogue.importing.encoding import detect_encoding, is_damaged
from marketplace.catalogue.importing.faults import Fault, FileFault

LINE_MAX = 4 << 20  # bytes

__all__ = ["count_lines", "read_rows"]


def read_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    """(line, object) for every line that is not empty; a line that is no object is a Fault, and the next one goes on."""
    encoding = detect_encoding(file)
    if encoding == "utf-16":
        raise FileFault(_("JSON Lines 文件须为 UTF-8 编码。"))
    line = 0
    while raw := file.readline(LINE_MAX):
        line += 1
        if len(raw) == LINE_MAX and not raw.endswith(b"\n"):
            raise FileFault(_("第 {line} 行超过 {limit} MB。").format(line=line, limit=LINE_MAX >> 20))
        if text := raw.decode(encoding, errors="surrogateescape").lstrip("\ufeff").strip():
            yield _row(line, text)


def _row(line: int, text: str) -> tuple[int, dict[str, Any]] | Fault:
    if is_damaged(text):
        return Fault(line, "", _("有不属于文件编码的字节。请另存为 UTF-8 后重试。"))
    try:
        row = json.loads(text, parse_constant=_refuse, parse_float=str)
    except (ValueError, RecursionError) as error:
        return Fault(line, "", _("这一行不是有效的 JSON：{error}").format(error=str(error)[:100]))
    if not isinstance(row, dict):
        return Fault(line, "", _("这一行须是一个 JSON 对象，例如 {example}。").format(example='{"title": "…"}'))
    return line, row


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)

"""Tables that a test prints and pins: kept beside the tests, compared letter by letter, read by reviewers."""

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def table(cells: Mapping[str, Sequence[str]], columns: Sequence[str]) -> str:
    """Rows by name, in order of their names; every column as wide as its widest cell."""
    names = max(map(len, cells))
    widths = [max(len(column), *(len(row[n]) for row in cells.values())) for n, column in enumerate(columns)]

    def line(name: str, row: Sequence[str]) -> str:
        spaced = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        return f"{name.ljust(names)}  {spaced}".rstrip()

    return "\n".join([line("", columns), *(line(name, cells[name]) for name in sorted(cells))])


def legend(words: Mapping[str, str]) -> str:
    width = max(map(len, words))
    return "".join(f"{name.ljust(width)}  {said}\n" for name, said in words.items())


def pinned(name: str, text: str) -> None:
    """Compare with the file of that name; `PIN=1 pytest …` writes it anew, for the reviewer to see in the diff."""
    path = HERE / name
    if os.environ.get("PIN"):
        path.write_text(text)
        read.cache_clear()
    assert text.splitlines() == path.read_text().splitlines(), f"{path} says otherwise; PIN=1 writes it anew"


@cache
def read(name: str) -> dict[str, dict[str, str]]:
    """A pinned table again: cells by row and column."""
    _words, _blank, body = (HERE / name).read_text().rstrip().rpartition("\n\n")
    header, *rows = body.splitlines()
    columns = header.split()
    parted = [re.split(r"\s{2,}", row) for row in rows]
    return {name: dict(zip(columns, cells, strict=True)) for name, *cells in parted}

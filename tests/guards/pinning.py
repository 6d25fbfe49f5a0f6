"""Tables that a test prints and pins: kept beside the tests, compared letter by letter, read by reviewers."""

import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
Rows = dict[str, dict[str, str]]


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


@dataclass(frozen=True)
class Pinned:
    """A table kept in a file of that name, one test a row; `PIN=1 pytest …` writes it anew, for the reviewer to see in the diff."""

    name: str
    head: str
    columns: Mapping[str, str]  # each with its legend

    def row(self, name: str, cells: Sequence[str]) -> None:
        """Compare the row of that name."""
        name, found = name.strip(), dict(zip(self.columns, cells, strict=True))
        if os.environ.get("PIN"):
            self._write(lambda rows: rows | {name: found})
        assert found == read(self.name).get(name), f"{self.name} says otherwise of {name}; PIN=1 writes it anew"

    def whole(self, names: Collection[str]) -> None:
        """Compare all but the cells: that there is a row for each of these names and no other, and how it is set."""
        known = {name.strip() for name in names}
        if os.environ.get("PIN"):
            self._write(lambda rows: {name: row for name, row in rows.items() if name in known})
        assert read(self.name).keys() ^ known == set(), f"{self.name}: PIN=1 writes it anew"
        assert self._text(read(self.name)).splitlines() == (HERE / self.name).read_text().splitlines()

    def _text(self, rows: Rows) -> str:
        cells = {name: [row.get(column, "?") for column in self.columns] for name, row in rows.items()}
        return f"{self.head}{legend(self.columns)}\n{table(cells, list(self.columns))}\n"

    def _write(self, change: Callable[[Rows], Rows]) -> None:
        """One process at a time: the rows are tried in several."""
        with (HERE / self.name).open("r+") as file:
            flock(file, LOCK_EX)
            read.cache_clear()
            text = self._text(change(read(self.name)))
            file.truncate()
            file.write(text)
        read.cache_clear()


@cache
def read(name: str) -> Rows:
    """A pinned table again: cells by row and column."""
    _words, _blank, body = (HERE / name).read_text().rstrip().rpartition("\n\n")
    header, *rows = body.splitlines()
    columns = header.split()
    parted = [re.split(r"\s{2,}", row) for row in rows]
    return {name: dict(zip(columns, cells, strict=True)) for name, *cells in parted}

"""Things everybody knows, by which texts are described: IPC subclasses and industries, from the reference tables' own files."""

import csv
from functools import cache

from marketplace.catalogue.commands.reference import FOLDER


@cache
def known_texts() -> dict[str, list[str]]:
    """Titles by kind; read from the files, so that a ranking needs no database."""
    return {
        "ipc": _column("ipc_subclasses.csv", "title"),
        "industries": _column("industries.csv", "name"),
    }


def _column(file: str, name: str) -> list[str]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as rows:
        return [row[name] for row in csv.DictReader(rows)]

"""Things everybody knows, by which texts are described: patent classes, industries, fields and abstracts of research, from the files that ship."""

import csv
import json
from functools import cache

from marketplace.catalogue.commands.reference import FOLDER


@cache
def known_texts() -> dict[str, list[str]]:
    """Texts by kind; read from the files, so that a ranking needs no database."""
    return {
        "ipc": _column("ipc_subclasses.csv", "title"),
        "industries": _column("industries.csv", "name"),
        "fields": _column("research_fields.csv", "name"),
        "research": [f"{row['title']} {row['abstract']}" for row in _rows("research_texts.jsonl")],
    }


def _rows(file: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / file).read_text(encoding="utf-8").splitlines()]


def _column(file: str, name: str) -> list[str]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as rows:
        return [row[name] for row in csv.DictReader(rows)]

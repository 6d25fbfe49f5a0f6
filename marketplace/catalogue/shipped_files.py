"""The reference files that ship in `data/`, as rows; whoever needs them without a database reads them here."""

import csv
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "data"


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a CSV file by its headings."""
    return list(csv.DictReader((FOLDER / file).read_text(encoding="utf-8").splitlines()))


def records(file: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in (FOLDER / file).read_text(encoding="utf-8").splitlines()]

"""Reading the demo's content (marketplace/sandbox/data)."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data"

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """The lines of a file, such as `rows("listings")`."""
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]

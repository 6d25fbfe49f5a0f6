"""How every benchmark reports: a table of ours beside each peer, one JSON line, and whether the goals hold."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Columns as wide as they need to be; numbers to the right, Chinese characters two columns wide."""
    cells = [list(map(str, headings)), *(list(map(str, row)) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(
            _pad(cell, width, right=place > 0) for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def finish(
    bench: str, *, figures: Mapping[str, Any], ratios: Mapping[str, float], goals: Mapping[str, Any], holds: bool
) -> int:
    """Print the JSON line; returns the exit code, 0 only when the goals hold."""
    line = {"bench": bench, "figures": figures, "ratios": ratios, "goals": goals, "holds": holds}
    print(json.dumps(line, ensure_ascii=False))
    return 0 if holds else 1


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space

"""How the first good rows would land, in plain texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from marketplace.catalogue.importing.rows import Ready
from marketplace.core.money import plain_yuan

TEXT_MAX = 120  # characters of one cell of the preview
ROWS = 10
AMOUNTS = ("asking_price", "asking_price_wan", "budget_low", "budget_low_wan", "budget_high", "budget_high_wan")


def shown(line: int, ready: Ready) -> dict[str, Any]:
    """A row by our fields: `{"line": 2, "title": "…", "asking_price": "2800000.00"}`; what the file does not say is left out."""
    return {"line": line, **dict(_texts(ready.values))}


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, value in values.items():
        text = "；".join(map(str, value)) if isinstance(value, list) else str(value)
        text = plain_yuan(value) if field in AMOUNTS else text
        yield field, text if len(text) <= TEXT_MAX else f"{text[:TEXT_MAX]}…"

"""How the first good rows would land, in plain texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from marketplace.catalogue.classifier import classifier
from marketplace.catalogue.importing.rows import Ready
from marketplace.core.money import plain_yuan

PROPOSED = "proposed_ipc"  # beside the fields: what a row without symbols is likely to belong to; nothing of it lands
SUGGESTED = 3
BETWEEN = "；"
TEXT_MAX = 120  # characters of one cell of the preview
ROWS = 10
AMOUNTS = ("asking_price", "asking_price_wan", "budget_low", "budget_low_wan", "budget_high", "budget_high_wan")


def shown(line: int, ready: Ready) -> dict[str, Any]:
    """A row by our fields: `{"line": 2, "title": "…", "asking_price": "2800000.00"}`; what the file does not say is left out."""
    said = {"line": line, **dict(_texts(ready.values))}
    if not ready.values.get("ipc"):
        title, abstract = (str(ready.values.get(name, "")) for name in ("title", "abstract"))
        proposed = classifier().propose(title, abstract or str(ready.values.get("content", "")))
        said |= {PROPOSED: BETWEEN.join(proposed.ipc[:SUGGESTED])} if proposed.ipc else {}
    return said


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, value in values.items():
        text = BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value)
        text = plain_yuan(value) if field in AMOUNTS else text
        yield field, text if len(text) <= TEXT_MAX else f"{text[:TEXT_MAX]}…"

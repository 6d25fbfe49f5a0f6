"""Which parts of a text differ from what must stand in it. Pure; the trigger of `migrations/deeds.sql` says the same."""

from collections.abc import Iterator, Mapping
from typing import Any


def changed_parts(told: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[str]:
    """The fields of a text (`content.Text.plain`) that are not as `wanted` says: clauses by their keys, other parts whole."""
    for part, kept in wanted.items():
        if part == "clauses":
            clauses = told["clauses"]
            yield from (f"clauses.{key}" for key, said in kept.items() if clauses.get(key) != said)
        elif told[part] != kept:
            yield part

"""A change of a text as it is entered: what is given takes the place of what stands, the rest stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marketplace.contracts.content import Item, Planned, Text


@dataclass(frozen=True, slots=True)
class Changes:
    """`clauses` by their keys, an empty one is left out; lists whole. None: not touched."""

    clauses: Mapping[str, str] | None = None
    milestones: Sequence[Planned] | None = None
    items: Sequence[Item] | None = None
    answer_days: int | None = None
    silence: str | None = None
    licence_ends_date: str | None = None

    def of(self, text: Text) -> Text:
        """The text with these changes."""
        parts: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("answer_days", "silence", "licence_ends_date")
            if getattr(self, name) is not None
        }
        for name in ("milestones", "items"):
            if getattr(self, name) is not None:
                parts[name] = tuple(getattr(self, name))
        return replace(text.with_clauses(**dict(self.clauses or {})), **parts)

"""What each kind of correction does, registered by the area that knows how: a table like that of the log's followers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.desk.models import Case, Correction, PublicNotice


@dataclass(frozen=True, slots=True)
class Done:
    """What a correction changed, for the case's history."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    notice: PublicNotice | None = None
    document: str = ""
    step: str = ""  # kind of the step; empty: corrected


Check = Callable[[Case, dict[str, Any], datetime], dict[str, Any]]
Apply = Callable[[Correction, datetime, Actor, Clock], Done]


def _nothing(correction: Correction) -> None:
    """No row above the case needs a lock."""


@dataclass(frozen=True, slots=True)
class Effect:
    """`check` cleans the payload or raises Invalid or Refused, when it is proposed and again when it is approved;

    `lock` takes the locks that lie before the case's (a sale's); `apply` does it, inside the approval's transaction.
    """

    check: Check
    apply: Apply
    lock: Callable[[Correction], None] = _nothing


effects: dict[str, Effect] = {}


def register(kind: str, effect: Effect) -> None:
    """Say what a kind of correction does; once."""
    if effects.setdefault(kind, effect) is not effect:
        raise ValueError(f"two effects of {kind!r}")


def effect_of(kind: str) -> Effect | None:
    return effects.get(kind)

"""What a confirmed seal does to the matter of its document, registered by the area that knows: a table like that of corrections."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accounts.actor import Actor
from marketplace.documents.models import Document, Sealing


@dataclass(frozen=True, slots=True)
class Effect:
    """`check` raises where a scan may not be taken from the actor; `apply` follows the confirmation, in its transaction."""

    check: Callable[[Document, Actor], None]
    apply: Callable[[Sealing, datetime, Actor], None]


effects: dict[str, Effect] = {}


def register(kind: str, effect: Effect) -> None:
    """Say what confirmed seals do to a kind of matter (`custodyagreement`); once."""
    if effects.setdefault(kind, effect) is not effect:
        raise ValueError(f"two effects of {kind!r}")


def effect_of(document: Document) -> Effect | None:
    return effects.get(document.subject.partition(":")[0])

"""Following the log: one registry of name and handler. What lies above audit reads here and calls nobody up."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from marketplace.audit.commands import seal
from marketplace.audit.models import Follower, Seal
from marketplace.core.states import atomic

logger = logging.getLogger(__name__)

BATCH = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A sealed entry as a follower sees it; `payload` is None where it was erased."""

    seq: int
    at: datetime
    verb: str
    subject: str
    actor: str
    organisation: str
    private: bool
    payload: dict[str, Any] | None

    @property
    def number(self) -> str:
        """The public number of the subject: `S-2027-000042`."""
        return self.subject.partition(":")[2]


Handler = Callable[[Sequence[Line]], None]
handlers: dict[str, Handler] = {}


def follower(name: str) -> Callable[[Handler], Handler]:
    """Register a handler of sealed lines, called in batches in order of `seq`, in the transaction that saves its cursor.

    An effect in the database happens once. An effect outside it must be idempotent: after a crash the batch comes again.
    Registered from the area's `tasks.py`, which `autodiscover` imports in every process.
    """

    def register(handler: Handler) -> Handler:
        if handlers.setdefault(name, handler) is not handler:
            raise ValueError(f"two followers named {name!r}")
        return handler

    return register


def lines_after(seq: int, limit: int = BATCH) -> list[Line]:
    """Sealed lines with a higher `seq`, in order."""
    seals = Seal.objects.filter(seq__gt=seq).select_related("entry__payload").order_by("seq")[:limit]
    return [line_of(seal) for seal in seals]


def line_of(seal: Seal) -> Line:
    entry = seal.entry
    payload = entry.payload.body if hasattr(entry, "payload") else None
    return Line(seal.seq, entry.at, entry.verb, entry.subject, entry.actor, entry.organisation, entry.private, payload)


def follow(name: str) -> int:
    """Give one follower its next batch; returns how many lines. 0 if it is at the head or another process is at it.

    A handler that raises keeps its cursor; the failure is noted on the follower's row and the others go on.
    """
    try:
        return _follow(name)
    except Exception as error:
        logger.exception("follower %s failed", name)
        if connection.in_atomic_block:
            raise
        note_failure(name, f"{type(error).__name__}: {error}"[:500])
        return 0


@atomic
def _follow(name: str) -> int:
    Follower.objects.get_or_create(name=name)
    row = Follower.objects.select_for_update(skip_locked=True).filter(name=name).first()
    if row is None:
        return 0
    lines = lines_after(row.cursor)
    if lines:
        handlers[name](lines)
        Follower.objects.filter(name=name).update(cursor=lines[-1].seq, failures=0, last_error="")
    return len(lines)


def note_failure(name: str, error: str) -> None:
    with transaction.atomic():
        row, _created = Follower.objects.get_or_create(name=name)
        row.failures, row.last_error = row.failures + 1, error
        row.save(update_fields=["failures", "last_error"])


def settle() -> None:
    """Seal, then bring all followers to the head, until nothing moves: what a second of the beat does. For tests and demos."""
    while seal() + sum(follow(name) for name in handlers):
        pass

"""Writing the log: record, seal, erase."""

import secrets
from collections.abc import Iterable
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils.functional import Promise
from psycopg.types.json import Jsonb

from marketplace.audit.chain import GENESIS, hash_entry, hash_payload
from marketplace.audit.models import Entry, Payload, Pending, Seal
from marketplace.audit.queries import ERASED, head_of
from marketplace.audit.signal import tick
from marketplace.core.prepared import execute
from marketplace.core.states import atomic

SEALING_LOCK = 0x5EA1
BATCH = 2_000


class Acting(Protocol):
    """Who acts, as far as the log needs to know (`accounts.Actor`)."""

    @property
    def ref(self) -> str: ...

    @property
    def organisation_ref(self) -> str: ...


def ref(subject: models.Model) -> str:
    """The plain text number of a thing: `sale:S-2027-000042`."""
    return f"{subject._meta.model_name}:{subject.number}"  # type: ignore[attr-defined]


RECORD = (
    "SELECT audit_record(%s, %s, %s, %s, %s, %s, %s, %s)"  # entry and payload: every command pays for this line once
)


def record(verb: str, *, subject: models.Model | str, actor: Acting, private: bool = False, **payload: Any) -> None:
    """Write one line to the log, in the caller's transaction: the act and its line exist together or not at all.

    `verb` is `area.past_participle`; `subject` a model with a number, or its plain text; `payload` plain values, money in fen.
    `private` withholds the payload from the public feed.
    """
    named = subject if isinstance(subject, str) else ref(subject)
    execute(RECORD, [verb, named, actor.ref, actor.organisation_ref, private, *sealed(payload)])
    transaction.on_commit(tick, robust=True)


def sealed(payload: dict[str, Any]) -> tuple[bytes, bytes, Jsonb]:
    """Hash, salt and body of a payload, as `audit_record` takes them. Who calls that himself ticks after the commit, as `record` does."""
    body, salt = plain(payload), secrets.token_bytes(16)
    return hash_payload(salt, body), salt, Jsonb(body)


INSERT_MANY = """
    WITH given AS (
        SELECT * FROM unnest(%s::text[], %s::bytea[], %s::bytea[], %s::jsonb[]) WITH ORDINALITY AS row (subject, hash, salt, body, place)
    ), entry AS (
        INSERT INTO audit_entry (at, verb, subject, actor, organisation, private, payload_hash)
        SELECT market_now(), %s, subject, %s, %s, %s, hash FROM given ORDER BY place RETURNING id, payload_hash
    )
    INSERT INTO audit_payload (entry_id, salt, body) SELECT id, salt, body FROM entry JOIN given ON hash = payload_hash
"""


def record_many(
    verb: str, *, lines: Iterable[tuple[models.Model, dict[str, Any]]], actor: Acting, private: bool = False
) -> None:
    """Write a line for each subject with its payload, in order and in one statement: for acts on hundreds of rows."""
    rows = []
    for subject, payload in lines:
        rows.append((ref(subject), *sealed(payload)))
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT_MANY, [*map(list, zip(*rows, strict=True)), verb, actor.ref, actor.organisation_ref, private]
        )
    transaction.on_commit(tick, robust=True)


def plain(payload: dict[str, Any]) -> dict[str, Any]:
    """The payload as JSON stores it, so that it hashes alike before and after the database."""
    return {name: _plain(value) for name, value in payload.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, float):
        raise TypeError("no floats in the log: say fen, basis points or a fraction as text")
    return DjangoJSONEncoder().default(value)


@atomic
def seal(limit: int = BATCH) -> int:
    """Give the committed entries that wait their place in the chain; returns how many.

    One sealer at a time: a second finds the lock taken and returns 0. Entries of transactions still open are not seen
    and get a later place, so `seq` never has a gap and nothing arrives below the head.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALING_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    waiting = list(Entry.objects.filter(pending__isnull=False).order_by("id")[:limit])
    if not waiting:
        return 0
    last = Seal.objects.order_by("-seq").first()
    seq, previous = (last.seq, bytes(last.hash)) if last else (0, GENESIS)
    seals = []
    for entry in waiting:
        seq += 1
        previous = hash_entry(previous, head_of(entry, seq))
        seals.append(Seal(seq=seq, entry=entry, hash=previous))
    Seal.objects.bulk_create(seals)
    Pending.objects.filter(entry__in=waiting).delete()
    return len(seals)


@atomic
def erase(*, subject: str, reason: str, actor: Acting) -> int:
    """Delete the payloads of a subject's entries (PIPL right of erasure); heads and chain stay and still verify.

    Leaves a line of its own with the number of payloads and the reason; returns that number.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL audit.erasing = 'on'")
        erased, _models = Payload.objects.filter(entry__subject=subject).delete()
        cursor.execute("SET LOCAL audit.erasing = 'off'")
    record(ERASED, subject=subject, actor=actor, payloads=erased, reason=reason)
    return erased

"""Who is sending a delivery: a claim is a number, and the process that made it holds the lock of that number.

The lock belongs to the database session, so it ends with the process, however that ends. Needs sessions of its own: a pooler
that hands one session to many transactions breaks it.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection


@contextmanager
def claiming() -> Iterator[int]:
    """A new claim, held for as long as the block lasts and the session lives."""
    claim = secrets.randbits(62)
    _ask("SELECT pg_advisory_lock(%s)", claim)
    try:
        yield claim
    finally:
        with suppress(DatabaseError):  # a session that is gone holds nothing
            _ask("SELECT pg_advisory_unlock(%s)", claim)


def is_abandoned(claim: int) -> bool:
    """Whether nobody holds a claim any more; until the end of the transaction nobody else asks with the same result."""
    return bool(_ask("SELECT pg_try_advisory_xact_lock(%s)", claim))


SLOTS = 0x5E4D_0000


@contextmanager
def slot(channel: int, senders: int) -> Iterator[bool]:
    """One of the places of those who may send by a channel at the same time, or none."""
    taken = next((n for n in range(senders) if _ask("SELECT pg_try_advisory_lock(%s)", _slot(channel, n))), None)
    try:
        yield taken is not None
    finally:
        if taken is not None:
            with suppress(DatabaseError):
                _ask("SELECT pg_advisory_unlock(%s)", _slot(channel, taken))


def _slot(channel: int, place: int) -> int:
    return SLOTS + channel * 256 + place


def _ask(statement: str, number: int) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
        return cursor.fetchone()[0]

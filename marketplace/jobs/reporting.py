"""Telling the progress of a job while its caller may be deep in a transaction of its own."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from marketplace.jobs.models import Job

PAUSE_SECONDS = 0.25
LOCK_TIMEOUT = "200ms"

TELL = """
    UPDATE jobs_job SET done = %s, note = %s, heartbeat_at = clock_timestamp()
    WHERE id = %s AND state = 'running' RETURNING cancel_requested
"""


class Reporter:
    """Writes at most about four times a second, and past the caller's transaction, so that others see it at once."""

    def __init__(self) -> None:
        self.told_at = 0.0

    def is_due(self) -> bool:
        return time.monotonic() - self.told_at >= PAUSE_SECONDS

    def tell(self, job: "Job") -> bool:
        """Write progress and heartbeat; True if the work shall go on."""
        self.told_at = time.monotonic()
        values: list[int | str] = [job.done, job.note[:500], job.pk]
        if not connection.in_atomic_block:
            return _goes_on(_run(connection, TELL, values))
        try:
            with _connection_beside() as beside:
                answer = _run(beside, TELL, values)
                known = answer or _run(beside, "SELECT 1 FROM jobs_job WHERE id = %s", [job.pk])
        except OperationalError:
            return True  # the row is locked, perhaps by the caller's own checkpoint: the next report will do
        if not known:
            answer = _run(connection, TELL, values)  # the job itself was made in this transaction
        return _goes_on(answer)


@contextmanager
def _connection_beside() -> Iterator[BaseDatabaseWrapper]:
    """A connection of the moment: four a second cost little, and none is left behind by work that breaks off."""
    beside = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with beside.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        yield beside
    finally:
        beside.close()


def _run(at: BaseDatabaseWrapper, sql: str, values: Sequence[int | str]) -> tuple[object, ...] | None:
    with at.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def _goes_on(answer: tuple[object, ...] | None) -> bool:
    """A job that is no longer running, because a sweep gave it up, shall stop too."""
    return answer is not None and not answer[0]

"""Running work at the same time, each piece on a thread and a database connection of its own."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def together(work: Sequence[Callable[[], T]]) -> list[T]:
    """Run all pieces at once and return their results in order; the first failure is raised.

    Needs `transaction=True`: what the pieces write must be committed to be seen.
    """

    def run(piece: Callable[[], T]) -> T:
        try:
            return piece()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(work)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, piece) for piece in work]]


def await_waiting(number: int, seconds: float = 60) -> None:
    """Until so many sessions on this database wait for a lock: who comes when is seen, and not left to the clock."""
    deadline = time.monotonic() + seconds
    while sessions_that_wait() < number:
        assert time.monotonic() < deadline, f"{number} sessions should wait for a lock, {sessions_that_wait()} do"
        time.sleep(0.01)


def sessions_that_wait() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # within a transaction it would be the first answer again
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])

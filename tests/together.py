"""Running work at the same time, each piece on a thread and a database connection of its own."""

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

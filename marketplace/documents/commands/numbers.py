"""Giving numbers without gaps."""

from django.db import connection, transaction

# One statement: it locks the counter, and the lock waits for whoever holds the number before.
NEXT = """
    INSERT INTO documents_counter AS counter (series, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""


def next_number(*, series: str, year: int) -> int:
    """The next number of a series in a year (of market time in Shanghai), from 1, without gaps and without doubles.

    The number belongs to the caller's transaction and goes back with it. All others of the series wait from here to
    the end of that transaction, so call this late, after every other lock.
    Raises TransactionManagementError outside a transaction: a number that commits alone may be lost.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("next_number belongs inside the transaction that uses the number")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series, year])
        return cursor.fetchone()[0]

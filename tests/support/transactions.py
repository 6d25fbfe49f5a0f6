"""A command is a transaction in a test too: what it wrote before it refused is rolled back, and the test goes on.

Django runs a test in one big transaction. Our commands use no savepoints, so without this a refusal would break the whole test.
"""

from django.db import transaction
from django.db.transaction import Atomic

enter = Atomic.__enter__


def enter_as_outermost(block: Atomic) -> None:
    """Give a block that is the outermost of the code under test the savepoint that its transaction would have been."""
    connection = transaction.get_connection(block.using)
    outer = connection.atomic_blocks[-1:]
    if not outer or not outer[0]._from_testcase or block.savepoint:
        return enter(block)
    block.savepoint = True
    try:
        return enter(block)
    finally:
        block.savepoint = False


Atomic.__enter__ = enter_as_outermost

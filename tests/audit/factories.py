"""Lines of the log for tests."""

from django.db import connection, transaction

from accounts.actor import system_actor
from marketplace.audit import commands as audit

WRITER = system_actor("tests.writer")


def write(subject="test:T-2027-000001", **payload):
    """One committed line (where the test itself is no transaction)."""
    with transaction.atomic():
        audit.record("tests.happened", subject=subject, actor=WRITER, **payload)


def tamper(sql, *values):
    """Do as a superuser does who means harm: past the triggers."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        assert cursor.rowcount == 1
        cursor.execute("SET LOCAL session_replication_role = origin")

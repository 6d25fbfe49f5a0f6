"""What an operator is told when the machine is at fault."""

import errno
import subprocess
import sys

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.db.transaction import atomic
from redis.exceptions import ConnectionError as RedisError

from marketplace.engines import Unavailable
from marketplace.engines.place import CHECKOUT
from marketplace.failures import explain

DEAD = "postgresql://market:secret@127.0.0.1:1/trade"


def test_command_without_its_database_ends_with_one_line(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", DEAD)

    done = subprocess.run([sys.executable, "manage.py", "migrate"], cwd=CHECKOUT, capture_output=True, text=True)

    told = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert told.startswith("PostgreSQL does not answer (")
    assert told.endswith("Start it, or correct DATABASE_URL.")
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def caused(cause):
    error = OperationalError("said by the server\nand more")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (Unavailable("Do this."), "Do this."),
        (
            OSError(errno.ENOSPC, "No space left on device", "/var/x"),
            "The disk is full, /var/x cannot be written. Free some space and try again.",
        ),
        (RedisError("refused"), "Redis does not answer (refused). Start it, or correct REDIS_URL."),
        (caused(psycopg.errors.DiskFull()), "The disk of PostgreSQL is full. Free some space and try again."),
        (
            caused(psycopg.errors.AdminShutdown()),
            "PostgreSQL does not answer (said by the server). Start it, or correct DATABASE_URL.",
        ),
    ],
)
def test_fault_of_the_machine_has_a_line(error, line):
    assert explain(error) == line


@pytest.mark.parametrize(
    "error", [ValueError("x"), OSError(errno.ENOENT, "x"), caused(psycopg.errors.DeadlockDetected())]
)
def test_fault_that_may_be_ours_keeps_its_traceback(error):
    assert explain(error) is None


@pytest.mark.django_db
def test_missing_table_of_a_database_that_is_set_up_keeps_its_traceback():
    with pytest.raises(ProgrammingError) as caught, atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")

    assert explain(caught.value) is None

"""What the operator of a command is told when the machine, not the market, is at fault: one line that says what to do."""

import errno

import psycopg
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import ConnectionError as RedisError

from marketplace.engines import Unavailable

# SQLSTATE classes: connection lost, no resources left, stopped by the operator.
OF_THE_SERVER = ("08", "53", "57P")


def explain(error: Exception) -> str | None:
    """The line for an operator; None if the error may be a fault of ours, whose traceback is wanted."""
    match error:
        case Unavailable():
            return str(error)
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return f"The disk is full, {error.filename or 'a file'} cannot be written. Free some space and try again."
        case RedisError() | BrokerError():
            return f"Redis does not answer ({_first_line(error)}). Start it, or correct REDIS_URL."
        case OperationalError(__cause__=psycopg.errors.DiskFull()):
            return "The disk of PostgreSQL is full. Free some space and try again."
        case OperationalError(__cause__=psycopg.Error(sqlstate=state)) if state is None or state.startswith(
            OF_THE_SERVER
        ):
            return f"PostgreSQL does not answer ({_first_line(error)}). Start it, or correct DATABASE_URL."
        case ProgrammingError(__cause__=psycopg.errors.UndefinedTable()) if _migrations_wait():
            return "The database is not set up. Run: python manage.py migrate"
    return None


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]

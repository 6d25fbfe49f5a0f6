"""Hand-written statements that PostgreSQL parses and plans once per connection: for the few that every bid waits for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor

Row = tuple[Any, ...]


def execute(statement: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Cursor[Row]:
    """Run a constant statement in the current transaction; its errors are Django's, as with `connection.cursor()`.

    Django's own cursor writes the parameters into the text, so that every execution is parsed and planned anew.
    """
    connection.ensure_connection()
    psycopg = connection.connection
    psycopg.prepare_threshold = psycopg.prepare_threshold or 1
    with connection.wrap_database_errors:
        return Cursor(psycopg).execute(statement, params, prepare=True)

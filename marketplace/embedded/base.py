"""The backend that starts the engines when they are first needed."""

from functools import cache
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from marketplace import engines

ensure_once = cache(engines.ensure)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, started at a process's first connection, and again should it have died since."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        ensure_once()
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            if not engines.ensure():
                raise
            return super().get_new_connection(conn_params)

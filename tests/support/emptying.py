"""How a test that commits is undone: all tables emptied, and filled again with what ships with the product.

Django would truncate, which makes files for each table, and send `post_migrate`, whose receivers read everything that ships from its files:
more than a second in all. Here rows are deleted and copied back from where `keep_shipped` put them: a tenth of it, and with the same keys.
"""

from functools import cache

from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

SCHEMA = "shipped"
# Without triggers: those of append-only tables refuse what is done here, and keys point at rows that come later.
NO_TRIGGERS = "SET LOCAL session_replication_role = replica"


def keep_shipped() -> None:
    """Copy the rows that a new database has into a schema of their own."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
            if cursor.fetchone()[0]:
                cursor.execute(f"CREATE TABLE {SCHEMA}.{table} AS TABLE public.{table}")


@cache
def refilling() -> list[str]:
    """Statements that copy them back; a generated column is filled by the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT kept.relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum)
            FROM pg_class AS kept JOIN pg_attribute ON attrelid = format('public.%%I', kept.relname)::regclass
            WHERE kept.relnamespace = %s::regnamespace AND kept.relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            GROUP BY kept.relname
            """,
            [SCHEMA],
        )
        return [f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {SCHEMA}.{table}" for table, columns in cursor]


def as_shipped(operations, style, tables, *, reset_sequences=False, allow_cascade=False):
    """The statements of `flush`; the tables are locked, as a task of a test before may still be writing."""
    names = ", ".join(operations.quote_name(table) for table in tables)
    deleting = [f"DELETE FROM {operations.quote_name(table)}" for table in tables]
    return ["; ".join([NO_TRIGGERS, f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE", *deleting, *refilling()])]


DatabaseOperations.sql_flush = as_shipped
flush.emit_post_migrate_signal = lambda *_args, **_options: None

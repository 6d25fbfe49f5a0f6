"""A database that was migrated once, from which every process of the tests copies its own.

To migrate costs ten seconds of processor, a copy less than one. The name says from which files it was made: where a migration,
its SQL or the data that come with it change, it is made anew, and the one before is dropped.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.support.emptying import keep_shipped

PREFIX = "migrated_"
MADE_FROM = (
    "requirements.lock",
    "accounts/migrations/*",
    "marketplace/*/migrations/*",
    "marketplace/core/creation.py",
    "marketplace/*/data/**/*",
    "tests/support/emptying.py",
)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated()


def migrated() -> str:
    """The name of the database; whoever comes first makes it, the others wait for it."""
    name = PREFIX + digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])  # ends with this connection
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        known = {row[0] for row in cursor}
        if name not in known:
            for old in known:
                cursor.execute(f"DROP DATABASE {old} WITH (FORCE)")
            draft = f"{name}_draft"
            cursor.execute(f"CREATE DATABASE {draft}")
            with connected_to(draft):
                call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
                keep_shipped()
            cursor.execute(f"ALTER DATABASE {draft} RENAME TO {name}")
    return name


def digest() -> str:
    found = sorted(path for pattern in MADE_FROM for path in settings.BASE_DIR.glob(pattern) if path.is_file())
    made = hashlib.sha256()
    for path in found:
        if path.suffix != ".pyc":
            made.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:16]


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own

import pytest
from django.db import connection

from marketplace.audit import following


@pytest.fixture
def handlers(monkeypatch):
    """A registry of followers that holds the test's own only."""
    registry = {}
    monkeypatch.setattr(following, "handlers", registry)
    return registry


@pytest.fixture
def followed(transactional_db):
    """A table in which followers leave their effects, where seeing a line twice does not fail but shows."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE followed (id bigserial, name text, seq bigint, subject text)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE followed")

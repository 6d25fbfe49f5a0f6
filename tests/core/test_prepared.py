"""Statements that are planned once per connection."""

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.core.prepared import execute

pytestmark = pytest.mark.django_db


def test_statement_is_planned_once_and_run_often():
    for number in range(5):
        assert execute("SELECT %s::int + 1 AS planned_once", [number]).fetchone() == (number + 1,)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%planned_once%'")
        assert cursor.fetchone() == (1,)


def test_statement_belongs_to_the_callers_transaction():
    with transaction.atomic():
        execute("INSERT INTO documents_counter (series, year, last) VALUES (%s, %s, 1)", ["prepared", 2027])
        transaction.set_rollback(True)

    assert execute("SELECT count(*) FROM documents_counter WHERE series = %s", ["prepared"]).fetchone() == (0,)


def test_error_is_django_s():
    with pytest.raises(IntegrityError), transaction.atomic():
        execute("INSERT INTO documents_counter (series, year, last) VALUES (%s, %s, 0)", ["prepared", 2027])

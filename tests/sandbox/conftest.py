"""A loaded demo, shared by the tests of a module: each works in a savepoint of its transaction."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from marketplace.sandbox.loading import load_demo


@contextmanager
def loaded(blocker):
    with blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker):
        yield

"""A loaded demo, shared by the tests of a class: each works in a savepoint of its transaction."""

import pytest
from django.db import transaction

from marketplace.sandbox.loading import load_demo


@pytest.fixture(scope="class")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)

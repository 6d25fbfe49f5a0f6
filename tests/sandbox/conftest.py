"""A loaded demo, shared by all tests that ask for it: each works in a savepoint of its transaction.

To load it takes thirty seconds of processor. So those tests come first, where xdist gives neighbours to one process, and it stands
until a test comes that does not ask for it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import transaction

from marketplace.sandbox.loading import load_demo

standing = ExitStack()
STANDS = pytest.StashKey[bool]()


def asks_for_demo(item: pytest.Item | None) -> bool:
    return "demo" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not asks_for_demo(item))


@contextmanager
def loaded(blocker: Any) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, pytestconfig: pytest.Config) -> None:
    if not pytestconfig.stash.get(STANDS, False):
        standing.enter_context(loaded(django_db_blocker))
        pytestconfig.stash[STANDS] = True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Take it down after what the test itself leaves."""
    try:
        yield
    finally:
        if not asks_for_demo(nextitem):
            item.config.stash[STANDS] = False
            standing.close()

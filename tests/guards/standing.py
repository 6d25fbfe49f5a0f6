"""A cast that stands while the tests of a module come and go."""

from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from typing import Any

import pytest

from tests.guards.cast import Cast, everybody
from tests.guards.trying import sign_in, undone


@pytest.fixture(scope="module")
def standing_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Made once for a module, in a transaction around its tests: each of them is a savepoint inside, undone at its end."""
    with ExitStack() as around:
        with django_db_blocker.unblock():
            around.enter_context(undone())
            made = everybody()
            sign_in(made)
        yield made
        with django_db_blocker.unblock():
            around.close()


@pytest.fixture
def cast(standing_cast: Cast, db: None) -> Cast:
    """The cast, as objects of the test's own: a command leaves in those it was given what it wrote."""
    return deepcopy(standing_cast)

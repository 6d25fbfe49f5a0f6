"""Which tests depend on the engine beneath, and are run on PostgreSQL 18 and on Debian's 15 (`-m engine`); the others on one.

Those that commit, start processes, show pages in a browser, or expect the database to refuse, are known by it. Of the rest those that this
list names: together they run every command, every list of the API, all triggers, constraints, locks and sweeps, and the whole demo.
"""

import inspect
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

# Folders and files below `tests/`, each with its reason.
ENGINE_BOUND = {
    "audit": "the chain, its seals and its triggers",
    "cashier": "money that is claimed, confirmed and swept",
    "core/test_clock.py": "the clock of the database",
    "core/test_numbers.py": "public numbers",
    "core/test_prepared.py": "prepared statements",
    "core/test_states.py": "rows under locks",
    "discovery": "what is read from the database into the index",
    "jobs": "jobs that are taken once",
    "journeys": "the stories from beginning to end",
    "ledger": "balances held by triggers",
    "sandbox/test_loaded.py": "all that the demo plays",
    "proceeds/test_guards.py": "triggers",
    "rulebook/test_versions.py": "triggers",
    # Statements in our own words.
    "catalogue/test_reference.py": "copied in",
    "documents/test_numbers.py": "counted without a gap",
    "keys": "one active key",
    "matching": "claimed and proposed in sets",
    "messages/test_sending.py": "claimed by one sender",
    "reporting/test_independent_count.py": "counted twice",
    "desk/test_sweep.py": "a sweep",
    "test_celery.py": "the sweeps of all areas",
    "test_queries.py": "every list",
    "test_rights.py": "every command",
}
# Fixtures of tests that commit.
COMMITS = {"transactional_db", "live_server", "asgi_server", "celery_worker_process"}
# What the database itself refuses.
ITS_WORD = re.compile(r"\b(IntegrityError|DatabaseError|InternalError|RaiseException)\b")
HERE = Path(__file__).parent.parent


def pytest_configure():
    if gone := [named for named in ENGINE_BOUND if not (HERE / named).exists()]:
        raise pytest.UsageError(f"tests/support/engine_bound.py names what is gone: {gone}")


def pytest_collection_modifyitems(items):
    for item in items:
        if is_bound(item):
            item.add_marker(pytest.mark.engine)


def is_bound(item: pytest.Item) -> bool:
    asked = item.get_closest_marker("django_db")
    commits = bool(asked and asked.kwargs.get("transaction")) or bool(COMMITS & set(item.fixturenames))
    return (
        commits
        or expects_its_word(item.function)
        or any(item.path.is_relative_to(HERE / named) for named in ENGINE_BOUND)
    )


@cache
def expects_its_word(function: Callable[..., None]) -> bool:
    return bool(ITS_WORD.search(inspect.getsource(function)))

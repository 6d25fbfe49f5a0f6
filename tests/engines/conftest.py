import pytest

from marketplace import engines
from marketplace.engines import place


@pytest.fixture
def own_set(monkeypatch):
    """Engines of this test's own, empty and not started."""
    with engines.temporary("tests-own") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield place.current()

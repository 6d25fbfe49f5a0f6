"""Fixtures for all areas; those of one area lie in its own `conftest.py`."""

import gc

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from redis import Redis

from marketplace.core.catalogues import compile_catalogues
from tests.support import emptying, transactions  # noqa: F401  patch how a test begins and is undone

pytest_plugins = [
    "tests.guards.standing",
    "tests.support.asgi",
    "tests.support.browser",
    "tests.support.engine_bound",
    "tests.support.market_time",
    "tests.support.migrated",
    "tests.support.network",
    "tests.support.templates",
    "tests.support.workers",
]

# A busy machine is no failure, and a failure found once is printed to be written down, not kept beside the code.
hypothesis_settings.register_profile(
    "shuangcheng",
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("shuangcheng")


def pytest_configure():
    """A checkout whose catalogues were just edited shows the new words in its tests."""
    compile_catalogues()


def pytest_collection_finish():
    """What stands now stands to the end: the collector need not walk through it again, nor come after every 700 objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """The test database, and an empty Redis beside it."""
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.flushdb()


@pytest.fixture(autouse=True)
def in_chinese():
    """Every test starts in Chinese; a request leaves its language behind in the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def nothing_counted():
    """No test meets the limit of sign-ins that another one reached."""
    cache.clear()

"""A real Celery worker on the test database."""

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis

from marketplace.celery import app
from marketplace.processes import start_worker


@pytest.fixture
def test_database(db):
    """The environment by which a child process works on this test's database, and an empty Redis."""
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.flushdb()
    told = {"SHUANGCHENG_FILES_OF_TEST": str(settings.MEDIA_ROOT)}
    return told | {"SHUANGCHENG_DATABASE": connection.settings_dict["NAME"]}


def waiting(queue):
    """How many tasks wait in a queue of the broker."""
    with app.connection_for_read() as broker:
        return broker.default_channel.client.llen(queue)


@pytest.fixture
def celery_worker_process(transactional_db, test_database, tmp_path):
    """A worker without a beat: its ticks would meet the flush at the end of the test. It is ready when the test starts."""
    worker = start_worker(log=tmp_path / "worker.log", environment=test_database)
    try:
        worker.await_ready()
        yield worker
    finally:
        worker.stop()

"""A real Celery worker on the test database."""

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis

from marketplace.processes import start_worker


@pytest.fixture
def celery_worker_process(transactional_db, tmp_path):
    """A worker without a beat: its ticks would meet the flush at the end of the test. It is ready when the test starts."""
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.flushdb()
    database = connection.settings_dict["NAME"]
    worker = start_worker(log=tmp_path / "worker.log", environment={"SHUANGCHENG_DATABASE": database})
    try:
        worker.await_ready()
        yield worker
    finally:
        worker.stop()

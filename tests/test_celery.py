"""Celery runs as real workers on real Redis."""

import time

import pytest

from accounts.actor import system_actor
from marketplace.audit import commands as audit
from marketplace.audit.models import Seal
from marketplace.celery import app
from marketplace.core.states import atomic
from marketplace.processes import ProcessFailed, start_worker

pytestmark = pytest.mark.celery


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_worker_seals_what_a_commit_announced_on_the_test_database(celery_worker_process):
    with atomic():
        audit.record("tests.happened", subject="test:1", actor=system_actor("tests"))

    assert wait_for(lambda: Seal.objects.count() == 1)


def test_stopped_worker_leaves_no_process_behind(celery_worker_process):
    celery_worker_process.stop()
    celery_worker_process.stop()

    assert app.control.ping(destination=[celery_worker_process.node], timeout=0.5) == []


def test_worker_that_cannot_start_says_why_in_one_line(tmp_path):
    worker = start_worker(log=tmp_path / "worker.log", environment={"DATABASE_URL": "mysql://user:secret@host/name"})

    with pytest.raises(ProcessFailed, match="DATABASE_URL cannot be used") as caught:
        worker.await_ready()

    worker.stop()
    assert "secret" not in str(caught.value)

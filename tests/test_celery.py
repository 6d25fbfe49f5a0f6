"""Celery runs as real workers on real Redis."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress

import pytest

from accounts.actor import system_actor
from marketplace.audit import commands as audit
from marketplace.audit.models import Seal
from marketplace.celery import DEADLINES, app
from marketplace.core.states import atomic
from marketplace.engines import process
from marketplace.engines.place import CHECKOUT
from marketplace.jobs.models import Job
from marketplace.processes import ProcessFailed, start_worker, with_parent
from tests.support.workers import waiting

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


def test_worker_for_deadlines_does_them_and_leaves_the_rest(transactional_db, test_database, tmp_path):
    with atomic():
        audit.record("tests.happened", subject="test:1", actor=system_actor("tests"))
    app.control.purge()
    app.send_task("matching.nightly")

    with closing(start_worker(log=tmp_path / "worker.log", queues=[DEADLINES], environment=test_database)):
        app.send_task("audit.tick", queue=DEADLINES)
        sealed = wait_for(lambda: Seal.objects.count() == 1, seconds=30)

    assert sealed
    assert waiting("celery") > 0
    assert not Job.objects.exists()


def test_worker_that_is_told_nothing_takes_deadlines_too(celery_worker_process):
    app.send_task("audit.tick", queue=DEADLINES)

    assert wait_for(lambda: waiting(DEADLINES) == 0)


def test_stopped_worker_leaves_no_process_behind(celery_worker_process):
    celery_worker_process.stop()
    celery_worker_process.stop()

    assert app.control.ping(destination=[celery_worker_process.node], timeout=0.5) == []


def test_beat_seals_where_the_tick_was_lost(transactional_db, test_database, tmp_path):
    with atomic():
        audit.record("tests.happened", subject="test:1", actor=system_actor("tests"))
    app.control.purge()

    with closing(start_worker(log=tmp_path / "worker.log", beat=True, environment=test_database)):
        sealed = wait_for(lambda: Seal.objects.count() == 1, seconds=30)

    assert sealed


STARTS_A_WORKER_AND_IS_KILLED = """
import os, signal, sys
from pathlib import Path
from marketplace.processes import start_worker
print(start_worker(log=Path(sys.argv[1])).process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@contextmanager
def ended_at_last(pid):
    """A worker that outlived its test would eat the tasks of the tests that follow."""
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def test_worker_ends_with_the_process_that_started_it(transactional_db, test_database, tmp_path):
    command = [sys.executable, "-c", STARTS_A_WORKER_AND_IS_KILLED, tmp_path / "worker.log"]
    starter = subprocess.run(command, env={**os.environ, **test_database}, cwd=CHECKOUT, stdout=subprocess.PIPE)
    worker = int(starter.stdout)

    with ended_at_last(worker):
        assert process.await_end(worker, seconds=60)


def test_child_whose_parent_was_gone_before_it_could_watch_it_does_not_start(tmp_path):
    started = tmp_path / "started"
    command = with_parent(["touch", str(started)])
    command[command.index(str(os.getpid()))] = "1"  # as if another had started it

    subprocess.run(command, check=False)

    assert not started.exists()


def test_worker_that_cannot_start_says_why_in_one_line(tmp_path):
    mistaken = {"DATABASE_URL": "mysql://user:secret@host/name"}

    with (
        closing(start_worker(log=tmp_path / "worker.log", environment=mistaken)) as worker,
        pytest.raises(ProcessFailed, match="DATABASE_URL cannot be used") as caught,
    ):
        worker.await_ready()

    assert "secret" not in str(caught.value)

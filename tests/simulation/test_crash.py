"""A worker that is killed in the middle: the simulation goes on where it was and comes to the same figures."""

import os
import signal
import time
from contextlib import closing
from datetime import timedelta

import pytest

from marketplace.jobs.commands import sweep_crashed
from marketplace.processes import start_worker
from marketplace.simulation import commands, tasks
from marketplace.simulation.commands.running import PART
from marketplace.simulation.models import Part
from tests.accounts.factories import officer
from tests.simulation.factories import TODAY, asked, many

pytestmark = pytest.mark.celery

ROWS = 16 * PART


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


@pytest.mark.django_db(transaction=True)
def test_killed_worker_loses_nothing_and_the_figures_are_the_same(test_database, tmp_path):
    by, content = officer("SW"), many(ROWS)
    simulation = asked(content, by=by)
    with closing(start_worker(log=tmp_path / "worker.log", environment=test_database)) as worker:
        assert wait_for(lambda: Part.objects.count() >= 2)
        os.killpg(worker.process.pid, signal.SIGKILL)
    left = Part.objects.count()
    [swept] = sweep_crashed(silence=timedelta(0))
    assert (swept.state, swept.checkpoint["rows"]) == ("failed", left * PART)
    assert 2 <= left < ROWS // PART

    commands.resume_simulation(simulation=simulation, actor=by, clock=TODAY)
    kept = set(Part.objects.values_list("pk", flat=True))
    with closing(start_worker(log=tmp_path / "again.log", environment=test_database)):
        wait_for(lambda: Part.objects.exclude(pk__in=kept).exists())
        assert set(Part.objects.values_list("pk", flat=True)) >= kept or not Part.objects.exists()
        wait_for(lambda: simulation.job.__class__.objects.filter(pk=simulation.job.pk, state="done").exists())

    straight = asked(content, by=by)
    tasks.run(straight.number)
    simulation.refresh_from_db()
    straight.refresh_from_db()
    assert simulation.result == straight.result
    assert simulation.result is not None
    assert not Part.objects.exists()

"""Work whose process is killed goes on where it was, with nothing lost and nothing done twice."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from accounts.actor import system_actor
from marketplace.documents.models import Counter
from marketplace.jobs.commands import advance, begin, running, save_checkpoint, start, sweep_crashed
from marketplace.jobs.models import Job

TOTAL, BATCH, LAST_WORDS = 100, 10, "in the middle of the fifth batch"

WORK_THAT_IS_KILLED = f"""
import time
import django
django.setup()
from marketplace.jobs.models import Job
from tests.jobs import test_crash

def dawdle(line):
    if line == 45:
        print({LAST_WORDS!r}, flush=True)
        time.sleep(60)

test_crash.work(Job.objects.get(), dawdle)
"""


def work(job, each_line=lambda line: None):
    """Write one row a line, ten lines a transaction, from the checkpoint on."""
    with running(job):
        for first in range(job.checkpoint.get("line", 0), TOTAL, BATCH):
            with transaction.atomic():
                for line in range(first, first + BATCH):
                    each_line(line)
                    Counter.objects.create(series=f"line {line}", year=2027, last=1)
                    advance(job=job, done=line + 1)
                save_checkpoint(job=job, checkpoint={"line": first + BATCH})


@pytest.mark.django_db(transaction=True)
def test_killed_work_is_swept_and_goes_on_from_its_checkpoint():
    start(kind="tests.import", title="示范导入", total=TOTAL, actor=system_actor("tests"))
    environment = os.environ | {
        "SHUANGCHENG_DATABASE": connection.settings_dict["NAME"],
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", WORK_THAT_IS_KILLED], env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == f"{LAST_WORDS}\n"
        os.kill(process.pid, signal.SIGKILL)

    [swept] = sweep_crashed(silence=timedelta(0))
    left = Counter.objects.count()
    begin(job=swept)
    work(swept)

    assert (swept.checkpoint, left) == ({"line": TOTAL}, 40)
    assert Counter.objects.count() == TOTAL
    assert Job.objects.filter(state="done", done=TOTAL, error="").exists()

"""`manage.py demo` as somebody starts it: it serves, and leaves no process behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from marketplace import engines
from marketplace.engines.place import CHECKOUT, named


@pytest.fixture(scope="module")
def environment():
    with engines.temporary("tests-demo") as environment:
        own = dict.fromkeys(("SHUANGCHENG_REDIS_DATABASE", "SHUANGCHENG_DATABASE"), "")
        yield os.environ | environment | own | {"DJANGO_SETTINGS_MODULE": "marketplace.settings"}


def hear_ctrl_c():
    """A shell starts what runs in its background deaf to Ctrl-C, and the tests may run there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def started(environment, *options):
    command = [sys.executable, "manage.py", "demo", *options]
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment, preexec_fn=hear_ctrl_c, **output) as process:
        try:
            yield process
        finally:
            process.terminate()


def address_of(process):
    """The address it prints once it is ready."""
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"open (http://\S+)", line):
            return found[1]
    pytest.fail("".join(said))


def descendants(pid):
    """All processes below one, with when each was born: numbers are used again."""
    parents, births = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            if fields[0] == "Z":  # dead, and not yet taken note of by its parent
                continue
            one = int(file.parent.name)
            parents[one], births[one] = int(fields[1]), fields[19]
    found = {pid}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return {one: births[one] for one in found if one in births}


@pytest.mark.celery
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_demo_serves_and_ends_without_a_trace(environment, ending):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        taken = busy.getsockname()[1]
        with started(environment, "--port", str(taken)) as process:
            address = address_of(process)
            with urlopen(f"{address}api/v1/sales") as answer:
                assert answer.status == 200
                assert b"S-20" in answer.read()
            below = descendants(process.pid)
            process.send_signal(ending)
            process.communicate(timeout=40)

    assert f":{taken}/" not in address
    assert len(below) >= 4  # the command, the worker with its pool, the web server
    assert process.returncode == 0
    assert {one for one, birth in descendants(1).items() if below.get(one) == birth} == set()
    assert not any(server.answers() for server in engines.embedded(named(environment["SHUANGCHENG_ENGINES"])))


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL cannot be used"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "Redis does not answer"),
        ({"SHUANGCHENG_SANDBOX": "0", "SHUANGCHENG_SECRET_KEY": "x" * 60}, "SHUANGCHENG_SANDBOX=0"),
    ],
)
def test_demo_that_cannot_start_says_so_in_one_line(environment, given, line):
    with started(environment | given) as process:
        said, _nothing = process.communicate(timeout=60)

    assert process.returncode == 1
    assert line in said.strip().splitlines()[-1]
    assert "Traceback" not in said

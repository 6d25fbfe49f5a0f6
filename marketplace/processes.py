"""Processes that a command or a test starts and takes with it when it ends: Celery workers."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from marketplace.celery import app
from marketplace.engines.place import CHECKOUT

STOP_SECONDS = 10  # a worker may finish its task; then it is ended, and the task is taken up again later


ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ProcessFailed(Exception):
    """A started process ended early or never became ready; the text names its log."""


@contextmanager
def orderly_end() -> Iterator[None]:
    """Within the block SIGTERM and SIGHUP (a closed terminal) raise KeyboardInterrupt as Ctrl-C does, so what was started is stopped.

    SIGINT does too where a shell had it ignored, as it does for what it starts in the background.
    """

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


# The signal at a parent's death is armed after the start: a parent that was gone by then sends none, so the child looks once more.
UNLESS_ORPHANED = 'parent=$1; shift; [ "$PPID" -eq "$parent" ] && exec "$@"'


def with_parent(command: Sequence[str]) -> list[str]:
    """The command, ended by SIGTERM when this process is gone, where the system can do that (Linux)."""
    setpriv, shell = shutil.which("setpriv"), shutil.which("sh")
    if not (setpriv and shell):
        return list(command)
    return [setpriv, "--pdeathsig", "TERM", shell, "-c", UNLESS_ORPHANED, shell, str(os.getpid()), *command]


class Child:
    """A process and all its descendants, as one group.

    Start it from the main thread: where the system can (Linux), it also ends when the thread that started it is gone, even by SIGKILL.
    """

    def __init__(self, name: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter
                with_parent(command),
                cwd=CHECKOUT,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raise ProcessFailed if it has ended by itself."""
        if self.process.poll() is not None:
            lines = self.log.read_text(errors="replace").strip().splitlines() or ["it said nothing"]
            raise ProcessFailed(f"The {self.name} ended by itself: {lines[-1]} (log: {self.log})")

    def stop(self) -> None:
        """End the whole group: politely, after ten seconds by force. May be called twice."""
        if self.process.poll() is None:
            self._signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._signal(signal.SIGKILL)
        self._signal(signal.SIGKILL)
        self.process.wait()

    close = stop  # for contextlib.closing

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


class Worker(Child):
    """A Celery worker."""

    def __init__(self, node: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> None:
        super().__init__("Celery worker", command, log=log, environment=environment)
        self.node = node

    def await_ready(self, seconds: float = 30) -> None:
        """Wait until it takes tasks. Raises ProcessFailed."""
        deadline = time.monotonic() + seconds
        while not app.control.ping(destination=[self.node], timeout=0.25, limit=1):
            self.check()
            if time.monotonic() > deadline:
                raise ProcessFailed(f"The {self.name} was not ready within {seconds} s (log: {self.log})")


STREAMS = 4096  # that one process keeps open: a live page has one or two, and the server's own limit is a few hundred


def web_command(*, port: int, host: str = "127.0.0.1", workers: int = 1, kill_seconds: int = 5) -> list[str]:
    """How the product is served. An open stream of a live page would keep the server from ending: after `kill_seconds` it is cut."""
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--workers-kill-timeout", str(kill_seconds), "--no-ws"]
    command += ["--backlog", str(STREAMS), "--backpressure", str(STREAMS)]
    return [*command, "marketplace.asgi:application"]


def start_worker(
    *,
    log: Path,
    concurrency: int = 1,
    queues: Sequence[str] = (),
    beat: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Worker:
    """Start a Celery worker with `concurrency` processes that takes from these queues, or from all; with `beat` it also sends the scheduled tasks.

    Its output is appended to `log`. Tasks sent before it is ready wait for it. The caller calls `stop()`.
    """
    node = f"{os.getpid()}-{time.monotonic_ns()}@shuangcheng"
    command = [sys.executable, "-m", "celery", "--app", "marketplace", "worker", "--hostname", node]
    command += ["--concurrency", str(concurrency), "--loglevel", "INFO"]
    if queues:
        command += ["--queues", ",".join(queues)]
    if beat:
        command.append("--beat")
    return Worker(node, command, log=log, environment=environment or {})

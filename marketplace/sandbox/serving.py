"""Setting the sandbox up and serving it: engines, tables, demo data, one Celery worker with its beat, one web server."""

import errno
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from redis import Redis

from marketplace import engines
from marketplace.core.clock import is_sandbox
from marketplace.engines.place import CHECKOUT, current
from marketplace.processes import Child, ProcessFailed, Worker, start_worker, web_command
from marketplace.sandbox.loading import load_demo

Say = Callable[[str], None]

READY_SECONDS = 60
WATCH_SECONDS = 0.5
PROCESSES = 2  # of the worker: while one matches what was published, the other sweeps and lets the robots answer
RESTARTS = 5  # of a worker that dies; then something is wrong that a person has to see
BUSY = (errno.EADDRINUSE, errno.EACCES)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NotASandbox(Exception):
    """Settings or database are those of production; the text says what to do."""


@dataclass
class Served:
    """A sandbox that answers: its processes and its address."""

    host: str
    port: int
    server: Child
    worker: Worker

    @property
    def address(self) -> str:
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104  compared, not bound
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}/"


def require_sandbox_settings() -> None:
    """Raises NotASandbox for production's settings, and what `failures` explains where Redis does not answer."""
    if not settings.SANDBOX:
        raise NotASandbox(
            "SHUANGCHENG_SANDBOX=0: the demo is a sandbox. Unset it, or run the market with its own commands."
        )
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.ping()


def create_tables(say: Say) -> None:
    """Bring the tables up. Raises NotASandbox if they are production's."""
    say("正在建表 · Creating tables")
    call_command("migrate", verbosity=0, interactive=False)
    if not is_sandbox():
        raise NotASandbox("This database was created for production. Point DATABASE_URL at an empty one for the demo.")
    cache.clear()  # attempts to sign in of an earlier run


def load(say: Say) -> None:
    """Load the demo unless there is data already, saying how far it is."""
    told = 0

    def report(done: int, total: int) -> None:
        nonlocal told
        if done * 4 // total > told:
            told = done * 4 // total
            say(f"  {done}/{total}")

    started = time.monotonic()
    say("正在载入演示数据 · Loading demo data")
    if load_demo(report=report):
        say(f"  {time.monotonic() - started:.1f} s")
    else:
        say("  已有数据，保持不变 · there already, left as it is")


@contextmanager
def serving(*, host: str, port: int, say: Say, before_load: Callable[[], None] = lambda: None) -> Iterator[Served]:
    """A sandbox that is set up and answers; everything that was started here ends with the block."""
    with ExitStack() as stack:
        if engines.embedded():
            say("正在启动数据库 · Starting PostgreSQL and Redis")
        if engines.ensure():
            stack.callback(engines.stop)
        require_sandbox_settings()
        # It takes seconds to read its modules; meanwhile the tables are created and the data loaded.
        server = stack.enter_context(closing(begin_server(host, port)))
        create_tables(say)
        worker = stack.enter_context(closing(begin_worker()))
        before_load()
        load(say)
        served = Served(host, port, server, worker)
        await_answer(served)
        worker.await_ready(READY_SECONDS)
        yield served


def begin_worker() -> Worker:
    return start_worker(log=log_file("worker"), concurrency=PROCESSES, beat=True)


def begin_server(host: str, port: int) -> Child:
    """The web server: one process, threads for pages, streams for live pages."""
    command = [*web_command(host=host, port=port, kill_seconds=2), "--log-level", "warning"]
    hosts = os.environ.get("SHUANGCHENG_HOSTS") or ",".join((*LOOPBACK, "[::1]") if host in LOOPBACK else "*")
    return Child("web server", command, log=log_file("web"), environment={"SHUANGCHENG_HOSTS": hosts})


def await_answer(served: Served) -> None:
    """Wait until a page is served. Raises ProcessFailed."""
    deadline = time.monotonic() + READY_SECONDS
    while not answers(served):
        served.server.check()
        if time.monotonic() > deadline:
            raise ProcessFailed(f"The web server did not answer within {READY_SECONDS} s (log: {served.server.log})")
        time.sleep(0.1)


def answers(served: Served) -> bool:
    connection = HTTPConnection(served.host, served.port, timeout=30)
    with closing(connection):
        try:
            connection.request("GET", "/api/v1/sales", headers={"Host": "127.0.0.1"})
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False


def watch(served: Served, say: Say) -> None:
    """Stay until Ctrl-C. A worker that dies is started anew; without its web server the demo ends with ProcessFailed."""
    restarts = 0
    try:
        while True:
            time.sleep(WATCH_SECONDS)
            served.server.check()
            if served.worker.process.poll() is None:
                continue
            served.worker.stop()  # what is left of its group
            if restarts == RESTARTS:
                served.worker.check()
            restarts += 1
            say(f"后台进程意外退出，已重新启动 · The worker ended and was started again (log: {served.worker.log})")
            served.worker = begin_worker()
    finally:
        served.worker.stop()


def free_port(host: str, wanted: int) -> int:
    """The port itself, or a free one if somebody uses it. Raises OSError for an address that is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in (wanted, 0):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if port == 0 or error.errno not in BUSY:
                    raise
                continue
            return int(probe.getsockname()[1])
    raise AssertionError  # the second try was bound or has raised


def log_file(name: str) -> Path:
    """Where a process of these engines appends what it has to say."""
    of = current().name
    return CHECKOUT / "var" / "log" / (f"{name}.log" if of == "main" else f"{of}-{name}.log")


class Out(Protocol):
    def write(self, line: str, /) -> object: ...

    def flush(self) -> object: ...


def speaker(out: Out) -> Say:
    """Lines that are seen at once, also through a pipe."""

    def say(line: str) -> None:
        out.write(line if line.endswith("\n") else f"{line}\n")
        out.flush()

    return say

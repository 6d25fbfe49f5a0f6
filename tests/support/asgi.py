"""The product as it is served: granian on the test database, where streams stream."""

import socket
import time
import urllib.error
import urllib.request

import pytest

from marketplace.processes import Child, ProcessFailed, web_command

READY_SECONDS = 30


@pytest.fixture
def asgi_server(transactional_db, test_database, tmp_path):
    """The origin of a server of its own; what is committed in the test is what it shows."""
    port = free_port()
    command = web_command(port=port, kill_seconds=1)
    server = Child("web server", command, log=tmp_path / "granian.log", environment=test_database)
    try:
        await_answer(server, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def await_answer(server: Child, origin: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        server.check()
        try:
            with urllib.request.urlopen(f"{origin}/.well-known/jwks.json", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ProcessFailed(f"no answer within {READY_SECONDS} s (log: {server.log})")

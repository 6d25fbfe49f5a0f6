"""A gateway for SMS or WeCom of the tests' own: it takes a key once, and behaves as one plans."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Gateway:
    """`plan` says how each next request fares: a status, `lost` (taken, no answer) or `unheard` (not taken, no answer)."""

    port: int = 0
    plan: list[int | str] = field(default_factory=list)
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)  # by Idempotency-Key
    asked: list[dict[str, Any]] = field(default_factory=list)  # every request: key, token, body
    says: str = ""  # its answer, where it is not `{"id": "gw-1"}`

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/send?from=market"

    def answer(self, key: str, body: dict[str, Any]) -> int | None:
        fate = self.plan.pop(0) if self.plan else 200
        if fate == "unheard" or (isinstance(fate, int) and fate >= 300):
            return None if fate == "unheard" else int(fate)
        if key in self.taken:
            return 409
        self.taken[key] = body
        return None if fate == "lost" else int(fate)


class Handler(BaseHTTPRequestHandler):
    gateway: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers["Idempotency-Key"]
        self.gateway.asked.append({"key": key, "token": self.headers["Authorization"], "path": self.path, **body})
        status = self.gateway.answer(key, body)
        if status is None:
            self.close_connection = True  # the line breaks before a word is said
            return
        said = (self.gateway.says or json.dumps({"id": f"gw-{len(self.gateway.taken)}"})).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *arguments: Any) -> None:
        """Nothing on the terminal."""


@contextmanager
def gateway_server() -> Iterator[Gateway]:
    known = Gateway()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"gateway": known}))
    known.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with gateway_server() as known:
        yield known

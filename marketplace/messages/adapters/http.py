"""One HTTPS request to an address of the settings: no redirects, a time-out, a bounded answer."""

from contextlib import closing
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10
ANSWER_BYTES = 64 * 1024


class Unreachable(OSError):
    """There is no line at all: not a byte of the request has left."""


def connect(address: str) -> HTTPConnection:
    """A connection to an address that `environment.read_url` has let pass: https, or http on this machine itself."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)


def ask(method: str, address: str, *, token: str = "", body: str = "", key: str = "") -> tuple[int, bytes]:
    """Status and answer. Raises Unreachable before anything has left, then OSError or http.client.HTTPException."""
    parts = urlsplit(address)
    path = parts.path or "/"
    headers = {"Accept": "application/json", "User-Agent": "shuangcheng"}
    if body:
        headers["Content-Type"] = "application/json; charset=utf-8"
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if key:
        headers["Idempotency-Key"] = key
    with closing(connect(address)) as connection:
        try:
            connection.connect()
        except OSError as error:
            raise Unreachable(type(error).__name__) from error
        target = f"{path}?{parts.query}" if parts.query else path
        connection.request(method, target, body.encode() or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(ANSWER_BYTES)

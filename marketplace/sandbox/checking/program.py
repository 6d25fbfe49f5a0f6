"""A program that calls the API of a running market over HTTP."""

import json
from http.client import HTTPConnection
from typing import Any

TIMEOUT_SECONDS = 30


class Failed(Exception):
    """The check cannot go on; the text says at what."""


def money(yuan: str) -> dict[str, str]:
    return {"amount": yuan, "currency": "CNY"}


class Program:
    """One party's program, by its token; without one, anybody's."""

    def __init__(self, host: str, port: int, token: str = "") -> None:
        self.host, self.port = host, port
        self.headers = {"Content-Type": "application/json", "Accept-Language": "zh-hans"}
        if token:
            self.headers["Authorization"] = f"Token {token}"

    def get(self, path: str) -> Any:
        return self._ok("GET", path, None)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self._ok("POST", path, body or {})

    def ask(self, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, Any]:
        """Status and body of the answer, whatever it is."""
        connection = HTTPConnection(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            said = None if body is None else json.dumps(body).encode()
            connection.request(method, f"/api/v1/{path}", body=said, headers=self.headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except (OSError, ValueError) as error:
            raise Failed(f"{method} {path}: {error}") from error
        finally:
            connection.close()

    def _ok(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        status, answer = self.ask(method, path, body)
        if status not in (200, 201):
            raise Failed(f"{method} {path}: {status} {json.dumps(answer, ensure_ascii=False)[:300]}")
        return answer

"""Receiving bodies: nothing larger than what is kept reaches the disk, whoever sends it and however."""

import asyncio
from typing import Any

from django.conf import settings
from django.core.handlers.asgi import ASGIHandler

from marketplace.core.asgi import Message, Receive, Scope, Send
from marketplace.files.checking import JSONL, LARGEST_BYTES
from marketplace.files.sieve import Sieve, boundary_of
from marketplace.files.upload import TOTAL_BYTES

DRAINED_BYTES = 4 << 30  # of a form: a browser shows an answer only once it has sent everything
AT_WORK = 48  # requests of a process at a time, each of which may hold a connection to the database


class LimitedHandler(ASGIHandler):
    """Django's handler for ASGI, which would write any body to a temporary file before anybody looks at it, and work at any number of requests at once.

    When a bid makes a thousand pages fetch it again they take turns; without that each would ask for a connection to the database of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._turns = asyncio.Semaphore(AT_WORK)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().handle(scope, Body(scope, receive).receive, send)

    async def run_get_response(self, request: Any) -> Any:
        async with self._turns:
            return await super().run_get_response(request)

    def create_request(self, scope: Scope, body_file: Any) -> Any:
        """Say how long a body is that came in pieces: Django takes one without a length for empty."""
        if header(scope, b"content-length") is None and header(scope, b"transfer-encoding") is not None:
            length = str(body_file.seek(0, 2)).encode()
            body_file.seek(0)
            scope = {**scope, "headers": [*scope["headers"], (b"content-length", length)]}
        return super().create_request(scope, body_file)


def header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key.lower() == name), None)


class Body:
    """The body of one request as its handler receives it."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.receive_all = receive
        for_program = scope["path"].startswith("/api/")
        kind = (header(scope, b"content-type") or b"").decode("latin-1")
        boundary = boundary_of(kind)
        self.sieve = self._sieve(boundary) if boundary else None
        of_rows = for_program and kind.lower().startswith(JSONL.media_type)
        most = TOTAL_BYTES + LARGEST_BYTES if self.sieve or of_rows else settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
        self.kept_left = most
        # A program is answered at once; a form is read to its end.
        self.patience = most if for_program else DRAINED_BYTES
        self.ended = for_program and said_length(scope) > most
        self.told = False

    def _sieve(self, boundary: bytes) -> Sieve:
        fields = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return Sieve(boundary, file_bytes=LARGEST_BYTES, total_bytes=TOTAL_BYTES, field_bytes=fields)

    async def receive(self) -> Message:
        """The next message for Django: after the end of the body, or of our patience, only that the caller went away."""
        if self.ended and not self.told:
            self.told = True
            return {"type": "http.request", "body": b"", "more_body": False}
        while True:
            message = await self.receive_all()
            if message["type"] != "http.request":
                return message
            if not self.told:
                return self._passed_on(message)

    def _passed_on(self, message: Message) -> Message:
        arrived, more = message.get("body", b""), message.get("more_body", False)
        going_on = self.sieve.pass_on(arrived) if self.sieve else arrived
        if self.sieve and not more:
            going_on += self.sieve.end()
        going_on = going_on[: self.kept_left]
        self.kept_left -= len(going_on)
        self.patience -= len(arrived)
        more = more and self.patience > 0
        self.told = not more
        return {"type": "http.request", "body": going_on, "more_body": more}


def said_length(scope: Scope) -> int:
    said = header(scope, b"content-length") or b"0"
    return int(said) if said.isdigit() else 0

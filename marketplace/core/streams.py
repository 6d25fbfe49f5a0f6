"""Streams of server-sent events: hints that something has changed, for pages that then fetch it again.

A stream says no more than that, so it needs no rights and asks no database. `StreamsFirst` serves it before Django does: behind Django's middleware,
which is written for threads, every stream that is open would keep a thread of its own.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseNotFound, StreamingHttpResponse

from marketplace.core.asgi import Application, Receive, Scope, Send
from marketplace.core.live import listen

HEARTBEAT_SECONDS = 15.0
LONGEST_SECONDS = 3600.0  # then the browser connects anew, so that a restarted server is not waited for
HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # a proxy that gathers would make live pages late
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Stream:
    """What is listened to, what its hints say, and after how long a browser that lost it connects again."""

    topic: str
    says: str
    retry_milliseconds: int = 2_000


Opening = Callable[[str], Stream | None]  # the stream at an address, if there is one


async def events(stream: Stream) -> AsyncGenerator[str]:
    """A first `changed`, hints as they come, comments to keep the line open."""
    yield f"retry: {stream.retry_milliseconds}\n\n"
    ends_at = asyncio.get_running_loop().time() + LONGEST_SECONDS
    async for changed in listen(stream.topic, heartbeat_seconds=HEARTBEAT_SECONDS):
        yield f"event: changed\ndata: {stream.says}\n\n" if changed else ": still here\n\n"
        if asyncio.get_running_loop().time() > ends_at:
            return


def response(stream: Stream | None) -> HttpResponse | StreamingHttpResponse:
    """As a view answers, where Django serves alone."""
    if stream is None:
        return HttpResponseNotFound()
    return StreamingHttpResponse(events(stream), headers=HEADERS)


class StreamsFirst:
    """An ASGI application that serves streams itself and leaves everything else to another."""

    def __init__(self, other: Application, openings: Sequence[Opening]) -> None:
        self._other, self._openings = other, openings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        stream = self._at(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if stream is None:
            await self._other(scope, receive, send)
        else:
            await serve(stream, receive, send)

    def _at(self, path: str) -> Stream | None:
        return next((stream for opening in self._openings if (stream := opening(path))), None)


async def serve(stream: Stream, receive: Receive, send: Send) -> None:
    """Send events until the stream ends or whoever listens has gone."""
    headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    told, gone = asyncio.create_task(tell(stream, send)), asyncio.create_task(left(receive))
    try:
        await asyncio.wait({told, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (told, gone):
            task.cancel()
        await asyncio.gather(told, gone, return_exceptions=True)


async def tell(stream: Stream, send: Send) -> None:
    """All events of a stream, and its end."""
    async with aclosing(events(stream)) as texts:
        async for text in texts:
            await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def left(receive: Receive) -> None:
    """Return once the client has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass

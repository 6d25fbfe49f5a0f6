"""The listeners of the benchmark `sales`: many streams of server-sent events, each told when it hears that its sale has changed.

One thread with an event loop of its own; the streams are plain sockets, so that what is measured is the server.
"""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress

CHANGED = b"event: changed"
TOGETHER = 50  # connections that are opened at once


class Listeners:
    """Streams of `numbers`, evenly; `heard[number]` are the times at which one of them was told, per stream."""

    def __init__(self, port: int, numbers: Sequence[str], streams: int) -> None:
        self._port, self._numbers, self._streams = port, numbers, streams
        self.heard: dict[str, list[list[float]]] = defaultdict(list)
        self.lost = 0
        self._ready = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def start(self, seconds: float) -> None:
        """Open all streams, and wait until every one has been greeted."""
        self._thread.start()
        if not self._ready.wait(seconds):
            raise SystemExit(f"Not every stream was answered within {seconds} s: {self.greeted} of {self._streams}")

    @property
    def greeted(self) -> int:
        return sum(bool(times) for streams in self.heard.values() for times in streams)

    def expect_the_end(self) -> None:
        """From now on a stream that ends is none that was lost."""
        self._stopping = True

    async def _run(self) -> None:
        gate = asyncio.Semaphore(TOGETHER)
        streams = [
            asyncio.create_task(self._listen(self._numbers[place % len(self._numbers)], gate))
            for place in range(self._streams)
        ]
        while self.greeted < self._streams and not all(stream.done() for stream in streams):
            await asyncio.sleep(0.05)
        self._ready.set()
        await asyncio.gather(*streams, return_exceptions=True)

    async def _listen(self, number: str, gate: asyncio.Semaphore) -> None:
        times: list[float] = []
        self.heard[number].append(times)
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            request = f"GET /sales/{number}/events HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept: text/event-stream\r\n\r\n"
            writer.write(request.encode())
        with suppress(OSError):
            while line := await reader.readline():
                if line.startswith(CHANGED):
                    times.append(time.time())
        if not self._stopping:
            self.lost += 1
        writer.close()

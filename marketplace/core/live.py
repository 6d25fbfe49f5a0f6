"""Hints to live pages: "this topic has changed, fetch it again". Best effort; what is true lies in the database.

`announce` is for commands: it costs a microsecond, waits for the commit and never fails an act. A thread of the process
publishes what gathered, at most twenty times a second. `listen` is for streams: one subscription per process serves all.
"""

import asyncio
import atexit
import logging
import os
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import cache, partial
from queue import Empty, SimpleQueue
from weakref import WeakKeyDictionary

import redis
import redis.asyncio
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.05  # between two publications of a process
RETRY_SECONDS = 2.0  # after Redis was not there
SOCKET_SECONDS = 1.0
SEPARATOR = "\n"


def announce(topic: str) -> None:
    """Tell live pages, after the commit of the caller's transaction, that `topic` (`sale:S-2027-000042`) has changed."""
    transaction.on_commit(partial(publisher.add, topic), robust=True)


@cache
def client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=SOCKET_SECONDS, socket_connect_timeout=SOCKET_SECONDS
    )


@cache
def channel() -> str:
    """One channel per Redis database; Redis itself does not keep publications of its databases apart."""
    database = redis.connection.parse_url(settings.REDIS_URL).get("db", 0)
    return f"live:{database}"


class Publisher:
    """Gathers topics and publishes them from a thread of its own, so that nobody waits for Redis."""

    def __init__(self) -> None:
        self._topics: SimpleQueue[str] = SimpleQueue()
        self._guard = threading.Lock()
        self._process = 0

    def add(self, topic: str) -> None:
        if self._process != os.getpid():
            self._start()
        self._topics.put(topic)

    def _start(self) -> None:
        with self._guard:
            if self._process == os.getpid():
                return
            self._topics = SimpleQueue()  # a forked worker has neither the thread nor a usable queue
            threading.Thread(target=self._run, name="live-publisher", daemon=True).start()
            atexit.register(self._publish)
            self._process = os.getpid()

    def _run(self) -> None:
        while first := self._topics.get():
            time.sleep(PAUSE_SECONDS if self._publish(first) else RETRY_SECONDS)

    def _publish(self, *first: str) -> bool:
        """Publish all that waits, as one message; False if Redis is not there."""
        topics = set(first)
        with suppress(Empty):
            while True:
                topics.add(self._topics.get_nowait())
        try:
            if topics:
                client().publish(channel(), SEPARATOR.join(sorted(topics)))
        except (redis.RedisError, OSError) as error:
            logger.warning("no hints to live pages: %s", error)
            return False
        return True


publisher = Publisher()


class Hub:
    """The one subscription of an event loop: wakes whoever listens to a topic. Ends with its last listener."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._reader: asyncio.Task[None] | None = None
        self._subscribed = False

    def join(self, topic: str) -> asyncio.Event:
        changed = asyncio.Event()
        if self._subscribed:
            changed.set()
        self._waiting[topic].add(changed)
        if self._reader is None:
            self._reader = asyncio.get_running_loop().create_task(self._read())
        return changed

    def leave(self, topic: str, changed: asyncio.Event) -> None:
        self._waiting[topic].discard(changed)
        if not self._waiting[topic]:
            del self._waiting[topic]
        if not self._waiting and self._reader:
            self._reader.cancel()
            self._reader, self._subscribed = None, False

    async def _read(self) -> None:
        while True:
            try:
                await self._subscribe()
            except (redis.RedisError, OSError) as error:
                logger.warning("live pages get no hints: %s", error)
            self._subscribed = False
            await asyncio.sleep(RETRY_SECONDS)

    async def _subscribe(self) -> None:
        async with redis.asyncio.from_url(settings.REDIS_URL) as connected, connected.pubsub() as subscription:
            await subscription.subscribe(channel())
            async for message in subscription.listen():
                if message["type"] == "message":
                    self._wake(message["data"].decode().split(SEPARATOR))
                else:  # the subscription stands: whatever was said before it may have been missed
                    self._subscribed = True
                    self._wake(list(self._waiting))

    def _wake(self, topics: list[str]) -> None:
        for topic in topics:
            for changed in self._waiting.get(topic, ()):
                changed.set()


hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


async def listen(topic: str, *, heartbeat_seconds: float = 15.0) -> AsyncIterator[bool]:
    """Yield True whenever `topic` may have changed, False when nothing was heard for `heartbeat_seconds`.

    The first True comes as soon as the subscription stands, so nothing is missed between a page's reading and its
    listening; hints that come close together are one. Touches no database.
    """
    hub = hubs.setdefault(asyncio.get_running_loop(), Hub())
    changed = hub.join(topic)
    try:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(heartbeat_seconds):  # `wait_for` may swallow that the listener has gone
                    await changed.wait()
            heard = changed.is_set()
            changed.clear()
            yield heard
    finally:
        hub.leave(topic, changed)

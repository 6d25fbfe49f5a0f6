"""The live stream of a sale: hints only, no database, one subscription."""

import asyncio

import pytest
from django.test import AsyncClient

from marketplace.asgi import application
from marketplace.core import live, streams


async def first_events(number: str, count: int, say: str = "") -> list[str]:
    """The first events of a stream; `say` is announced once the stream stands."""
    answer = await AsyncClient().get(f"/sales/{number}/events")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/event-stream"
    heard = []
    stream = aiter(answer)
    async with asyncio.timeout(5):
        while len(heard) < count:
            heard.append((await anext(stream)).decode())
            if say and len(heard) == 2:
                live.publisher.add(say)
    await stream.aclose() if hasattr(stream, "aclose") else None
    return heard


def test_stream_begins_with_a_change_so_that_a_page_that_reconnects_refetches():
    heard = asyncio.run(first_events("S-2027-000042", 2))

    assert heard == ["retry: 2000\n\n", "event: changed\ndata: S-2027-000042\n\n"]


def test_stream_tells_of_its_own_sale(monkeypatch):
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.4)

    own = asyncio.run(first_events("S-2027-000042", 3, say="sale:S-2027-000042"))
    other = asyncio.run(first_events("S-2027-000042", 3, say="sale:S-2027-000043"))

    assert own[-1] == "event: changed\ndata: S-2027-000042\n\n"
    assert other[-1] == ": still here\n\n"


@pytest.mark.parametrize("number", ["S-2027", "X-2027-000001", "S-2027-000001x"])
def test_stream_of_no_sale_is_not_found(client, number):
    assert client.get(f"/sales/{number}/events").status_code == 404


async def served(path: str, *, hangs_up: bool = False) -> list[dict]:
    """What the whole application sends for a stream, until three events have come or, if it hangs up, until it notices."""
    sent: list[dict] = []
    over = asyncio.Event()
    body = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict:
        if body:
            return body.pop()
        await over.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict) -> None:
        sent.append(message)
        if len(sent) == 2 + (not hangs_up):
            over.set()

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [(b"host", b"testserver")]}
    async with asyncio.timeout(5):
        await application(scope, receive, send)
    return sent


@pytest.mark.parametrize("hangs_up", [False, True])
def test_stream_is_served_before_django_and_ends_with_its_listener(hangs_up):
    start, *bodies = asyncio.run(served("/sales/S-2027-000042/events", hangs_up=hangs_up))

    assert (start["status"], dict(start["headers"])[b"content-type"]) == (200, b"text/event-stream")
    assert bodies[0]["body"] == b"retry: 2000\n\n"
    assert len(bodies) == 2 - hangs_up
    assert not live.hubs or not any(hub._waiting for hub in live.hubs.values())


def test_stream_that_has_lasted_long_enough_is_ended(monkeypatch):
    monkeypatch.setattr(streams, "LONGEST_SECONDS", 0.0)
    sent: list[dict] = []

    async def run() -> None:
        async def send(message: dict) -> None:
            sent.append(message)

        async def receive() -> dict:
            await asyncio.sleep(60)
            return {"type": "http.disconnect"}

        scope = {"type": "http", "method": "GET", "path": "/sales/S-2027-000042/events"}
        await application(scope, receive, send)

    asyncio.run(run())

    assert [message.get("more_body") for message in sent] == [None, True, True, False]


def test_page_without_a_stream_is_django_s():
    sent = asyncio.run(served("/sales/S-2027/events", hangs_up=True))

    assert sent[0]["status"] == 404

"""The live stream of a sale: hints only, no database, one subscription."""

import asyncio

import pytest
from django.test import AsyncClient

from marketplace.core import live
from marketplace.trading import views


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
    monkeypatch.setattr(views, "HEARTBEAT_SECONDS", 0.4)

    own = asyncio.run(first_events("S-2027-000042", 3, say="sale:S-2027-000042"))
    other = asyncio.run(first_events("S-2027-000042", 3, say="sale:S-2027-000043"))

    assert own[-1] == "event: changed\ndata: S-2027-000042\n\n"
    assert other[-1] == ": still here\n\n"


@pytest.mark.parametrize("number", ["S-2027", "X-2027-000001", "S-2027-000001x"])
def test_stream_of_no_sale_is_not_found(client, number):
    assert client.get(f"/sales/{number}/events").status_code == 404

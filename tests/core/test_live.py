"""Hints to live pages, on the real Redis of the tests."""

import asyncio

from marketplace.core import live


async def first_hints(topic: str, said: list[str], seconds: float = 3.0) -> list[bool]:
    """What a listener to `topic` hears when `said` is announced after its subscription stands."""
    heard: list[bool] = []
    async with asyncio.timeout(seconds):
        async for hint in live.listen(topic, heartbeat_seconds=0.3):
            heard.append(hint)
            if len(heard) == 1:
                for name in said:
                    live.publisher.add(name)
            if len(heard) == 2:
                return heard
    return heard


def test_listener_hears_its_topic():
    assert asyncio.run(first_hints("sale:S-2027-000001", ["sale:S-2027-000001"])) == [True, True]


def test_listener_of_another_topic_hears_only_heartbeats():
    assert asyncio.run(first_hints("sale:S-2027-000001", ["sale:S-2027-000002"])) == [True, False]


def test_hub_ends_with_its_last_listener():
    async def listen_once():
        hints = live.listen("sale:S-2027-000001", heartbeat_seconds=0.3)
        await anext(hints)
        hub = live.hubs[asyncio.get_running_loop()]
        await hints.aclose()
        return hub._reader, dict(hub._waiting)

    assert asyncio.run(listen_once()) == (None, {})


def test_announcement_is_published_after_the_commit_only(db, django_capture_on_commit_callbacks, monkeypatch):
    added = []
    monkeypatch.setattr(live.publisher, "add", added.append)

    with django_capture_on_commit_callbacks(execute=True):
        live.announce("sale:S-2027-000001")
        before = list(added)

    assert (before, added) == ([], ["sale:S-2027-000001"])

import time

import pytest
from celery import current_app
from kombu import Connection

from marketplace.audit.signal import ONE_ATTEMPT, REST_SECONDS, Ticker


@pytest.fixture
def queue():
    """How many tasks wait in the broker; it is emptied before and after."""
    with current_app.connection_for_read() as connection:
        redis = connection.default_channel.client
        redis.delete("celery")
        yield lambda: redis.llen("celery")
        redis.delete("celery")


def test_many_acts_at_once_send_one_tick(queue):
    ticker = Ticker("audit.tick")

    for _act in range(100):
        ticker()

    assert queue() == 1


def test_dead_broker_costs_one_short_attempt_and_then_nothing_for_a_while(caplog):
    ticker = Ticker("audit.tick")
    ticker.connection = Connection("redis://127.0.0.1:1/0", transport_options=ONE_ATTEMPT)
    started = time.monotonic()

    for _act in range(100):
        ticker()

    assert time.monotonic() - started < 1
    assert ticker.next - started > REST_SECONDS - 1
    assert [record.message.partition(":")[0] for record in caplog.records] == ["no tick, the beat will do it"]


def test_broker_that_came_back_is_ticked_again(queue):
    ticker = Ticker("audit.tick")
    ticker.connection = Connection("redis://127.0.0.1:1/0", transport_options=ONE_ATTEMPT)
    ticker()
    ticker.next = 0

    ticker()

    assert queue() == 1

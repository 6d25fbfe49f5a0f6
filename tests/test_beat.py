"""Several beats send as one does, on real Redis."""

import time
from datetime import timedelta

import pytest
from celery import Celery
from django.conf import settings

from marketplace.beat import LEASE_SECONDS, SharedScheduler
from tests.support.workers import waiting

QUEUE = "beats-of-a-test"
EVERY = timedelta(milliseconds=100)


@pytest.fixture
def beats():
    """Two beats of the same schedule: one task ten times a second."""
    app = Celery("test", broker=settings.CELERY_BROKER_URL)
    app.conf.beat_schedule = {"once": {"task": "test.once", "schedule": EVERY, "options": {"queue": QUEUE}}}
    made = [SharedScheduler(app), SharedScheduler(app)]
    yield made
    for one in made:
        one.close()
    app.pool.force_close_all()


def sent(beats, seconds, ticking=(0, 1)):
    """How many tasks came into the queue while these of the beats ran."""
    before, end = waiting(QUEUE), time.monotonic() + seconds
    while time.monotonic() < end:
        for place in ticking:
            beats[place].tick()
        time.sleep(0.01)
    return waiting(QUEUE) - before


def test_two_beats_send_what_one_would(beats):
    count = sent(beats, 1.0)

    assert [beat.leads for beat in beats] == [True, False]
    assert 5 <= count <= 11


def test_deadlines_are_sent_by_whoever_does_not_lead_too(beats, monkeypatch):
    monkeypatch.setattr("marketplace.beat.DEADLINES", QUEUE)

    count = sent(beats, 1.0)

    assert [beat.leads for beat in beats] == [True, False]
    assert 10 <= count <= 22


def test_another_takes_over_from_one_that_died_and_repeats_nothing(beats):
    sent(beats, 0.3)

    nobody = sent(beats, LEASE_SECONDS - 1, ticking=[1])
    time.sleep(1.1)
    beats[1].tick()

    assert nobody == 0
    assert beats[1].leads
    assert 5 <= sent(beats, 1.0, ticking=[1]) <= 11


def test_one_that_stood_still_does_not_send_beside_the_other(beats):
    sent(beats, 0.3)
    time.sleep(LEASE_SECONDS + 0.1)
    beats[1].tick()

    count = sent(beats, 1.0)

    assert [beat.leads for beat in beats] == [False, True]
    assert count <= 11


def test_one_that_ends_in_order_leaves_its_turn_at_once(beats):
    sent(beats, 0.3)

    beats[0].close()
    beats[1].tick()

    assert beats[1].leads

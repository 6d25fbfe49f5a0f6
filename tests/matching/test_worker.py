"""What is published is found and matched by a real worker, without anybody asking."""

import time

import pytest

from marketplace.celery import app
from marketplace.discovery.queries import search
from marketplace.matching.models import Match
from tests.catalogue.factories import need, published_listing

pytestmark = pytest.mark.celery


def wait_for(condition, seconds=30):
    """Wait as the market does: a busy process leaves out ticks, and the beat, which this test has none of, makes up for it."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        app.send_task("audit.tick", expires=5)
        time.sleep(0.25)
    return condition()


def test_a_worker_indexes_and_matches_what_a_commit_published(celery_worker_process):
    listing = published_listing()
    posted = need()

    assert wait_for(lambda: search("打磨").total == 2)
    assert wait_for(lambda: Match.objects.filter(listing=listing, need=posted).exists())

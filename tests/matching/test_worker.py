"""What is published is found and matched by a real worker, without anybody asking."""

import time

import pytest

from marketplace.discovery.queries import search
from marketplace.matching.models import Match
from tests.catalogue.factories import need, published_listing

pytestmark = pytest.mark.celery


def wait_for(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_a_worker_indexes_and_matches_what_a_commit_published(celery_worker_process):
    listing = published_listing()
    posted = need()

    assert wait_for(lambda: search("打磨").total == 2)
    assert wait_for(lambda: Match.objects.filter(listing=listing, need=posted).exists())

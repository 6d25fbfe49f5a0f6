"""A POST that is repeated acts once, and a GET not at all: at every address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.audit.models import Entry
from tests.guards.doors import DOORS
from tests.guards.trying import LOOKS, client_as, send, undone, who_may, writes

pytestmark = pytest.mark.django_db

POSTS = [name for name in DOORS if name.startswith("POST") and not name.endswith("(of a draft)")]
# Nothing is done there that the log would tell.
CALCULATIONS = {
    "POST certificate-checks",
    "POST deadline-calculations",
    "POST fee-calculations",
    "POST fee-quotes",
    # What a person reads is nobody's business.
    "POST messages/<number>/reading",
    "POST messages/reading",
}


@pytest.mark.parametrize("name", POSTS)
def test_post_repeated_with_its_key_acts_once_and_is_answered_alike(cast, name):
    call = DOORS[name](cast)
    client = who_may(cast, name)
    key = {"Idempotency-Key": "guards-1"}
    before = Entry.objects.count()

    first = send(client, name, call, **key)
    lines = Entry.objects.count()
    second = send(client, name, call, **key)

    assert first.status_code < 300
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert second.headers["Idempotent-Replay"] == "true"
    assert Entry.objects.count() == lines
    assert (lines > before) is (name not in CALCULATIONS)


@pytest.mark.parametrize("name", POSTS)
def test_key_of_another_request_is_refused(cast, name):
    call = DOORS[name](cast)
    client = who_may(cast, name)
    key = {"Idempotency-Key": "guards-1"}

    send(client, name, call, **key)
    other = send(client, name, call, '{"another": "body"}', **key)

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize("name", [name for name in DOORS if name.startswith("GET") and name not in LOOKS])
def test_reading_writes_nothing(cast, name):
    call = DOORS[name](cast)
    written = []

    for role in ("anon", "own.agt", "SW.off"):
        client = client_as(cast, role)
        with undone(), CaptureQueriesContext(connection) as asked:
            send(client, name, call)
        written += writes(asked)

    assert written == []

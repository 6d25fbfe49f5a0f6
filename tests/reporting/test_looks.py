"""Everything a supervisor was shown is kept, and the exchange it was about can read it."""

import pytest
from django.test import Client

from marketplace.audit.models import Entry
from marketplace.reporting.models import Look
from marketplace.reporting.queries.supervision import looks_for
from tests.accounts.factories import actor, officer, verified
from tests.reporting.factories import filed, offered

pytestmark = pytest.mark.django_db


def browser(who):
    client = Client()
    client.force_login(who.user)
    return client


def test_page_of_a_supervisor_leaves_a_look_and_a_private_line():
    supervisor, found = actor(verified("supervisor"), ["supervisor"]), filed("2027-04", "CQ")

    browser(supervisor).get(f"/supervision/returns/{found.number}/?by=mode")

    look = Look.objects.get()
    assert (look.path, look.subject, look.exchange, look.status) == (
        f"/supervision/returns/{found.number}/?by=mode", found.number, "CQ", 200
    )  # fmt: skip
    line = Entry.objects.get(verb="reporting.looked")
    assert (line.private, line.actor) == (True, supervisor.ref)


def test_api_leaves_a_look_too():
    supervisor = actor(verified("supervisor"), ["supervisor"])

    browser(supervisor).get("/api/v1/alerts")

    assert Look.objects.get().path == "/api/v1/alerts"


def test_what_was_not_found_is_a_look_all_the_same():
    supervisor = actor(verified("supervisor"), ["supervisor"])

    browser(supervisor).get("/supervision/alerts/AL-2027-999999/")

    assert Look.objects.get().status == 404


def test_nobody_elses_page_leaves_a_look():
    listing = offered()
    for who in (officer(), actor()):
        browser(who).get(f"/listings/{listing.number}/")

    assert not Look.objects.exists()


def test_exchange_reads_looks_at_its_own_things_and_supervisors_those_of_their_office():
    supervisor, other = (actor(verified("supervisor"), ["supervisor"]) for _n in range(2))
    listing = offered(exchange="CQ")
    browser(supervisor).get(f"/listings/{listing.number}/")

    assert [look.subject for look in looks_for(officer("CQ"))] == [listing.number]
    assert [look.subject for look in looks_for(officer("SW"))] == []
    assert [look.subject for look in looks_for(supervisor)] == [listing.number]
    assert list(looks_for(other)) == []
    assert list(looks_for(actor())) == []

"""Posting notices, finding them, subscribing to them."""

from datetime import date

import pytest

from accounts.actor import system_actor
from accounts.models import Organisation
from marketplace.audit.models import Entry
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk import commands, queries
from marketplace.desk.models import NoticeSubscription
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import TODAY, published_listing
from tests.desk.factories import notice

pytestmark = pytest.mark.django_db


def numbers(found):
    return [row.number for row in found.order_by("id")]


def test_posted_notice_tells_its_kind_exchange_title_and_number_to_the_log():
    posted = notice(kind="result", title="示范成交")

    line = Entry.objects.get(verb="desk.notice_posted")
    assert line.subject == f"publicnotice:{posted.number}"
    assert not line.private
    assert line.payload.body == {
        "kind": "result",
        "exchange": "SW",
        "title": "示范成交",
        "number": posted.number,
        "about": "listing:L-2027-000001",
    }


def test_notice_names_its_thing_and_whom_to_tell_of_an_objection():
    Organisation.objects.filter(exchange_code="SW").update(contact_name="", contact_phone="", contact_email="")
    staff = officer("SW")
    Organisation.objects.filter(exchange_code="SW").update(contact_name="示范联系人", contact_phone="028-00000000")
    listing = published_listing()

    posted = notice(by=staff, subject=listing)

    assert posted.subject == f"listing:{listing.number}"
    assert posted.contact == "示范联系人 · 028-00000000"


def test_only_the_staff_of_the_exchange_and_sweeps_post_for_it():
    with pytest.raises(Forbidden):
        notice(by=officer("CQ"))
    with pytest.raises(Forbidden):
        notice(by=actor())

    assert notice(by=system_actor("trading.close_due_sales")).posted_by == "system:trading.close_due_sales"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 301}, "title"),
        ({"body": ""}, "body"),
        ({"kind": "rumour"}, "kind"),
    ],
)
def test_what_is_wrong_with_a_notice_is_told_by_its_field(fields, wrong):
    with pytest.raises(Invalid) as refused:
        notice(**fields)

    assert list(refused.value.fields) == [wrong]


def test_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(Invalid):
        notice(ends_at=shanghai("2027-02-01T00:00:00"))


def test_correction_and_what_it_corrects_know_each_other():
    wrong = notice()
    erratum = notice(kind="erratum", corrects=wrong, title="示范更正")

    assert queries.notice(erratum.number).corrects == wrong
    assert [row.number for row in queries.notice(wrong.number).corrections.all()] == [erratum.number]


def test_notice_of_another_exchange_is_not_ours_to_correct():
    with pytest.raises(Refused):
        notice(kind="erratum", exchange="CQ", corrects=notice())


def test_only_corrections_refer_to_another_notice():
    with pytest.raises(Invalid):
        notice(kind="result", corrects=notice())


def test_notices_are_found_by_kind_tab_exchange_day_and_words():
    first = notice(clock=frozen("2027-03-01T23:59:59"))
    second = notice(kind="suspension", exchange="CQ", title="示范中止", clock=frozen("2027-03-02T00:00:00"))
    found = queries.notices

    assert numbers(found()) == [first.number, second.number]
    assert numbers(found(kind="listing")) == [first.number]
    assert numbers(found(kind="halt")) == [second.number]
    assert numbers(found(exchange="CQ")) == [second.number]
    assert numbers(found(since=date(2027, 3, 2))) == [second.number]
    assert numbers(found(until=date(2027, 3, 1))) == [first.number]
    assert numbers(found(text="打磨")) == [first.number]
    assert numbers(found(text=f" {second.number.lower()} ")) == [second.number]


def test_subscribers_are_those_whose_kind_exchange_and_word_fit_each_once():
    wide, narrow, other = actor(), actor(), actor()
    commands.subscribe(actor=wide, clock=TODAY)
    commands.subscribe(kind="listing", exchange="SW", keyword="打磨", actor=wide, clock=TODAY)
    fitting = commands.subscribe(kind="listing", exchange="SW", keyword="机器人", actor=narrow, clock=TODAY)
    commands.subscribe(keyword="磁铁矿", actor=other, clock=TODAY)
    commands.subscribe(exchange="CQ", actor=other, clock=TODAY)

    told = queries.subscribers_of(notice())

    assert [row.user for row in told] == [wide.user.number, narrow.user.number]
    assert told[1] == (narrow.user.number, fitting.number, fitting.token)


def test_subscribing_twice_is_one_subscription():
    reader = actor()

    first = commands.subscribe(kind="result", actor=reader, clock=TODAY)

    assert commands.subscribe(kind="result", actor=reader, clock=TODAY) == first
    with pytest.raises(Invalid):
        commands.subscribe(kind="rumour", actor=reader, clock=TODAY)


def test_subscriptions_are_bounded():
    reader = actor()
    for word in range(50):
        commands.subscribe(keyword=f"词{word}", actor=reader, clock=TODAY)

    with pytest.raises(Refused):
        commands.subscribe(keyword="再", actor=reader, clock=TODAY)


def test_token_ends_a_subscription_once_and_needs_nobody_signed_in():
    kept = commands.subscribe(kind="result", actor=actor(), clock=TODAY)

    assert commands.end_subscription(token=kept.token, actor=system_actor("tests")).number == kept.number
    assert commands.end_subscription(token=kept.token, actor=system_actor("tests")) is None
    assert not NoticeSubscription.objects.exists()


def test_api_lists_notices_for_everybody_and_narrows_them(client):
    first = notice()
    notice(kind="result", exchange="CQ")

    rows = client.get("/api/v1/notices?kind=listing&exchange=SW&text=打磨&since=2027-03-01").json()["results"]
    one = client.get(f"/api/v1/notices/{first.number}").json()

    assert [row["number"] for row in rows] == [first.number]
    assert one["corrected_by"] == []
    assert one["starts_at"] == "2027-03-01T10:00:00+08:00"
    assert client.get("/api/v1/notices/PN-2027-999999").status_code == 404
    assert client.get("/api/v1/notices?kind=rumour").status_code == 400

"""Many notes posted at once come to what one after the other would."""

import pytest

from marketplace.messages.kinds import KINDS
from marketplace.messages.models import Choice, Message
from tests.accounts.factories import user
from tests.messages.factories import note, told

pytestmark = pytest.mark.django_db

KIND = "trading.bid_placed"


def alike(to, *, subject="sale:S-2027-000001", gathered=True, price="1"):
    data = {"title": "示范成果", "number": "1", "price": price}
    return note(to, kind=KIND, subject=subject, gathered=gathered, data=data)


def rows(person):
    return list(Message.objects.filter(user=person).order_by("id").values_list("subject", "told"))


def test_gathered_notes_of_one_post_are_one_message_that_says_the_last():
    one, other = user(), user()

    told(alike(one), alike(other), alike(one, price="2"), alike(one, subject="sale:S-2027-000002"))

    assert rows(one) == [("sale:S-2027-000001", 2), ("sale:S-2027-000002", 1)]
    assert rows(other) == [("sale:S-2027-000001", 1)]
    assert "2" in Message.objects.filter(user=one).earliest("id").body


def test_gathered_notes_join_what_is_unread_by_their_number():
    one = user()
    told(alike(one))

    made = told(alike(one), alike(one))

    assert made == []
    assert rows(one) == [("sale:S-2027-000001", 3)]


def test_notes_that_are_not_gathered_stay_apart():
    one = user()

    told(alike(one, gathered=False), alike(one, gathered=False))

    assert [count for _subject, count in rows(one)] == [1, 1]


def test_who_has_switched_the_list_off_is_sent_each_gathered_note():
    one = user()
    Choice.objects.create(user=one, topic=KINDS[KIND].topic, channel="in_app", mode="off")

    told(alike(one), alike(one, price="2"))

    assert [row.told for row in Message.objects.filter(user=one, shown=False)] == [1, 1]


def test_note_told_already_is_not_counted_again():
    one = user()
    first = alike(one)
    told(first)

    told(first, alike(one))

    assert rows(one) == [("sale:S-2027-000001", 2)]

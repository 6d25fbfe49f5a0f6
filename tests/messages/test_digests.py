"""Digests: what was gathered goes out once, in the morning; nothing is told twice and nothing is lost."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from marketplace.core.clock import SHANGHAI, FrozenClock, frozen, shanghai
from marketplace.messages.adapters.sandbox import SandboxAdapter
from marketplace.messages.commands import build_digests, choose, mark_read, save_profile, send_due
from marketplace.messages.commands.digests import LINES, morning_before
from marketplace.messages.models import Delivery, Message
from marketplace.messages.wording import letter_of
from tests.accounts.factories import actor
from tests.messages.factories import note, told

DAY = timedelta(days=1)
MONDAY = frozen("2027-03-01T10:00:00")


@pytest.mark.parametrize(
    ("rhythm", "now", "morning"),
    [
        ("daily", "2027-03-02T08:00:00", "2027-03-02T08:00:00"),
        ("daily", "2027-03-02T07:59:59.999999", "2027-03-01T08:00:00"),
        ("daily", "2027-03-01T00:00:00", "2027-02-28T08:00:00"),
        ("daily", "2027-03-01T16:30:00+00:00", "2027-03-01T08:00:00"),  # half past midnight in Shanghai
        ("weekly", "2027-03-01T08:00:00", "2027-03-01T08:00:00"),  # a Monday
        ("weekly", "2027-03-01T07:59:59", "2027-02-22T08:00:00"),
        ("weekly", "2027-03-07T23:00:00", "2027-03-01T08:00:00"),
    ],
)
def test_last_morning_at_which_a_digest_was_due(rhythm, now, morning):
    assert morning_before(rhythm, shanghai(now)) == shanghai(morning)


@given(st.sampled_from(["daily", "weekly"]), st.integers(0, 60 * 24 * 400))
def test_morning_is_at_most_a_rhythm_ago_and_mornings_never_go_back(rhythm, minutes):
    now = MONDAY.at + timedelta(minutes=minutes)
    morning = morning_before(rhythm, now)
    local = morning.astimezone(SHANGHAI)

    assert timedelta(0) <= now - morning < (DAY if rhythm == "daily" else 7 * DAY)
    assert (local.hour, local.minute, local.second) == (8, 0, 0)
    assert rhythm == "daily" or local.weekday() == 0
    assert morning <= morning_before(rhythm, now + timedelta(minutes=1))


def reader(mode="daily", *, language="zh-hans", topic="case"):
    """Somebody who wants a topic by mail in a rhythm."""
    person = actor()
    choose(choices={(topic, "email"): mode}, actor=person)
    if language != "zh-hans":
        save_profile(language=language, quiet_from=None, quiet_to=None, wecom_id="", actor=person)
    return person


def event(person, title, clock, kind="catalogue.listing_accepted", **more):
    return told(note(person.user, kind=kind, data={"title": title, "number": title}, **more), clock=clock)


def mails(person):
    """What was written to somebody, in order."""
    rows = Delivery.objects.filter(channel="email", message__user=person.user).exclude(
        state__in=["gathered", "needless"]
    )
    return [letter_of(row).text for row in rows.filter(gathered_in=None).select_related("message__user").order_by("id")]


@pytest.mark.django_db
def test_daily_digest_names_each_with_its_way_and_goes_out_once():
    person = reader()
    event(person, "甲成果", MONDAY, link="/listings/L-2027-000001/")
    event(person, "乙成果", MONDAY)

    before = build_digests(clock=frozen("2027-03-02T07:59:59"))
    built = [build_digests(clock=frozen(f"2027-03-0{day}T08:00:00")) for day in (2, 2, 3)]

    [mail] = mails(person)
    assert (before, built) == (0, [1, 0, 0])
    assert "今日汇总：2 条消息" in mail
    assert "甲成果\n  http" in mail
    assert "/listings/L-2027-000001/" in mail
    assert "乙成果" in mail


@pytest.mark.django_db
def test_weekly_digest_waits_for_monday():
    person = reader("weekly")
    event(person, "甲成果", MONDAY)

    built = [build_digests(clock=frozen(f"2027-03-0{day}T09:00:00")) for day in range(2, 9)]

    assert built == [0, 0, 0, 0, 0, 0, 1]
    assert "本周汇总：1 条消息" in mails(person)[0]


@pytest.mark.django_db
def test_what_comes_at_eight_belongs_to_the_next_morning():
    person = reader()
    event(person, "甲成果", frozen("2027-03-02T07:59:59.999999"))
    event(person, "乙成果", frozen("2027-03-02T08:00:00"))

    build_digests(clock=frozen("2027-03-02T08:00:00"))
    first = mails(person)
    build_digests(clock=frozen("2027-03-03T08:00:00"))

    assert ["甲成果" in mail for mail in first] == [True]
    assert ["乙成果" in mail for mail in mails(person)] == [False, True]


@pytest.mark.django_db
def test_digest_is_a_mail_and_stands_in_no_list_beside_what_it_tells():
    person = reader()
    event(person, "甲成果", MONDAY)

    build_digests(clock=frozen("2027-03-02T08:00:00"))

    digest = Message.objects.get(kind="messages.digest")
    assert not digest.shown
    assert list(digest.deliveries.values_list("channel", "state")) == [("email", "waiting")]
    assert Message.objects.filter(user=person.user, shown=True).count() == 1


@pytest.mark.django_db
def test_digest_waits_for_the_end_of_quiet_hours():
    person = reader()
    save_profile(
        language="en",
        quiet_from=shanghai("2027-03-01T20:00:00").time(),
        quiet_to=shanghai("2027-03-01T09:30:00").time(),
        wecom_id="",
        actor=person,
    )
    event(person, "甲成果", MONDAY)

    build_digests(clock=frozen("2027-03-02T08:00:00"))

    row = Delivery.objects.get(message__kind="messages.digest")
    assert row.next_at == shanghai("2027-03-02T09:30:00")


@pytest.mark.django_db
def test_english_digest_is_english():
    person = reader(language="en")
    event(person, "A result", MONDAY)

    build_digests(clock=frozen("2027-03-02T08:00:00"))

    [mail] = mails(person)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in mail)


@pytest.mark.django_db
def test_long_digest_names_the_first_and_counts_the_rest():
    person = reader()
    told(*(note(person.user, kind="catalogue.listing_accepted") for _n in range(LINES + 7)), clock=MONDAY)

    build_digests(clock=frozen("2027-03-02T08:00:00"))

    [mail] = mails(person)
    assert mail.count("· ") == LINES
    assert "另有 7 条" in mail


@pytest.mark.django_db
def test_what_was_read_meanwhile_is_not_told_again():
    person = reader()
    [read], [_unread] = event(person, "甲成果", MONDAY), event(person, "乙成果", MONDAY)
    mark_read(message=read, actor=person, clock=MONDAY)

    build_digests(clock=frozen("2027-03-02T08:00:00"))

    [mail] = mails(person)
    assert ("甲成果" in mail, "乙成果" in mail) == (False, True)
    assert not Delivery.objects.filter(state="gathered").exists()


@pytest.mark.django_db
def test_everything_read_makes_no_digest():
    person = reader()
    [message] = event(person, "甲成果", MONDAY)
    mark_read(message=message, actor=person, clock=MONDAY)

    built = build_digests(clock=frozen("2027-03-02T08:00:00"))

    assert (built, mails(person)) == (0, [])
    assert not Delivery.objects.filter(state="gathered").exists()


@pytest.mark.django_db
def test_who_left_is_written_to_no_more():
    person = reader()
    event(person, "甲成果", MONDAY)
    person.user.is_active = False
    person.user.save()

    built = build_digests(clock=frozen("2027-03-02T08:00:00"))

    assert (built, mails(person)) == (0, [])
    assert build_digests(clock=frozen("2027-03-03T08:00:00")) == 0


STEPS = st.one_of(
    st.tuples(st.just("tell"), st.sampled_from(["case", "matches", "rules"])),
    st.tuples(st.just("choose"), st.sampled_from(["now", "daily", "weekly"])),
    st.tuples(st.just("wait"), st.integers(1, 60)),  # hours
    st.tuples(st.just("again"), st.just(0)),
)
KINDS = {"case": "catalogue.listing_accepted", "matches": "matching.proposed", "rules": "rulebook.version_approved"}


class TestDirectOrGathered(TestCase):
    @settings(max_examples=25)
    @given(st.lists(STEPS, max_size=14))
    def test_each_message_is_mailed_directly_or_by_one_digest_whatever_is_chosen_when(self, steps):
        person, clock, notes = actor(), FrozenClock(MONDAY.at), []

        for step, what in steps:
            if step == "tell":
                data = dict.fromkeys(("title", "need", "listing", "number"), f"甲{len(notes):03d}乙")
                notes.append(note(person.user, kind=KINDS[what], data=data))
                told(notes[-1], clock=clock)
            elif step == "choose":
                choose(choices={(topic, "email"): what for topic in KINDS}, actor=person)
            elif step == "wait":
                clock = FrozenClock(clock.at + timedelta(hours=what))
                build_digests(clock=clock)
            else:
                told(*notes, clock=clock)  # the follower was stopped, and reads its lines again
                build_digests(clock=clock)
        build_digests(clock=FrozenClock(clock.at + 8 * DAY))
        send_due(channel="email", adapter=SandboxAdapter(), clock=FrozenClock(clock.at + 9 * DAY))

        written = Counter()
        for text in mails(person):
            written.update({place for place in range(len(notes)) if f"甲{place:03d}乙" in text})
        assert written == dict.fromkeys(range(len(notes)), 1)
        assert set(Delivery.objects.filter(channel="email").values_list("state", flat=True)) <= {"sent"}

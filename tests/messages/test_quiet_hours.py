"""Quiet hours: what is not urgent waits for their end, in Shanghai's time, also over midnight and when it is tried again."""

from datetime import UTC, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.clock import SHANGHAI, FrozenClock, frozen, shanghai
from marketplace.messages.adapters.sandbox import SandboxAdapter
from marketplace.messages.commands import save_profile, send_due
from marketplace.messages.models import Delivery, Profile
from marketplace.messages.quiet import after_quiet, is_quiet
from tests.accounts.factories import actor
from tests.messages.factories import Postbox, code, note, told

NIGHT = (time(22), time(7))
FIRST, LAST = (shanghai(day).replace(tzinfo=None) for day in ("2027-01-01T00:00:00", "2028-12-31T00:00:00"))
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.sampled_from([UTC, SHANGHAI]))


def opens(start, end, text):
    return after_quiet(Profile(quiet_from=start, quiet_to=end), shanghai(text))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2027-03-01T21:59:59.999999", "2027-03-01T21:59:59.999999"),  # the last moment before
        ("2027-03-01T22:00:00", "2027-03-02T07:00:00"),  # the first within
        ("2027-03-01T23:59:59.999999", "2027-03-02T07:00:00"),
        ("2027-03-02T00:00:00", "2027-03-02T07:00:00"),  # midnight: the same morning, not the next
        ("2027-03-02T06:59:59.999999", "2027-03-02T07:00:00"),  # the last within
        ("2027-03-02T07:00:00", "2027-03-02T07:00:00"),  # the first moment after
        ("2027-12-31T23:30:00", "2028-01-01T07:00:00"),
        ("2028-02-28T22:30:00", "2028-02-29T07:00:00"),
    ],
)
def test_edges_of_a_night(text, at):
    assert opens(*NIGHT, text) == shanghai(at)


def test_hours_within_a_day_and_those_told_in_utc():
    assert opens(time(12), time(14), "2027-03-01T13:15:00") == shanghai("2027-03-01T14:00:00")
    assert opens(time(12), time(14), "2027-03-01T14:00:00") == shanghai("2027-03-01T14:00:00")
    assert opens(*NIGHT, "2027-03-01T14:00:00+00:00") == shanghai("2027-03-02T07:00:00")  # 22:00 in Shanghai


@pytest.mark.parametrize(("start", "end"), [(None, None), (time(8), time(8))])
def test_no_hours_hold_nothing_back(start, end):
    assert opens(start, end, "2027-03-01T08:00:00") == shanghai("2027-03-01T08:00:00")


@given(MOMENTS, st.times(), st.times())
def test_what_waits_goes_out_at_the_first_moment_that_is_not_quiet(now, start, end):
    profile = Profile(quiet_from=start, quiet_to=end)

    at = after_quiet(profile, now)

    assert now <= at < now + timedelta(days=1)
    assert not is_quiet(profile, at)
    assert is_quiet(profile, now) == (at > now)
    assert at == now or is_quiet(profile, at - timedelta(microseconds=1))


def sleeper():
    """Somebody who wants to be left alone from ten in the evening to seven in the morning."""
    person = actor()
    save_profile(language="zh-hans", quiet_from=NIGHT[0], quiet_to=NIGHT[1], wecom_id="", actor=person)
    return person.user


@pytest.mark.django_db
def test_message_of_the_night_goes_out_in_the_morning_and_stands_in_the_list_at_once():
    night, morning = frozen("2027-03-01T23:10:00"), frozen("2027-03-02T07:00:00")
    [message] = told(note(sleeper()), clock=night)
    box = Postbox()

    send_due(channel="email", adapter=box, clock=night)
    send_due(channel="email", adapter=box, clock=frozen("2027-03-02T06:59:59"))
    before = list(box.landed)
    send_due(channel="email", adapter=box, clock=morning)

    assert message.shown
    assert (before, len(box.landed)) == ([], 1)


@pytest.mark.django_db
def test_code_is_not_held_back():
    code("您的验证码是 123456", to=sleeper())
    box = Postbox()

    send_due(channel="sms", adapter=box, clock=frozen("2027-03-01T23:10:00"))

    assert len(box.landed) == 1


@pytest.mark.django_db
def test_security_passes_and_the_rest_waits():
    person = sleeper()
    told(note(person, kind="accounts.password_changed"), note(person), clock=frozen("2027-03-02T02:00:00"))

    send_due(channel="email", adapter=SandboxAdapter(), clock=frozen("2027-03-02T02:00:00"))

    assert dict(Delivery.objects.filter(channel="email").values_list("message__kind", "state")) == {
        "accounts.password_changed": "sent",
        "accounts.organisation_verified": "waiting",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("fate", ["later", "away"])
def test_what_failed_in_the_evening_is_not_tried_again_at_night(fate):
    told(note(sleeper()), clock=frozen("2027-03-01T21:59:00"))
    box = Postbox(plan=[fate])

    send_due(channel="email", adapter=box, clock=frozen("2027-03-01T21:59:50"))
    send_due(channel="email", adapter=box, clock=frozen("2027-03-01T22:05:00"))
    at_night = (list(box.landed), Delivery.objects.get(channel="email"))
    send_due(channel="email", adapter=box, clock=frozen("2027-03-02T07:00:00"))

    assert at_night[0] == []
    assert at_night[1].next_at == shanghai("2027-03-02T07:00:00")
    assert len(box.landed) == 1


@pytest.mark.django_db
def test_sleeper_does_not_hold_up_those_who_are_awake():
    told(note(sleeper()), note(), clock=frozen("2027-03-01T21:00:00"))
    box = Postbox()

    send_due(channel="email", adapter=box, clock=FrozenClock(shanghai("2027-03-01T22:30:00")))

    states = sorted(Delivery.objects.filter(channel="email").values_list("state", flat=True))
    assert (len(box.landed), states) == (1, ["sent", "waiting"])

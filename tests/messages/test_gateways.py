"""SMS and WeCom through a gateway: what is taken, what is tried again, and that a key lands once whatever breaks."""

import socket
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from marketplace.core.clock import FrozenClock
from marketplace.messages.adapters import adapter_of
from marketplace.messages.adapters.webhook import WebhookAdapter
from marketplace.messages.commands import choose, save_profile, send_due
from marketplace.messages.models import Delivery, Message
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY
from tests.messages.factories import code, note, told
from tests.support.gateway import gateway, gateway_server  # noqa: F401  a fixture

DAYS = timedelta(days=1)


def send(url, clock=TODAY, channel="sms"):
    send_due(channel=channel, adapter=WebhookAdapter(url, "token-of-the-operator"), clock=clock)


def older():
    """Let what is in doubt be old enough to be asked for."""
    Delivery.objects.filter(state="doubtful").update(begun_at=timezone.now() - timedelta(minutes=2))


def later(days):
    return FrozenClock(TODAY.at + days * DAYS)


@pytest.mark.django_db
def test_taken_text_names_receiver_key_and_token(gateway):  # noqa: F811
    message = code("您的验证码是 123456")

    send(gateway.url)

    [asked] = gateway.asked
    row = message.deliveries.get()
    assert (asked["to"], asked["text"], asked["id"]) == ("+8613800138000", "您的验证码是 123456", row.mail_id)
    assert (asked["token"], asked["path"]) == ("Bearer token-of-the-operator", "/send?from=market")
    assert asked["key"] == row.mail_id.strip("<>")
    assert (row.state, row.provider_id) == ("sent", "gw-1")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "state", "error"),
    [
        (202, "sent", ""),
        (302, "given_up", "gateway: HTTP 302"),  # nobody is sent elsewhere with a code
        (400, "given_up", "gateway: HTTP 400"),
        (401, "given_up", "gateway: HTTP 401"),
        (408, "failed", "gateway: HTTP 408"),
        (409, "sent", ""),  # it has the key already
        (425, "failed", "gateway: HTTP 425"),
        (429, "failed", "gateway: HTTP 429"),
        (500, "failed", "gateway: HTTP 500"),
        (503, "failed", "gateway: HTTP 503"),
    ],
)
def test_status_says_whether_it_is_taken_later_or_never(gateway, status, state, error):  # noqa: F811
    gateway.plan = [status]
    message = code()

    send(gateway.url)

    row = message.deliveries.get()
    assert (row.state, row.last_error, row.attempts) == (state, error, 1)


@pytest.mark.django_db
def test_gateway_that_is_not_there_counts_for_no_attempt_and_everything_waits():
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    first, second = code(), code()

    send(f"http://127.0.0.1:{port}/send")

    rows = Delivery.objects.filter(message__in=[first, second])
    assert {(row.state, row.next_at - TODAY.at) for row in rows} == {("failed", timedelta(seconds=30))}
    assert {row.last_error for row in rows} == {"gateway: ConnectionRefusedError"}


@pytest.mark.django_db
@pytest.mark.parametrize("fate", ["lost", "unheard"])
def test_line_that_breaks_is_tried_again_under_the_same_key(gateway, fate):  # noqa: F811
    gateway.plan = [fate]
    message = code()

    send(gateway.url)
    doubtful = message.deliveries.get().state
    send(gateway.url)  # too early: something of it may still be under way
    early = len(gateway.asked)
    older()
    send(gateway.url)

    assert (doubtful, early) == ("doubtful", 1)
    assert message.deliveries.get().state == "sent"
    assert len({one["key"] for one in gateway.asked}) == len(gateway.taken) == 1


@pytest.mark.django_db
def test_gateway_that_keeps_breaking_off_is_given_time(gateway):  # noqa: F811
    gateway.plan = ["unheard", "unheard"]
    person = with_wecom()
    told(note(person.user))

    for _n in range(3):
        send(gateway.url, channel="wecom")
        older()
    row = Delivery.objects.get(channel="wecom")

    assert (row.state, row.attempts, len(gateway.asked)) == ("waiting", 2, 2)
    assert row.next_at == TODAY.at + timedelta(minutes=1)


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["x" * 200_000, "[" * 60_000, "[1]", "null"])
def test_answer_that_says_nothing_of_use_is_taken(gateway, said):  # noqa: F811
    gateway.says = said
    message = code()

    send_due(channel="sms", adapter=WebhookAdapter(gateway.url), clock=TODAY)

    assert (message.deliveries.get().state, message.deliveries.get().provider_id) == ("sent", "")


def with_wecom():
    """Somebody who wants to be told of verifications by WeCom."""
    person = actor()
    save_profile(language="en", quiet_from=None, quiet_to=None, wecom_id="zhang.san", actor=person)
    choose(choices={("organisation", "wecom"): "now"}, actor=person)
    return person


@pytest.mark.django_db
def test_wecom_has_a_text_in_the_readers_language_with_the_way_to_the_matter(gateway):  # noqa: F811
    told(note(with_wecom().user, link="/organisations/ORG-2027-000001/"))

    send(gateway.url, channel="wecom")

    [asked] = gateway.asked
    assert asked["to"] == "zhang.san"
    assert asked["text"].endswith("/organisations/ORG-2027-000001/")
    assert "verified" in asked["text"]


@pytest.mark.django_db
def test_channel_without_a_gateway_in_production_gives_up_what_is_due(settings):
    settings.SANDBOX, settings.MESSAGE_GATEWAYS = False, {"sms": ("", ""), "wecom": ("", "")}
    message = code()

    send_due(channel="sms", adapter=adapter_of("sms"), clock=TODAY)

    row = message.deliveries.get()
    assert (row.state, row.last_error) == ("given_up", "本站未开通这一发送方式。")
    assert Message.objects.get(pk=message.pk).secret == ""


@pytest.mark.django_db
def test_gateway_of_the_settings_is_used_in_production(settings, gateway):  # noqa: F811
    settings.SANDBOX, settings.MESSAGE_GATEWAYS = False, {"sms": (gateway.url, "t")}

    assert adapter_of("sms") == WebhookAdapter(gateway.url, "t")
    assert adapter_of("wecom") is None


class TestWhateverBreaks(TestCase):
    @settings(max_examples=15)
    @given(st.lists(st.sampled_from([200, 429, 500, 503, "lost", "unheard", 409]), max_size=8))
    def test_every_text_lands_once(self, plan):
        with gateway_server() as gateway:  # noqa: F811
            # A gateway that says it has a key has it.
            gateway.plan = [500 if fate == 409 else fate for fate in plan]
            people = [with_wecom() for _n in range(3)]
            told(*(note(person.user) for person in people))

            for day in range(len(plan) + 2):
                send(gateway.url, later(day), "wecom")
                older()

            rows = Delivery.objects.filter(channel="wecom")
            assert sorted(gateway.taken) == sorted(row.mail_id.strip("<>") for row in rows)
            assert {row.state for row in rows} == {"sent"}

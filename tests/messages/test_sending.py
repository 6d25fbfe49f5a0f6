"""Nothing is lost and no key goes out twice, whatever breaks and whenever."""

import os
import signal
import time
from collections import Counter
from contextlib import closing, suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from marketplace.core.clock import market_clock
from marketplace.messages.adapters.sandbox import SandboxAdapter
from marketplace.messages.adapters.smtp import SmtpAdapter
from marketplace.messages.commands import forget_secrets, send_due
from marketplace.messages.models import Delivery, Message
from marketplace.processes import start_worker
from tests.catalogue.factories import TODAY
from tests.messages.factories import Postbox, code, note, told
from tests.support.smtp import smtp  # noqa: F401  a fixture

FATES = ["taken", "killed before", "killed after", "unheard", "lost", "later", "away"]


def long_ago():
    """Let what is in doubt be old enough to be asked for, and what failed be due."""
    Delivery.objects.filter(state="doubtful").update(begun_at=timezone.now() - timedelta(minutes=2))
    Delivery.objects.update(next_at=TODAY.at)


def run(box):
    with suppress(KeyboardInterrupt):  # the process is killed at this point; its session and its lock are gone with it
        send_due(channel="email", adapter=box, clock=TODAY)
    long_ago()


class TestInterleavings(TestCase):
    @settings(max_examples=15)
    @given(st.lists(st.sampled_from(FATES), max_size=6), st.booleans())
    def test_every_key_arrives_once_however_often_it_breaks(self, plan, repeats):
        messages = told(*(note() for _n in range(4)))
        box = Postbox(plan=list(plan))

        for _turn in range(len(plan) + 3):
            run(box)
            told(*(note(message.user, key=message.key) for message in messages))  # telling again tells nothing

        assert Counter(box.landed) == {one.mail_id: 1 for one in Delivery.objects.filter(channel="email")}
        assert set(Delivery.objects.filter(channel="email").values_list("state", flat=True)) == {"sent"}
        assert Message.objects.count() == 4

    @settings(max_examples=8)
    @given(st.lists(st.sampled_from(FATES), max_size=6))
    def test_where_nobody_can_be_asked_nothing_arrives_twice_and_every_doubt_waits_for_a_person(self, plan):
        told(*(note() for _n in range(4)))
        box = Postbox(plan=list(plan), mute=True)

        for _turn in range(len(plan) + 3):
            run(box)

        rows = {one.mail_id: one.state for one in Delivery.objects.filter(channel="email")}
        assert max(Counter(box.landed).values(), default=0) <= 1
        assert {mail for mail, state in rows.items() if state == "sent"} <= set(box.landed)
        assert set(rows.values()) <= {"sent", "doubtful"}


@pytest.mark.django_db
def test_sandbox_takes_each_once():
    told(*(note() for _n in range(3)))

    send_due(channel="email", adapter=SandboxAdapter(), clock=TODAY)
    send_due(channel="email", adapter=SandboxAdapter(), clock=TODAY)

    assert list(Delivery.objects.filter(channel="email").values_list("state", "attempts")) == [("sent", 1)] * 3


@pytest.mark.django_db
def test_one_line_serves_many_letters():
    told(*(note() for _n in range(120)))
    box = Postbox()

    send_due(channel="email", adapter=box, clock=TODAY, seconds=30)

    assert (len(box.landed), box.opened) == (120, 1)


@pytest.mark.django_db
def test_other_side_that_is_away_is_not_tried_again_at_once():
    told(*(note() for _n in range(120)))
    box = Postbox(plan=["away"])

    assert send_due(channel="email", adapter=box, clock=TODAY, seconds=30) is False
    assert (box.landed, box.opened) == ([], 0)
    assert send_due(channel="email", adapter=box, clock=TODAY, seconds=0.0001) is True


@pytest.mark.django_db
def test_code_is_encrypted_and_gone_once_sent():
    message = code("您的验证码是 123456")
    kept = Message.objects.get(pk=message.pk).secret

    send_due(channel="sms", adapter=Postbox(), clock=TODAY)

    message.refresh_from_db()
    assert "123456" not in kept
    assert (message.secret, message.deliveries.get().state) == ("", "sent")


@pytest.mark.django_db
def test_code_that_has_run_out_is_deleted_and_not_sent():
    message = code(minutes=-1)
    box = Postbox()

    forget_secrets()
    send_due(channel="sms", adapter=box, clock=TODAY)

    message.refresh_from_db()
    assert (message.secret, box.landed, message.deliveries.get().state) == ("", [], "given_up")


@pytest.mark.django_db
def test_smtp_says_what_is_temporary_permanent_and_in_doubt(smtp):  # noqa: F811
    people = {name: note() for name in ("refused", "later", "lost", "unheard", "plain")}
    for name, one in people.items():
        one.to.email = f"{name}-1@test.example"
        one.to.save()
    told(*people.values())
    adapter = SmtpAdapter(lookup_url=smtp.lookup_url)

    for _turn in range(4):
        send_due(channel="email", adapter=adapter, clock=TODAY)
        long_ago()

    states = {one.address.partition("-")[0]: one.state for one in Delivery.objects.filter(channel="email")}
    assert states == {"refused": "given_up", "later": "sent", "lost": "sent", "unheard": "sent", "plain": "sent"}
    assert Counter(mail["to"].partition("-")[0] for mail in smtp.taken) == dict.fromkeys(states.keys() - {"refused"}, 1)


@pytest.mark.celery
def test_killed_worker_loses_and_doubles_nothing(transactional_db, test_database, smtp, tmp_path):  # noqa: F811
    environment = test_database | smtp.environment | {"SHUANGCHENG_SANDBOX": "0", "SHUANGCHENG_SECRET_KEY": "x" * 60}
    with closing(start_worker(log=tmp_path / "first.log", beat=True, environment=environment)) as first:
        first.await_ready()
        told(*(note() for _n in range(150)), clock=market_clock)
        wait_for(lambda: len(smtp.taken) >= 20)
        os.killpg(first.process.pid, signal.SIGKILL)
    Delivery.objects.filter(begun_at__isnull=False).update(begun_at=timezone.now() - timedelta(minutes=2))
    with closing(start_worker(log=tmp_path / "second.log", beat=True, environment=environment)):
        done = wait_for(lambda: not Delivery.objects.filter(channel="email").exclude(state="sent").exists())

    assert done
    assert Counter(mail["id"] for mail in smtp.taken) == {
        one.mail_id: 1 for one in Delivery.objects.filter(channel="email")
    }


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()

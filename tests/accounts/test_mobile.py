"""Sign-in by mobile number and code."""

import re

import pytest
from django.test import Client

from accounts.commands import set_mobile
from accounts.models import User
from marketplace.audit.models import Payload
from marketplace.core.clock import market_clock
from marketplace.messages.models import Message
from tests.accounts.factories import user
from tests.messages.letters import letters

pytestmark = pytest.mark.django_db
NUMBER = "+8613800138000"
PASSWORD = "河清海晏-2027-shu"


def known(**fields):
    person = user(password=PASSWORD, **fields)
    set_mobile(user=person, mobile=NUMBER, clock=market_clock)
    return person


def sent_code():
    return re.search(r"\d{6}", letters("sms")[-1].text)[0]


def ask(client, login="138 0013 8000"):
    return client.post("/accounts/login/code/", {"login": login})


def enter(client, code):
    return client.post("/accounts/login/code/confirm/", {"code": code})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_sign_in_by_number_and_code():
    known()
    client = Client()

    ask(client)
    enter(client, sent_code())

    assert signed_in(client)


def test_code_works_once_and_is_in_no_log():
    known()
    client, other = Client(), Client()
    ask(client)
    code = sent_code()
    enter(client, code)

    ask(other)
    enter(other, code)

    assert code != sent_code()
    assert not signed_in(other)
    assert not any(code in str(body) for body in Payload.objects.values_list("body", flat=True))
    assert not any(code in message.secret + message.body for message in Message.objects.all())


def test_fifth_wrong_code_ends_the_attempt():
    known()
    client = Client()
    ask(client)
    code = sent_code()
    wrong = "000000" if code != "000000" else "111111"

    for _n in range(5):
        enter(client, wrong)
    enter(client, code)

    assert not signed_in(client)


def test_unknown_number_is_answered_alike_and_sent_nothing():
    known()

    here, there = ask(Client()), ask(Client(), "139 0000 0000")

    assert (here.status_code, here["Location"]) == (there.status_code, there["Location"])
    assert [letter.address for letter in letters("sms")] == [NUMBER]


def test_number_is_added_after_its_code_came_back():
    person = user(password=PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    client.post("/accounts/phone/change/", {"phone": "138-0013-8000"})
    before = User.objects.get(pk=person.pk).mobile
    client.post("/accounts/phone/verify/", {"code": sent_code(), "action": "verify"})

    assert (before, User.objects.get(pk=person.pk).mobile) == ("", NUMBER)


def test_number_of_another_is_not_taken_over():
    known()
    thief = user(password=PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": thief.email, "password": PASSWORD})

    client.post("/accounts/phone/change/", {"phone": NUMBER})
    client.post("/accounts/phone/verify/", {"code": "123456", "action": "verify"})

    assert User.objects.get(pk=thief.pk).mobile == ""


def test_number_and_password_sign_in_too():
    known()
    client = Client()

    client.post("/accounts/login/", {"login": "13800138000", "password": PASSWORD})

    assert signed_in(client)


@pytest.mark.parametrize("written", ["12345", "+86 12345678901", "not a number", "２３８００１３８０００"])
def test_what_is_no_number_is_refused(written):
    client = Client()

    assert "errorlist" in ask(client, written).text or "field-error" in ask(client, written).text
    assert letters("sms") == []

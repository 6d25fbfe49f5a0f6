"""Sign-up, sign-in, sign-out, password reset: allauth with our adapter."""

import re

import pytest
from django.test import Client

from accounts.models import User
from marketplace.audit.queries import history
from tests.accounts.factories import user
from tests.messages.letters import letters

pytestmark = pytest.mark.django_db
PASSWORD = "河清海晏-2027-shu"


@pytest.fixture
def client():
    return Client()


def sign_up(client, **changes):
    form = {"name": "示范 李雷", "email": "Li.Lei@Example.com", "password1": PASSWORD, "password2": PASSWORD}
    return client.post("/accounts/signup/", form | changes)


def sign_in(client, email, password):
    return client.post("/accounts/login/", {"login": email, "password": password})


def signed_in(client):
    return "_auth_user_id" in client.session


def test_sign_up_asks_for_a_name_and_signs_in(client):
    answer = sign_up(client)

    person = User.objects.get()
    assert answer.status_code == 302
    assert (person.email, person.name) == ("li.lei@example.com", "示范 李雷")
    assert signed_in(client)
    assert [entry.verb for entry in history(f"user:{person.number}")] == [
        "accounts.user_signed_up",
        "accounts.signed_in",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"email": "nowhere"},
        {"password1": "short"},
        {"password2": "other-long-password"},
        {"name": "长" * 61},
    ],
)
def test_wrong_sign_up_changes_nothing(client, changes):
    answer = sign_up(client, **changes)

    assert answer.status_code == 200
    assert not User.objects.exists()


def test_sign_up_in_production_waits_for_the_address(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    sign_up(client)

    assert not signed_in(client)
    assert [letter.address for letter in letters()] == ["li.lei@example.com"]


def test_address_that_is_taken_is_not_betrayed(client):
    user(email="li.lei@example.com")

    sign_up(client, email="li.lei@example.com")

    assert User.objects.count() == 1
    assert not signed_in(client)


def test_sign_in_by_email_in_any_case_and_sign_out(client):
    user(email="han@example.com", password=PASSWORD)

    sign_in(client, "HAN@example.com", PASSWORD)
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_wrong_password_is_refused(client):
    user(email="han@example.com", password=PASSWORD)

    answer = sign_in(client, "han@example.com", "wrong")

    assert answer.status_code == 200
    assert not signed_in(client)


def test_guessing_is_slowed(client):
    user(email="han@example.com", password=PASSWORD)
    for _n in range(5):
        sign_in(client, "han@example.com", "wrong")

    sign_in(client, "han@example.com", PASSWORD)

    assert not signed_in(client)


def test_closed_account_does_not_sign_in(client):
    user(email="han@example.com", password=PASSWORD, is_active=False)

    sign_in(client, "han@example.com", PASSWORD)

    assert not signed_in(client)


def test_password_is_reset_by_mail(client):
    person = user(email="han@example.com", password=PASSWORD)

    client.post("/accounts/password/reset/", {"email": "han@example.com"})
    [letter] = letters()
    path = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", letter.text)[1]
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "新的口令-2027-yu", "password2": "新的口令-2027-yu"})
    client.logout()
    sign_in(client, "han@example.com", "新的口令-2027-yu")

    assert letter.address == "han@example.com"
    assert signed_in(client)
    assert [entry.verb for entry in history(f"user:{person.number}")] == [
        "accounts.password_changed",
        "accounts.signed_in",
    ]


def test_reset_for_an_unknown_address_looks_alike(client):
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.com"})

    assert answer.status_code == 302


@pytest.mark.parametrize("path", ["login", "signup", "password/reset", "logout"])
def test_pages_are_shown_in_both_languages(client, path):
    person = user()
    if path == "logout":
        client.force_login(person)

    for language in ("zh-hans", "en"):
        answer = client.get(f"/accounts/{path}/", headers={"Accept-Language": language})
        assert answer.status_code == 200


def test_sandbox_says_where_its_mail_lies(client):
    assert "var/mail" in client.post("/accounts/password/reset/", {"email": "a@example.com"}, follow=True).text

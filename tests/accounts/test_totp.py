"""Two-step sign-in: an option for all, demanded of exchange staff in production, its secrets encrypted."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from rest_framework.test import APIClient

from accounts.commands import issue_token
from tests.accounts.factories import actor, officer, user

pytestmark = pytest.mark.django_db
PASSWORD = "河清海晏-2027-shu"
SETUP = "/accounts/2fa/totp/activate/"


@pytest.fixture
def production(settings):
    settings.SANDBOX = False


def visit(person, path="/accounts/email/"):
    client = Client()
    client.force_login(person)
    return client.get(path)


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.usefixtures("production")
class TestInProduction:
    def test_staff_are_sent_to_the_set_up(self):
        answer = visit(officer().user, "/accounts/password/change/")

        assert (answer.status_code, answer.headers["Location"]) == (302, SETUP)

    @pytest.mark.parametrize("path", ["/accounts/logout/", "/accounts/2fa/"])
    def test_staff_may_still_leave_and_see_what_is_asked(self, path):
        assert visit(officer().user, path).status_code == 200

    def test_staff_with_two_steps_go_on(self):
        person = officer().user
        TOTP.activate(person, generate_totp_secret())

        assert visit(person, "/accounts/password/change/").headers.get("Location") != SETUP

    def test_others_are_not_asked(self):
        assert visit(actor().user, "/accounts/password/change/").headers.get("Location") != SETUP

    def test_staffs_tokens_and_sessions_are_refused_by_the_api(self):
        acting = officer()
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='x', actor=acting).secret}")
        session = APIClient()
        session.force_login(acting.user)

        for caller in (client, session):
            answer = caller.get("/api/v1/me")
            assert (answer.status_code, answer.json()["code"]) == (403, "totp_demanded")


def test_sandbox_waives_it():
    assert visit(officer().user, "/accounts/password/change/").headers.get("Location") != SETUP


def test_secret_is_encrypted_at_rest():
    secret = generate_totp_secret()
    person = user()

    TOTP.activate(person, secret)

    row = Authenticator.objects.get()
    assert secret not in str(row.data)
    assert row.wrap().validate_code(code_of(secret))


def test_sign_in_asks_for_the_code_and_takes_it_once(settings):
    settings.MFA_TOTP_TOLERANCE = 1  # on a busy machine the code's thirty seconds may pass between two requests
    secret = generate_totp_secret()
    person = user(email="han@example.com", password=PASSWORD)
    TOTP.activate(person, secret)
    code = code_of(secret)

    first, second = Client(), Client()
    for client in (first, second):
        answer = client.post("/accounts/login/", {"login": "han@example.com", "password": PASSWORD})
        assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
        assert "_auth_user_id" not in client.session
        client.post("/accounts/2fa/authenticate/", {"code": code})

    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session


def test_person_turns_it_on():
    person = user(email="han@example.com", password=PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": "han@example.com", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.get(SETUP)
    secret = client.session["mfa.totp.secret"]
    client.post(SETUP, {"code": code_of(secret)})

    assert page.status_code == 200
    assert set(Authenticator.objects.filter(user=person).values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_page_says_that_the_sandbox_waives_it():
    assert "沙盒中不强制双因素认证" in visit(user(), "/accounts/2fa/").text

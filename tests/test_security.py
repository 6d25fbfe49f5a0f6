"""What protects everybody on every answer: headers, cookies, CSRF, limits; and that no secret comes to light when something breaks."""

import io
import json
import logging
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from rest_framework.test import APIClient
from structlog.stdlib import ProcessorFormatter

from marketplace import urls as market_urls
from marketplace.core.api import MarketView
from marketplace.logs import logging_settings
from tests.accounts.factories import actor, user
from tests.clients import client_of
from tests.guards.cast import everybody
from tests.guards.doors import DOORS, Call, address

pytestmark = pytest.mark.django_db

PASSWORD = "-".join(["示范口令", "2027", "chuan"])  # not to be found in a line of the source


# --- An application with two views that break, besides the market's own.


class Breaks(MarketView):
    def post(self, request):
        password, _token = request.data["password"], request.headers.get("Authorization")
        raise RuntimeError(f"what happened to {len(password)} letters")


def breaks(request: HttpRequest):
    raise RuntimeError("what happened")


urlpatterns = [
    path("api/v1/breaks", Breaks.as_view()),
    path("breaks/", breaks),
    *market_urls.urlpatterns,
]
handler400, handler500 = market_urls.handler400, market_urls.handler500


# --- Headers.

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ADDRESSES = [
    *("/", "/style/", "/nowhere/", "/accounts/login/", "/sales/", "/organisations/mine/"),
    *("/api/v1/sales", "/api/v1/me", "/api/v1/nowhere", "/api/v1/docs/", "/api/v1/schema/", "/.well-known/jwks.json"),
]


@pytest.mark.parametrize("where", ADDRESSES)
def test_every_answer_carries_the_headers_that_protect(where):
    answer = Client().get(where)

    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


@pytest.mark.parametrize("where", ADDRESSES)
def test_policy_lets_nothing_in_from_elsewhere_and_nothing_inline(where):
    policy = dict(part.strip().split(" ", 1) for part in Client().get(where)["Content-Security-Policy"].split(";"))

    assert policy == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("where", ["/", "/sales/", "/api/v1/sales", "/api/v1/me", "/api/v1/organisations"])
def test_what_somebody_known_is_shown_no_cache_keeps(where):
    acting = actor()
    browser = Client()
    browser.force_login(acting.user)

    for client in (browser, client_of(acting)):
        assert "no-store" in client.get(where).headers.get("Cache-Control", "")
    assert "no-store" not in Client().get(where).headers.get("Cache-Control", "")


def test_public_keys_may_be_kept():
    browser = Client()
    browser.force_login(actor().user)

    assert browser.get("/.well-known/jwks.json")["Cache-Control"] == "public, max-age=300"


# --- Cookies and forgery.


def test_session_is_out_of_reach_of_scripts_and_other_sites():
    person = user(password=PASSWORD)
    browser = Client()
    browser.get("/accounts/login/")

    browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    session, token = browser.cookies[settings.SESSION_COOKIE_NAME], browser.cookies[settings.CSRF_COOKIE_NAME]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert token["samesite"] == "Lax"


def test_nothing_changes_by_the_api_in_a_session_without_its_csrf_token():
    cast = everybody()
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(cast["own.agt"].user)
    let_in = []

    for name in DOORS:
        method, where = address(name, Call(defaultdict(lambda: "X-1", position=1, year=2027)))
        answer = browser.generic(method, where, b"{}", content_type="application/json")
        if method != "GET" and (answer.status_code, answer.json()["code"]) != (403, "csrf"):
            let_in.append(name)

    assert let_in == []


def pages(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for found in resolver.url_patterns:
        here = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from pages(found, here)
        else:
            yield here, found


def test_no_page_waives_the_csrf_token():
    waived = {
        where
        for where, found in pages(get_resolver("marketplace.urls"))
        if getattr(found.callback, "csrf_exempt", False)
    }

    # A mail program unsubscribes by itself (RFC 8058); the signed address is the proof.
    by_mail = {"messages/unsubscribe/<str:token>/"}
    assert {where for where in waived if not where.startswith("api/v1/")} == by_mail


# --- Guessing.


def test_guessing_one_password_is_stopped_for_a_while_from_everywhere():
    person = user(password=PASSWORD)

    for n in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/accounts/login/", {"login": person.email, "password": "wrong"})
    right = Client(REMOTE_ADDR="192.0.2.99")
    right.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert settings.SESSION_COOKIE_NAME not in right.cookies


def test_an_address_that_guesses_many_accounts_is_stopped():
    statuses = [
        Client(REMOTE_ADDR="192.0.2.1")
        .post("/accounts/login/", {"login": f"p{n}@test.example", "password": "wrong"})
        .status_code
        for n in range(35)
    ]

    assert 429 in statuses


def test_who_says_to_be_forwarded_is_not_believed_without_a_proxy_of_ours():
    statuses = [
        Client(REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": f"198.51.100.{n}"})
        .post("/accounts/login/", {"login": f"p{n}@test.example", "password": "wrong"})
        .status_code
        for n in range(35)
    ]

    assert 429 in statuses


# --- When something breaks.


@pytest.fixture(params=[True, False], ids=["json", "terminal"])
def log(request):
    """All that is logged, as the process would write it."""
    line = logging_settings(as_json=request.param)["formatters"]["line"].copy()
    del line["()"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(ProcessorFormatter(**line))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.mark.urls(__name__)
def test_broken_endpoint_is_a_problem_and_its_log_tells_no_secret(log):
    client = client_of(actor())
    client.raise_request_exception = False
    token = client._credentials["HTTP_AUTHORIZATION"].removeprefix("Token ")
    client.cookies["sessionid"] = "s3ssion" * 4

    answer = client.post("/api/v1/breaks", {"password": PASSWORD}, format="json", headers={"Idempotency-Key": "k-1"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["code"] == "server_error"
    assert "what happened" not in answer.content.decode()
    said = log.getvalue()
    assert "what happened to" in said
    assert [secret for secret in (token, PASSWORD, "s3ssion") if secret in said] == []


@pytest.mark.urls(__name__)
def test_broken_page_is_told_kindly(log):
    browser = Client(raise_request_exception=False)

    answer = browser.get("/breaks/", headers={"Cookie": "sessionid=s3ssions3ssion"})

    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()
    assert "what happened" not in answer.content.decode()
    assert "what happened" in log.getvalue()
    assert "s3ssion" not in log.getvalue()


def test_unknown_host_is_a_problem_to_programs():
    answer = Client(headers={"Host": "evil.example"}).get("/api/v1/sales")

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert "evil" not in answer.content.decode()


# --- Doors that must not exist.


def test_there_is_no_admin_site_that_writes():
    for model, shown in admin.site._registry.items() if "django.contrib.admin" in settings.INSTALLED_APPS else []:
        request = HttpRequest()
        request.user = actor().user
        request.user.is_superuser = True
        may = (
            shown.has_add_permission(request),
            shown.has_change_permission(request),
            shown.has_delete_permission(request),
        )
        assert may == (False, False, False), model
    assert Client().get("/admin/").status_code == 404


PRODUCTION = """
import json
from marketplace import settings
names = ("DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER",
         "ACCOUNT_EMAIL_VERIFICATION", "SESSION_COOKIE_HTTPONLY", "MFA_ALLOW_UNVERIFIED_EMAIL")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def test_production_is_strict_by_itself():
    given = {"SHUANGCHENG_SANDBOX": "0", "SHUANGCHENG_SECRET_KEY": "k" * 60, "SHUANGCHENG_PROXIES": "1"}

    told = subprocess.run(
        [sys.executable, "-c", PRODUCTION],
        cwd=settings.BASE_DIR,
        env=os.environ | given,
        capture_output=True,
        check=True,
    )

    assert json.loads(told.stdout) == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "SESSION_COOKIE_HTTPONLY": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": False,
    }
    assert re.fullmatch(rb"\s*", told.stderr)

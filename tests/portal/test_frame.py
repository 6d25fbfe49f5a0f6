"""Pages around the content: errors, sign-in, the frame itself."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from marketplace.core.errors import Refused
from marketplace.portal.context import Chrome
from tests.accounts.factories import user
from tests.support.markup import offences, untranslated

ENTRANCES = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/confirm-email/",
    "/accounts/inactive/",
]


@pytest.mark.parametrize("address", ENTRANCES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_sign_in_pages_wear_the_design(client, db, address, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = client.get(address).content.decode()

    assert 'class="entrance"' in page
    assert offences(page) == []
    if language == "en":
        assert untranslated(page) == []


def test_wrong_sign_in_is_answered_with_a_summary_and_the_fields(client, db):
    page = client.post("/accounts/login/", {"login": "not an address", "password": ""}).content.decode()

    assert 'class="notice notice-error form-errors" role="alert"' in page
    assert 'aria-invalid="true"' in page


def test_missing_page_says_what_to_do(client, db):
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_visitor_who_finds_nothing_may_sign_in_and_come_back(client, db):
    page = client.get("/sales/S-2027-000001/settlement/").content.decode()

    assert 'href="/accounts/login/?next=%2Fsales%2FS-2027-000001%2Fsettlement%2F"' in page
    client.force_login(user())
    assert "?next=" not in client.get("/sales/S-2027-000001/settlement/").content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_errors_that_know_nothing_speak_both_languages(name):
    page = render_to_string(name)

    assert '<html lang="zh-Hans">' in page
    assert '<div lang="en">' in page
    assert offences(page) == []


def test_refusal_shows_its_message_and_rule(db):
    error = Refused("登记已于 2027年4月9日 截止。", rule="R-BID-03")

    page = render_to_string("refused.html", {"error": error, "back": "/sales/"}, RequestFactory().get("/"))

    assert "登记已于 2027年4月9日 截止。" in page
    assert "R-BID-03" in page


@pytest.mark.parametrize("shifted", [True, False])
def test_sandbox_strip_offers_to_reset_only_when_time_is_shifted(shifted):
    strip = SimpleNamespace(now=None, shifted=shifted, frozen=False, url="/sandbox/clock/")

    page = render_to_string("partials/sandbox.html", {"strip": strip}, RequestFactory().get("/"))

    assert ('value="reset"' in page) is shifted


def test_no_strip_outside_the_sandbox():
    assert render_to_string("partials/sandbox.html", {"strip": None}).strip() == ""


def test_navigation_marks_where_one_is_and_leaves_out_what_is_not_there(rf, db):
    links = Chrome(rf.get("/style/")).footer

    assert [link.current for link in links if link.url == "/style/"] == [True]
    assert all(link.url for link in Chrome(rf.get("/")).navigation)


def test_strip_tells_market_time_of_the_sandbox(rf, db):
    strip = Chrome(rf.get("/")).sandbox

    assert (strip.shifted, strip.frozen) == (False, False)


def test_visitor_is_offered_to_sign_in(rf, db):
    account = Chrome(rf.get("/")).account

    assert (account.signed_in, account.sign_in_url) == (False, "/accounts/login/")


def test_header_without_chrome_does_not_break():
    page = render_to_string("partials/header.html", {}, RequestFactory().get("/"))

    assert "成渝双城技术交易网" in page


def test_what_libraries_leave_in_english_is_said_in_chinese(client, db):
    page = client.post(
        "/accounts/signup/", {"email": "zhang@demo.example", "password1": "1", "password2": "1"}
    ).content.decode()

    assert "密码太短，至少需要 10 个字符。" in page
    assert "还没有账户？请先" in client.get("/accounts/login/").content.decode()

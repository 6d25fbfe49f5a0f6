from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from accounts.commands import issue_token
from marketplace.core.clock import market_clock, shanghai
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import version_in_force
from tests.accounts.factories import actor
from tests.rulebook.factories import load_2027
from tests.rulebook.test_versions import draft

pytestmark = pytest.mark.django_db
CLOCK = "/api/v1/sandbox/clock"


def client(acting=None, language="zh-hans"):
    caller = APIClient(headers={"Accept-Language": language})
    if acting:
        caller.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='程序', actor=acting).secret}")
    return caller


def ask(language="zh-hans", **period):
    return client(language=language).post("/api/v1/deadline-calculations", period, format="json")


def test_anybody_lists_the_published_versions_but_no_draft():
    draft()

    answer = client().get("/api/v1/rules").json()

    rows = {row["family"]: row for row in answer["results"]}
    assert set(rows) == {
        *("trading", "credential", "fees", "conduct", "data", "credit", "expert", "reward", "registry", "matching"),
    }
    assert len(answer["results"]) == 10
    row = rows["trading"]
    assert (row["title"], row["family_label"], row["state"]) == ("2026 示范规则", "交易与结算", "active")
    assert row["effective_from"] == "2026-01-01T00:00:00+08:00"
    assert [adoption["exchange"] for adoption in row["adoptions"]] == ["CD", "CQ", "NT", "SW"]


def test_list_of_versions_costs_the_same_for_two_more(django_assert_num_queries):
    for edition in ("2027", "2028"):
        RuleVersion.objects.filter(pk=draft(edition=edition).pk).update(
            state="consultation", published_at=shanghai("2027-03-01T10:00:00")
        )

    with django_assert_num_queries(2):
        assert len(client().get("/api/v1/rules").json()["results"]) == 12


def test_version_shows_every_value_with_its_source():
    number = version_in_force(shanghai("2027-01-01T00:00:00")).number

    row = client(language="en").get(f"/api/v1/rules/{number}").json()

    [extension] = [value for value in row["values"] if value["key"] == "extension_seconds"]
    assert row["title"] == "Demonstration rules 2026"
    assert extension == {
        "rule": "R-BID-07",
        "key": "extension_seconds",
        "value": 300,
        "unit": "second",
        "label": "Extension by a late bid",
        "source": "[L:网拍规定 20]",
    }


def test_draft_and_unknown_versions_are_not_found():
    for number in (draft().number, "RV-2020-000001"):
        assert client().get(f"/api/v1/rules/{number}").status_code == 404


def test_calendar_shows_a_year_and_says_where_one_is_missing():
    load_2027(official=False)

    year = client().get("/api/v1/calendar/2027").json()
    missing = client().get("/api/v1/calendar/2031")

    assert (year["status"], len(year["days"])) == ("provisional", 365)
    assert year["days"][94] == {"date": "2027-04-05", "working": False, "name": "清明节"}
    assert (missing.status_code, missing.json()["detail"]) == (
        404,
        "2031 年的日历尚未录入；其间的期限只能按周末暂定。",
    )


def test_deadline_of_story_three_is_explained():
    load_2027()

    assert ask(start="2027-03-30", working_days=5).json() == {
        "date": "2027-04-07",
        "at": "2027-04-08T00:00:00+08:00",
        "provisional": False,
        "explanation": [
            "自 2027-03-30（周二）的次日起算第 5 个工作日为 2027-04-07（周三）（R-GEN-01、R-GEN-04）。",
            "2027-04-05（周一）为清明节假期，不计入。",
            "期间于 2027-04-07（周三）24:00 届满。",
        ],
    }


def test_deadline_is_explained_in_english_too():
    load_2027()

    assert ask("en", start="2027-03-30", working_days=5).json()["explanation"] == [
        "Counting from the day after 2027-03-30 (Tue), working day 5 is 2027-04-07 (Wed) (R-GEN-01, R-GEN-04).",
        "2027-04-05 (Mon) is a holiday (Tomb-Sweeping Day) and does not count.",
        "The period ends on 2027-04-07 (Wed) at 24:00.",
    ]


@pytest.mark.parametrize(
    ("period", "field"),
    [
        ({"start": "2027-02-30", "days": 1}, "start"),
        ({"days": 1}, "start"),
        ({"start": "2027-02-03", "days": "x"}, "days"),
        ({"start": "2027-02-03", "days": 0}, "days"),
        ({"start": "2027-02-03", "working_days": 10**30}, "working_days"),
        ({"start": "9999-12-31", "days": 1}, "start"),
    ],
)
def test_wrong_period_is_told_by_field(period, field):
    answer = ask(**period)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_period_in_two_units_or_none_is_refused():
    assert "只填写一种期间" in ask(start="2027-03-30", days=1, months=1).json()["detail"]
    assert ask(start="2027-03-30").status_code == 400


def test_visitor_who_signed_in_moves_market_time():
    caller = client(actor())

    shown = caller.post(CLOCK, {"action": "freeze", "to": "2037-04-12T09:00:00+08:00"}, format="json").json()
    caller.post(CLOCK, {"action": "shift", "by_seconds": 60}, format="json")
    seen = client().get(CLOCK).json()
    caller.post(CLOCK, {"action": "resume"}, format="json")
    back = caller.post(CLOCK, {"action": "reset"}, format="json").json()

    assert (shown["now"], shown["frozen"], shown["warning"]) == ("2037-04-12T09:00:00+08:00", True, "")
    assert (seen["now"], seen["frozen"]) == ("2037-04-12T09:01:00+08:00", True)
    assert "日志中有" in back["warning"]
    assert market_clock.read() < shanghai("2037-01-01T00:00:00")


def test_repeated_jump_with_the_same_key_happens_once():
    caller = client(actor())
    before = market_clock.read()

    for _try in range(2):
        caller.post(CLOCK, {"action": "shift", "by_seconds": 3600}, format="json", HTTP_IDEMPOTENCY_KEY="one")

    assert timedelta(hours=1) <= market_clock.read() - before < timedelta(hours=1, seconds=5)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"action": "fly"}, 400),
        ({"action": "reset", "to": "2037-04-12T09:00:00+08:00"}, 400),
        ({"action": "freeze", "by_seconds": 5}, 400),
        ({"action": "shift"}, 400),
        ({"action": "shift", "by_seconds": -5}, 400),
        ({"action": "shift", "to": "2001-01-01T00:00:00+08:00"}, 409),
    ],
)
def test_jump_that_is_none_is_refused(body, status):
    assert client(actor()).post(CLOCK, body, format="json").status_code == status


def test_stranger_does_not_move_market_time():
    assert client().post(CLOCK, {"action": "reset"}, format="json").status_code == 401


def test_production_has_no_clock_to_move(settings):
    caller = client(actor())
    settings.SANDBOX = False

    assert caller.get(CLOCK).status_code == 404
    assert caller.post(CLOCK, {"action": "shift", "by_seconds": 5}, format="json").status_code == 409

"""A schedule through the API from draft to adoption, and how often quotes may be asked for."""

import json
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from accounts.models import Role
from marketplace.core import sandbox_clock
from tests.accounts.factories import actor, exchange
from tests.fees.factories import BASIS, CLOCK
from tests.fees.test_quotes import ask, deal
from tests.guards.doors.rules import draft_body

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/fee-schedule-versions"


def client_of(code, role):
    client = APIClient()
    client.force_login(actor(exchange(code), [role]).user)
    return client


def deepcopy_of(body):
    """Without parts that are one and the same."""
    return json.loads(json.dumps(body))


def post(client, path, body=None):
    return client.post(f"{ROOT}{path}", body, format="json")


def test_schedule_goes_from_draft_to_adoption():
    sandbox_clock.freeze(CLOCK.at)
    drafter, reviewer = client_of("SW", Role.OFFICER), client_of("SW", Role.REVIEWER)

    drafted = post(drafter, "", draft_body(code="E2", exchange="")).json()
    edited = drafter.put(f"{ROOT}/E2.1", draft_body(title="示范收费（修改）"), format="json").json()
    opened = post(drafter, "/E2.1/publication").json()
    said = post(client_of("CQ", Role.OFFICER), "/E2.1/comments", {"text": "示范意见"})
    own = post(drafter, "/E2.1/approval", BASIS)
    approved = post(reviewer, "/E2.1/approval", BASIS).json()
    adopted = post(
        client_of("CQ", Role.REVIEWER), "/E2.1/adoptions", {"instrument": "示范决定", "reduction_percent": "5"}
    )

    states = [row["state"] for row in (drafted, edited, opened, approved)]
    assert states == ["draft", "draft", "consultation", "active"]
    assert (drafted["number"], edited["title"]) == ("E2.1", "示范收费（修改）")
    assert [rate["bands"][1]["rate_percent"] for rate in drafted["rates"]] == ["1.5"] * 4
    assert (said.status_code, own.status_code) == (201, 403)
    assert adopted.json()["adoptions"] == [
        {"exchange": "CQ", "instrument": "示范决定", "reduction_percent": "5", "effective_from": "2027-01-18"}
    ]


def test_draft_tells_every_fault_by_its_place_and_its_rule():
    sandbox_clock.freeze(CLOCK.at)
    body = deepcopy_of(draft_body(code="E2", exchange=""))
    body["rates"][0]["bands"][1] |= {"above": {"amount": "900000.00", "currency": "CNY"}, "rate_percent": "6"}
    body["reliefs"][0] |= {"criterion": "local", "region": "510100"}

    answer = post(client_of("SW", Role.OFFICER), "", body)

    assert (answer.status_code, answer.json()["rule"]) == (400, "R-FEE-04")
    assert set(answer.json()["errors"]) == {
        "rates.0.bands.1.above",
        "rates.0.bands.1.rate_percent",
        "reliefs.0.criterion",
        "reliefs.0.region",
    }


@pytest.mark.parametrize(
    ("band", "field"),
    [
        ({"above": {"amount": "-1.00", "currency": "CNY"}}, "above"),
        ({"above": {"amount": "0.001", "currency": "CNY"}}, "above"),
        ({"above": {"amount": "0.00", "currency": "USD"}}, "above"),
        ({"rate_percent": 1.5}, "rate_percent"),
        ({"rate_percent": "1.0000001"}, "rate_percent"),
    ],
)
def test_amounts_and_percents_that_are_none_are_refused(band, field):
    body = deepcopy_of(draft_body(code="E2", exchange=""))
    body["rates"][0]["bands"][0] |= band

    answer = post(client_of("SW", Role.OFFICER), "", body)

    assert answer.status_code == 400
    assert set(answer.json()["errors"]["rates"]["0"]["bands"]["0"]) == {field}


@pytest.fixture
def redis(settings):
    """Counted by the server, as in the market, under names of this test's own."""
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": settings.REDIS_URL, "KEY_PREFIX": uuid4().hex}}


@pytest.mark.usefixtures("redis")
def test_quotes_are_bounded_per_client_and_the_refusal_says_when_to_ask_again(settings):
    settings.FEE_QUOTES_PER_MINUTE = 2
    client = client_of("NT", Role.OFFICER)

    answers = [client.post("/api/v1/fee-quotes", {"deals": [deal()]}, format="json") for _time in range(5)]

    # Five in a row touch two windows at most, each of which lets two through.
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 1 <= len(refused) <= 3
    assert refused[0].json()["code"] == "throttled"
    assert 0 < int(refused[0].headers["Retry-After"]) <= 60
    assert ask(deal()).status_code == 200  # another client

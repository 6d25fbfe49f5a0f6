"""Sales through the API: who sees what, what is answered to a wrong call, and nothing twice."""

import json
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from marketplace.core.clock import frozen
from marketplace.keys.queries import verify
from marketplace.trading import commands
from marketplace.trading.models import Bid, Sale
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import published_listing
from tests.clients import client_of, money, ok
from tests.trading.factories import SWEEP, at, bid, bidder, deposit, registered, reissued, sale, settled_sale, won_sale

pytestmark = pytest.mark.django_db
EVERYBODY = APIClient()
AFTER = frozen("2027-04-20T10:00:00")


def bid_at(client, number: str, price: str, key: str = ""):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"/api/v1/sales/{number}/bids", {"price": money(price)}, format="json", headers=headers)


def test_bid_is_answered_by_a_receipt(sandbox_at):
    announced = sale()
    who = bidder(announced)
    sandbox_at("2027-04-12T09:15:00")

    answer = bid_at(client_of(who), announced.number, "2800000.00")

    assert answer.status_code == 201
    receipt = answer.json()
    assert verify(receipt.pop("jws"))["price_fen"] == 280_000_000
    assert receipt == {
        "sale": announced.number,
        "bidder": announced.registrations.get().code,
        "sequence": 1,
        "price": money("2800000.00"),
        "at": "2027-04-12T09:15:00+08:00",
        "accepted": True,
        "rule": "",
        "reason": "",
        "leading": money("2800000.00"),
        "ends_at": "2027-04-12T15:00:00+08:00",
    }


def test_refused_bid_is_answered_by_a_receipt_in_the_callers_language(sandbox_at):
    announced = sale()
    client = client_of(bidder(announced))
    sandbox_at("2027-04-12T09:15:00")

    receipt = ok(bid_at(client, announced.number, "2810000.00"))

    assert (receipt["accepted"], receipt["rule"]) == (False, "R-BID-08")
    assert receipt["reason"].startswith("出价须为起拍价加")


def test_bid_repeated_with_its_key_counts_once(sandbox_at):
    announced = sale()
    client = client_of(bidder(announced))
    sandbox_at("2027-04-12T09:15:00")

    answers = [bid_at(client, announced.number, "2800000.00", key="bid-1") for _n in range(3)]

    assert {answer.content for answer in answers} == {answers[0].content}
    assert Bid.objects.count() == 1


@pytest.mark.parametrize("body", [{}, {"price": "2800000"}, {"price": {"amount": "2.800.000", "currency": "CNY"}},
                                  {"price": {"amount": "2800000.00", "currency": "USD"}}, {"price": money("0.00")}])  # fmt: skip
def test_bid_of_no_price_names_the_field(body, sandbox_at):
    announced = sale()
    client = client_of(bidder(announced))
    sandbox_at("2027-04-12T09:15:00")

    answer = client.post(f"/api/v1/sales/{announced.number}/bids", body, format="json")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["price"])
    assert not Bid.objects.exists()


def test_stranger_is_asked_to_sign_in_and_other_firms_may_not_bid(sandbox_at):
    announced = sale()
    sandbox_at("2027-04-12T09:15:00")

    assert bid_at(EVERYBODY, announced.number, "2800000.00").status_code == 401
    answer = bid_at(client_of(actor()), announced.number, "2800000.00")
    assert (answer.status_code, answer.json()["rule"]) == (403, "R-BID-08")


def test_refused_bids_of_others_are_hidden_until_the_end():
    announced = sale(reserve_fen=None)
    first, second = bidder(announced), bidder(announced)
    bid(announced, first, "09:15:00", 2_800_000)
    bid(announced, second, "09:16:00", 2_810_000)

    def sequences(client):
        return [row["sequence"] for row in ok(client.get(f"/api/v1/sales/{announced.number}/bids"))["results"]]

    assert (sequences(EVERYBODY), sequences(client_of(first)), sequences(client_of(second))) == ([1], [1], [2, 1])
    commands.close_sale(sale=announced, actor=SWEEP, clock=at("15:00:00"))
    assert sequences(EVERYBODY) == [2, 1]


def test_own_registration_shows_on_the_sale(sandbox_at):
    announced = sale()
    who, registration = registered(announced)
    deposit(registration)

    shown = ok(client_of(who).get(f"/api/v1/sales/{announced.number}"))

    own = shown["own_registration"]
    assert (own["number"], own["code"], own["state"]) == (registration.number, registration.code, "qualified")
    assert ok(EVERYBODY.get(f"/api/v1/sales/{announced.number}"))["own_registration"] is None


def test_announcement_of_an_unknown_listing_is_not_found():
    body = {
        "listing": "L-2027-999999",
        "start": money("1.00"),
        "increment": money("1.00"),
        "opens_at": "2027-04-12T09:00:00+08:00",
    }

    assert client_of(officer()).post("/api/v1/sales", body, format="json").status_code == 404


def test_announcement_with_wrong_terms_names_the_fields(sandbox_at):
    listing = published_listing(inventors=[])
    sandbox_at("2027-03-22T10:00:00")
    body = {
        "listing": listing.number,
        "start": money("0.00"),
        "increment": money("0.00"),
        "opens_at": "2027-04-12T09:00:00+08:00",
    }

    answer = client_of(officer()).post("/api/v1/sales", body, format="json")

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"start", "increment"})


def test_unknown_numbers_are_not_found():
    for path in ("sales/S-2027-999999", "sales/S-2027-999999/bids", "certificates/TC-SW-2027-999999"):
        answer = EVERYBODY.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["sales", "sales/{number}/bids", "sales/{number}/registrations"])
def test_lists_ask_as_often_for_three_rows_as_for_one(path):
    announced = sale(reserve_fen=None)
    client = client_of(officer())

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ok(client.get(f"/api/v1/{path.format(number=announced.number)}"))
        return len(captured)

    bid(announced, bidder(announced), "09:15:00", 2_800_000)
    queries()
    with_one = queries()
    for price in (2_850_000, 2_900_000):
        sale()
        bid(announced, bidder(announced), "09:15:00", price)

    assert queries() == with_one


def test_sales_are_chosen_by_state_and_listing():
    closed, _winner = won_sale()
    sale()

    won = ok(EVERYBODY.get("/api/v1/sales", {"state": "won"}))["results"]
    of_listing = ok(EVERYBODY.get("/api/v1/sales", {"listing": closed.listing.number}))["results"]

    assert [row["number"] for row in won] == [row["number"] for row in of_listing] == [closed.number]
    assert EVERYBODY.get("/api/v1/sales", {"state": "unknown"}).status_code == 400


def test_superseded_certificate_says_so(sandbox_at):
    sold, _winner = settled_sale()
    first = commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)
    sandbox_at("2027-04-21T10:00:00")

    second = reissued(first)

    shown = ok(EVERYBODY.get(f"/api/v1/certificates/{first.number}"))
    checked = ok(
        EVERYBODY.post("/api/v1/certificate-checks", {"text": json.dumps(shown["certificate"])}, format="json")
    )
    assert shown["superseded_by"] == second.number
    assert [row["check"] for row in checked["checks"] if not row["passed"]] == ["current"]


def test_any_altered_byte_of_a_certificate_is_found():
    sold, _winner = settled_sale()
    commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)
    number = Sale.objects.get().certificates.get().number
    document = ok(EVERYBODY.get(f"/api/v1/certificates/{number}"))["certificate"]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    dice = random.Random(7)

    for _turn in range(200):
        place = dice.randrange(len(text))
        other = dice.choice([letter for letter in 'abcXYZ019{}",.-_' if letter != text[place]])
        altered = text[:place] + other + text[place + 1 :]
        answer = ok(EVERYBODY.post("/api/v1/certificate-checks", {"text": altered}, format="json"))
        assert not answer["verified"], altered[max(0, place - 20) : place + 20]


def test_signature_alone_is_checked_too():
    sold, _winner = settled_sale()
    issued = commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)

    checked = ok(EVERYBODY.post("/api/v1/certificate-checks", {"text": f" {issued.jws}\n"}, format="json"))

    assert checked["verified"]
    assert [row["check"] for row in checked["checks"]] == ["form", "signature", "register", "current"]

"""Accounts and statements through the API."""

import pytest
from rest_framework.test import APIClient

from accounts.commands import issue_token
from accounts.models import Role
from marketplace.ledger.commands import post
from marketplace.ledger.models import Purpose
from tests.accounts.factories import actor, exchange, verified
from tests.ledger.factories import BANK, account, funded

pytestmark = pytest.mark.django_db


def client(acting):
    caller = APIClient()
    caller.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='程序', actor=acting).secret}")
    return caller


def money(amount):
    return {"amount": amount, "currency": "CNY"}


@pytest.fixture
def party():
    return verified()


def test_party_sees_its_accounts_and_nobody_elses(party):
    own = funded(party, 280_000_00)
    other = funded(verified(), 1_00)
    caller = client(actor(party))

    [row] = caller.get("/api/v1/accounts").json()["results"]

    assert (row["number"], row["purpose_label"], row["balance"]) == (own.number, "可用资金", money("280000.00"))
    assert caller.get(f"/api/v1/accounts/{own.number}").json() == row
    assert caller.get(f"/api/v1/accounts/{other.number}").status_code == 404
    assert caller.get(f"/api/v1/accounts/{other.number}/transfers").status_code == 404


def test_finance_of_the_exchange_sees_the_settlement_account_as_what_it_owes(party):
    funded(party, 280_000_00)
    keeper = client(actor(exchange("SW"), [Role.FINANCE]))

    rows = keeper.get("/api/v1/accounts").json()["results"]

    assert [(row["purpose"], row["organisation"] is None, row["balance"]) for row in rows] == [
        ("available", False, money("280000.00")),
        ("bank", True, money("-280000.00")),
    ]
    assert client(actor(exchange("CQ"), [Role.FINANCE])).get("/api/v1/accounts").json()["results"] == []


def test_statement_shows_movements_newest_first(party):
    own = funded(party, 280_000_00)
    post(reference="fees:1", legs=[(own, -55_250_00), (account(Purpose.POOL), 55_250_00)], memo="服务费", actor=BANK)

    rows = client(actor(party)).get(f"/api/v1/accounts/{own.number}/transfers").json()["results"]

    assert [(row["kind_label"], row["amount"], row["balance_after"]) for row in rows] == [
        ("划转", money("-55250.00"), money("224750.00")),
        ("收款", money("280000.00"), money("280000.00")),
    ]
    assert (rows[0]["reference"], rows[0]["memo"], rows[0]["reverses"]) == ("fees:1", "服务费", None)


@pytest.mark.parametrize("moves", [1, 3])
def test_statement_costs_the_same_number_of_statements_whatever_its_length(party, moves, django_assert_num_queries):
    own = funded(party, 280_000_00)
    for n in range(moves):
        post(reference=f"fees:{n}", legs=[(own, -1), (account(Purpose.POOL), 1)], actor=BANK)
    caller = client(actor(party))
    caller.get("/api/v1/accounts")

    with django_assert_num_queries(6):
        caller.get(f"/api/v1/accounts/{own.number}/transfers")


def test_stranger_is_asked_to_sign_in():
    assert APIClient().get("/api/v1/accounts").status_code == 401

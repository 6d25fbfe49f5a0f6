"""Schedules, calculations and notices through the API."""

import pytest
from rest_framework.test import APIClient

from accounts.commands import issue_token
from marketplace.core.clock import frozen
from marketplace.fees.commands import notify_payment, quote
from marketplace.fees.queries import schedule
from tests.accounts.factories import actor, officer, verified
from tests.ledger.factories import BANK

pytestmark = pytest.mark.django_db

MARK = "示例分档，非公布标准"


def client(acting=None, language="zh-hans"):
    caller = APIClient(headers={"Accept-Language": language})
    if acting:
        caller.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='程序', actor=acting).secret}")
    return caller


def calculate(amount, **headers):
    body = {"price": {"amount": amount, "currency": "CNY"}}
    return client(**headers).post("/api/v1/fee-calculations", body, format="json")


def test_anybody_sees_the_schedules_marked_as_examples():
    answer = client().get("/api/v1/fee-schedules").json()

    assert [(row["code"], row["mark"]) for row in answer["results"]] == [("CQ", MARK), ("E1", MARK), ("SW", MARK)]


def test_schedule_shows_bands_limits_basis_and_who_adopted_it():
    row = client().get("/api/v1/fee-schedules/E1").json()

    assert [adoption["exchange"] for adoption in row["adoptions"]] == ["CD", "CQ", "NT", "SW"]
    assert row["legal_basis"] == "own"
    assert row["source_note"] == "分档为演示而设，非任何机构的公布标准"
    buyer = next(rate for rate in row["rates"] if rate["side"] == "buyer")
    assert buyer["minimum"] == {"amount": "1000.00", "currency": "CNY"}
    assert [band["rate_percent"] for band in buyer["bands"]] == ["2", "1.5", "1", "0.5", "0.2", "0.1"]
    assert buyer["bands"][1]["above"]["amount"] == "1000000.00"
    assert buyer["bands"][-1]["up_to"] is None


def test_schedule_nobody_knows_is_not_found():
    answer = client().get("/api/v1/fee-schedules/XX")

    assert (answer.status_code, answer.json()["detail"]) == (404, "没有有效的收费标准“XX”。")


def test_calculation_of_s1_for_each_side_under_each_schedule():
    answer = calculate("3350000.00")

    assert answer.status_code == 200
    fees = {
        (row["schedule"]["code"], row["side"]): (row["amount"]["amount"], row["schedule"]["mark"])
        for row in answer.json()["fees"]
    }
    for side in ("seller", "buyer"):
        assert fees[("E1", side)] == ("55250.00", MARK)
        assert fees[("SW", side)] == ("120500.00", MARK)
        assert fees[("CQ", side)] == ("23450.00", MARK)
    at_cq = [row for row in answer.json()["phases"] if (row["exchange"], row["side"]) == ("CQ", "buyer")]
    assert [(row["weight"], row["amount"]["amount"]) for row in at_cq] == [
        ("0", "23450.00"),
        ("1/3", "34050.00"),
        ("2/3", "44650.00"),
        ("1", "55250.00"),
    ]
    assert "产权协议转让" in answer.json()["note"]


def test_calculation_says_which_limit_applied_and_warns_above_five_percent():
    row = next(row for row in calculate("15000.00").json()["fees"] if row["schedule"]["code"] == "E1")

    assert (row["limit"], row["amount"]["amount"]) == ("minimum", "1000.00")
    assert row["explanation"][-1] == "低于每方最低收费，按最低 1,000.00 元收取。"
    assert "超过价款的 5%" in row["warning"]


@pytest.mark.parametrize(
    ("amount", "reason"),
    [("0", "价款须大于零。"), ("-1", "金额不能为负。"), ("1.001", "金额“1.001”无效"), ("1e9", "金额“1e9”无效")],
)
def test_calculation_of_a_wrong_price_names_the_field(amount, reason):
    answer = calculate(amount)

    assert answer.status_code == 400
    assert answer.json()["errors"]["price"][0].startswith(reason)


def test_notices_are_those_to_oneself():
    payer = verified()
    clock = frozen("2027-04-12T15:20:00")
    asked = {"side": "buyer", "subject": "sale:S-2027-000001", "price_fen": 3_350_000_00, "exchange": "SW"}
    made = quote(schedule=schedule("E1"), payer=payer, actor=BANK, clock=clock, **asked)
    notice = notify_payment(quote=made, actor=BANK, clock=clock)
    path = f"/api/v1/payment-notices/{notice.number}"

    [row] = client(actor(payer)).get("/api/v1/payment-notices").json()["results"]

    assert (row["number"], row["state"], row["amount"]["amount"]) == ("PN-SW-2027-000001", "due", "55250.00")
    assert row["explanation"][-1] == "合计 55,250.00 元。"
    detail = client(actor(payer)).get(path).json()
    assert (detail.pop("invoices"), len(detail.pop("documents"))) == ([], 1)
    assert row == detail
    assert client(officer("SW")).get(path).status_code == 200
    assert client(actor()).get(path).status_code == 404
    assert client().get(path).status_code == 401

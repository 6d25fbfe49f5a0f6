"""What deals cost, asked through the API without signing in: one, a thousand, and some that cannot be answered."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from marketplace.fees.commands import activate_schedule, end_schedule
from tests.accounts.factories import reviewer
from tests.fees.factories import BASIS, CLOCK, published
from tests.fees.test_pricing import ORACLE

pytestmark = pytest.mark.django_db


def money(amount):
    return {"amount": amount, "currency": "CNY"}


def deal(amount="3350000.00", **fields):
    return {"schedule": "E1", "price": money(amount)} | fields


def ask(*deals, language="zh-hans", **fields):
    client = APIClient(headers={"Accept-Language": language})
    return client.post("/api/v1/fee-quotes", {"deals": list(deals)} | fields, format="json")


def amounts(answer):
    return [[due["amount"]["amount"] for due in quote["dues"]] for quote in answer.json()["quotes"]]


def test_one_deal_is_answered_for_each_side_with_its_explanation():
    answer = ask(deal("1234567.89", method="equity"))

    assert answer.status_code == 200
    [quote] = answer.json()["quotes"]
    assert [(due["side"], due["amount"]) for due in quote["dues"]] == [
        ("seller", money("23518.52")),
        ("buyer", money("23518.52")),
    ]
    assert quote["dues"][0]["explanation"] == [
        "1,000,000.00 元及以下部分：1,000,000.00 元 × 2% = 20,000.00 元。",
        "超过 1,000,000.00 元至 5,000,000.00 元的部分：234,567.89 元 × 1.5% = 3,518.51835 元。",
        "合计 23,518.51835 元。",
        "四舍五入到分：23,518.52 元（R-GEN-06）。",
    ]
    assert quote["schedule"]["mark"] == "示例分档，非公布标准"
    assert quote["method_note"] == "收费标准 E1.1 不按交易方式区分费率：“作价入股”与其他方式收费相同。"


@pytest.mark.parametrize(("price_fen", "e1", "sw", "cq"), ORACLE)
def test_amounts_are_those_of_the_oracle(price_fen, e1, sw, cq):
    price = f"{price_fen // 100}.{price_fen % 100:02d}"

    answer = ask(*(deal(price, schedule=code, side="buyer") for code in ("E1", "SW", "CQ")))

    assert amounts(answer) == [[f"{fen // 100}.{fen % 100:02d}"] for fen in (e1, sw, cq)]


def test_payments_that_follow_others_are_charged_on_the_sum():
    answer = ask(
        deal("67500.00", side="seller", cumulative=money("0.00")),
        deal("90000.00", side="seller", cumulative=money("67500.00")),
        deal("442500.00", side="seller", cumulative=money("157500.00")),
        deal("0.00", side="seller", cumulative=money("600000.00")),
        deal("0.00", side="seller"),
        language="en",
    )

    assert amounts(answer) == [["1350.00"], ["1800.00"], ["8850.00"], ["0.00"], ["0.00"]]  # S8
    told = [quote["dues"][0]["explanation"] for quote in answer.json()["quotes"]]
    assert told[1] == [
        "CNY 67,500.00 were received before, CNY 157,500.00 with this payment: the fee is worked out on the sum (R-FEE-05).",
        "Up to CNY 1,000,000.00: CNY 157,500.00 × 2% = CNY 3,150.00.",
        "Less the CNY 1,350.00 due on the CNY 67,500.00 received before: CNY 3,150.00 − 1,350.00 = CNY 1,800.00.",
    ]
    assert told[4] == ["Nothing was paid, so there is no fee (R-FEE-07)."]


def test_amounts_alone_are_given_where_no_explanation_is_asked_for():
    answer = ask(deal(), explain=False)

    assert amounts(answer) == [["55250.00", "55250.00"]]
    assert [due["explanation"] for due in answer.json()["quotes"][0]["dues"]] == [[], []]


def test_fee_above_five_percent_is_warned_of():
    [quote] = ask(deal("15000.00", side="buyer")).json()["quotes"]

    assert "超过价款的 5%" in quote["dues"][0]["warning"]


def test_version_of_the_day_applies():
    made = published(effective_from=date(2027, 2, 1))
    unknown = ask(deal(schedule="SW2", date="2027-02-01"))
    activate_schedule(schedule=made, actor=reviewer("SW"), clock=CLOCK, **BASIS)
    end_schedule(schedule=made, last_day=date(2027, 3, 31), actor=reviewer("SW"), clock=CLOCK)

    days = ["2027-01-31", "2027-02-01", "2027-03-31", "2027-04-01"]
    answer = ask(*(deal(schedule="SW2", date=day) for day in days))

    assert unknown.json()["errors"] == {"deals.0.schedule": ["没有收费标准“SW2”。请对照收费标准页上的代码。"]}
    assert amounts(answer) == [["55250.00", "23450.00"], ["55250.00", "23450.00"]]
    assert [(row["index"], row["rule"], list(row["errors"])) for row in answer.json()["refused"]] == [
        (0, "R-GEN-08", ["date"]),
        (3, "R-GEN-08", ["date"]),
    ]


WRONG = [
    ({"price": money("-1.00")}, "price", "金额不能为负。", "R-GEN-06"),
    ({"price": money("1.001")}, "price", "金额“1.001”无效：须为十进制数，最多两位小数。", "R-GEN-06"),
    ({"price": {"amount": "1.00", "currency": "USD"}}, "price", "只接受人民币（CNY）。", "R-GEN-06"),
    ({"cumulative": money("-0.01")}, "cumulative", "金额不能为负。", "R-FEE-05"),
    ({"cumulative": money("999999999999999.00")}, "cumulative", "累计金额过大。", "R-FEE-05"),
    ({"schedule": "XX"}, "schedule", "没有收费标准“XX”。请对照收费标准页上的代码。", "R-GEN-08"),
    ({"date": "2019-12-31"}, "date", "2019-12-31 没有有效的收费标准“E1”。请查看收费标准页上的生效日期。", "R-GEN-08"),
    ({"side": "broker"}, "side", "付费方只能是 seller（转让方）或 buyer（受让方）。", "R-FEE-01"),
    ({"zzz": 1}, "zzz", "没有这个字段：请对照 /api/v1/docs/ 检查拼写。", ""),
]


@pytest.mark.parametrize(("fields", "field", "reason", "rule"), WRONG)
def test_deal_that_cannot_be_answered_is_named_by_its_index_and_the_others_are_answered(fields, field, reason, rule):
    answer = ask(deal(), deal(**fields), deal())

    assert answer.status_code == 200
    assert [quote["index"] for quote in answer.json()["quotes"]] == [0, 2]
    assert answer.json()["refused"] == [{"index": 1, "errors": {field: [reason]}, "rule": rule}]


@pytest.mark.parametrize(("fields", "field", "reason", "rule"), WRONG)
def test_request_of_which_no_deal_can_be_answered_is_refused(fields, field, reason, rule):
    answer = ask(deal(**fields))

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"] == {f"deals.0.{field}": [reason]}
    assert answer.json().get("rule", "") == rule


def test_refusals_speak_the_callers_language():
    answer = ask(deal(method="gift"), language="en")

    assert answer.json()["errors"] == {
        "deals.0.method": ["The method is agreed, listed, competitive, licence, equity or open_licence."]
    }


@pytest.mark.parametrize("rows", [[], [deal()] * 1_001, "deal", [7]])
def test_none_more_than_a_thousand_or_what_is_no_deal_is_refused(rows):
    answer = ask(deals=rows)

    assert answer.status_code == 400
    assert {name.partition(".")[0] for name in answer.json()["errors"]} == {"deals"}


@pytest.mark.parametrize("count", [1, 1_000])
def test_a_thousand_deals_cost_as_many_statements_as_one(count, django_assert_num_queries):
    codes = ["E1", "SW", "CQ"]
    deals = [deal(f"{n}.01", schedule=codes[n % 3], date=f"2026-{n % 12 + 1:02d}-01") for n in range(count)]

    with django_assert_num_queries(9):
        answer = ask(*deals)

    assert len(answer.json()["quotes"]) == count

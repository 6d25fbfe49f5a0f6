"""What a deal costs, asked at the command line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.fees.test_pricing import ORACLE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def told(**options):
    out = StringIO()
    call_command("quote", stdout=out, **{"schedule": "E1", "price": "1234567.89", "date": "2027-04-12"} | options)
    return out.getvalue()


NOTE = (
    "The schedules differ in calibre: Southwest United's legacy range is for intellectual property trading, Chongqing United's for "
    "agreed transfers of property rights. The comparison is for reference only."
)
IN_CHINESE = """\
E1.1 · 统一结构收费示例 E1 · 示例分档，非公布标准 · 各类技术交易，每一方
价款 1,234,567.89 元，按 2027-04-12 有效的版本计费。

转让方应付 23,518.52 元
  1,000,000.00 元及以下部分：1,000,000.00 元 × 2% = 20,000.00 元。
  超过 1,000,000.00 元至 5,000,000.00 元的部分：234,567.89 元 × 1.5% = 3,518.51835 元。
  合计 23,518.51835 元。
  四舍五入到分：23,518.52 元（R-GEN-06）。
  若在西南联交所挂牌：原标准 57,037.04 元，过渡期 P3 23,518.52 元，统一结构 23,518.52 元。
  若在重庆联交所挂牌：原标准 8,641.98 元，过渡期 P3 23,518.52 元，统一结构 23,518.52 元。

受让方应付 23,518.52 元
  1,000,000.00 元及以下部分：1,000,000.00 元 × 2% = 20,000.00 元。
  超过 1,000,000.00 元至 5,000,000.00 元的部分：234,567.89 元 × 1.5% = 3,518.51835 元。
  合计 23,518.51835 元。
  四舍五入到分：23,518.52 元（R-GEN-06）。
  若在西南联交所挂牌：原标准 57,037.04 元，过渡期 P3 23,518.52 元，统一结构 23,518.52 元。
  若在重庆联交所挂牌：原标准 8,641.98 元，过渡期 P3 23,518.52 元，统一结构 23,518.52 元。

各标准口径不同：西南联交所原区间适用于知识产权交易，重庆联交所原区间适用于产权协议转让，比较仅供参考。
"""
IN_ENGLISH = """\
E1.1 · Unified structure, example E1 · Example bands, not a published tariff · technology deals of every kind, each side
Price CNY 30,000.00, by the version in force on 2027-04-12.

Transferee pays CNY 1,000.00
  Up to CNY 1,000,000.00: CNY 30,000.00 × 2% = CNY 600.00.
  Below the minimum per side: the minimum of CNY 1,000.00 is charged.
  Had it been listed at Southwest United Equity Exchange: legacy CNY 1,500.00, in phase P3 CNY 1,000.00, unified CNY 1,000.00.
  Had it been listed at Chongqing United Assets and Equity Exchange: legacy CNY 210.00, in phase P3 CNY 1,000.00, unified CNY 1,000.00.

{note}
Schedule E1.1 has no rates by method: “Licence” costs the same as any other.
""".replace("{note}", NOTE)


LOCAL = (
    "--criterion: 减免须对符合条件的所有当事人开放，不得只给本地当事人或按地域区别（公平竞争审查条例第九条第四项、第十条）。"
    "可选条件：全部交易方、中小微企业、高校和科研院所、自然人发明人、首次在平台成交。 (R-FEE-10)"
)


def test_quote_shows_each_sides_fee_with_its_explanation():
    assert told() == IN_CHINESE


@pytest.mark.parametrize(
    ("name", "value"),
    [("LANGUAGE", "de:en_GB"), ("LC_ALL", "en_US.UTF-8"), ("LC_MESSAGES", "en"), ("LANG", "en.UTF-8")],
)
def test_quote_speaks_english_to_whom_the_terminal_does(reader, name, value):
    reader.setenv(name, value)

    assert told(price="30000", side="buyer", method="licence") == IN_ENGLISH


@pytest.mark.parametrize(("name", "value"), [("LANGUAGE", "zh_CN:en"), ("LANG", "C.UTF-8")])
def test_quote_speaks_chinese_to_everybody_else(reader, name, value):
    reader.setenv(name, value)

    assert told() == IN_CHINESE


def test_quote_as_json_has_money_as_strings():
    answer = json.loads(told(schedule="CQ", side="seller", cumulative="1000000", price="0.01", json=True))

    assert (answer["schedule"]["code"], answer["date"]) == ("CQ", "2027-04-12")
    assert answer["price"] == {"amount": "0.01", "currency": "CNY"}
    assert answer["cumulative"] == {"amount": "1000000.00", "currency": "CNY"}
    assert [(due["side"], due["amount"]["amount"]) for due in answer["dues"]] == [("seller", "0.00")]
    assert answer["dues"][0]["explanation"][-1] == (
        "减去此前累计 1,000,000.00 元应收的 7,000.00 元：7,000.00 − 7,000.00 = 0.00 元。"
    )


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"price": "-5"}, "--price: 金额不能为负。 (R-GEN-06)"),
        ({"price": "1.005"}, "--price: 金额“1.005”无效：须为十进制数，最多两位小数。 (R-GEN-06)"),
        ({"price": "much"}, "--price: 金额“much”无效：须为十进制数，最多两位小数。 (R-GEN-06)"),
        ({"schedule": "XX"}, "--schedule: 没有收费标准“XX”。请对照收费标准页上的代码。 (R-GEN-08)"),
        (
            {"date": "2019-12-31"},
            "--date: 2019-12-31 没有有效的收费标准“E1”。请查看收费标准页上的生效日期。 (R-GEN-08)",
        ),
        ({"side": "broker"}, "--side: 付费方只能是 seller（转让方）或 buyer（受让方）。 (R-FEE-01)"),
        (
            {"method": "gift"},
            "--method: 交易方式只能是 agreed、listed、competitive、licence、equity 或 open_licence。 (R-FEE-02)",
        ),
        ({"services": ["legal"]}, "--service: 收费标准 E1.1 不含“法律服务”。 (R-FEE-06)"),
        (
            {"exchange": "CQ", "schedule": "SW"},
            "--exchange: 交易机构 CQ 在 2027-04-12 未采用收费标准 SW.1。 (R-FEE-12)",
        ),
        ({"criteria": ["chengdu"]}, LOCAL),
        ({"cumulative": "-1"}, "--cumulative: 金额不能为负。 (R-FEE-05)"),
    ],
)
def test_quote_refuses_wrong_input_by_option_and_rule_with_exit_code_2(options, line):
    with pytest.raises(CommandError) as refused:
        told(**options)

    assert (str(refused.value), refused.value.returncode) == (line, 2)


@pytest.mark.parametrize(
    ("day", "phased"),
    [
        ("2023-06-01", "23,450.00"),
        ("2024-06-01", "34,050.00"),
        ("2025-06-01", "44,650.00"),
        ("2026-06-01", "55,250.00"),
    ],
)
def test_quote_at_a_venue_is_its_phase_on_that_day(day, phased):
    assert f"受让方应付 {phased} 元" in told(price="3350000", side="buyer", exchange="CQ", date=day)


def test_quote_of_a_small_firm_is_not_above_the_legacy_fee_and_says_how_it_came_about():
    text = told(price="3350000", side="buyer", exchange="CQ", date="2024-06-01", criteria=["small_firm"])

    assert "受让方应付 23,450.00 元" in text
    assert "过渡期：原标准 23,450.00 元 × 2/3 + 新标准 55,250.00 元 × 1/3 = 34,050.00 元（R-FEE-13）。" in text
    assert "中小微企业不高于原标准：按 23,450.00 元收取。" in text


@pytest.mark.parametrize(("schedule", "place"), [("E1", 1), ("SW", 2), ("CQ", 3)])
@pytest.mark.parametrize("row", ORACLE)
def test_amounts_are_those_of_the_oracle(row, schedule, place):
    price = f"{row[0] // 100}.{row[0] % 100:02d}"

    answer = json.loads(told(schedule=schedule, price=price, side="seller", json=True))

    assert answer["dues"][0]["amount"]["amount"] == f"{row[place] // 100}.{row[place] % 100:02d}"


def test_quote_refuses_a_day_that_is_none():
    with pytest.raises(CommandError, match=r"^--date: .*\(R-GEN-08\)$"):
        told(date="2027-02-30")

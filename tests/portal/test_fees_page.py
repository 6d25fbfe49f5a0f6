"""Amounts of domain 2.10 and story S1."""

from datetime import date

import pytest

from marketplace.fees.models import Rate, Relief, Schedule
from tests.accounts.factories import officer
from tests.fees.factories import CLOCK, drafted

pytestmark = pytest.mark.django_db


def asked(client, query):
    return client.get(f"/fees/?{query}")


def test_story_s1_is_worked_out_under_every_schedule(client):
    fees = asked(client, "price=335&unit=wan").context["fees"]

    assert {row.schedule.code: [amount for _side, amount in row.amounts] for row in fees.rows} == {
        "E1": [55_250_00, 55_250_00],
        "SW": [120_500_00, 120_500_00],
        "CQ": [23_450_00, 23_450_00],
    }


def test_phases_lead_from_the_legacy_fee_to_the_unified_one(client):
    fees = asked(client, "price=3350000").context["fees"]

    assert [(path.venue, [phase.amount_fen for phase in path.phases]) for path in fees.paths] == [
        ("西南联交所", [120_500_00, 98_750_00, 77_000_00, 55_250_00]),
        ("重庆联交所", [23_450_00, 34_050_00, 44_650_00, 55_250_00]),
    ]
    assert [phase.weight for phase in fees.paths[0].phases] == ["0", "1/3", "2/3", "1"]
    assert [phase.small_firm_fen for phase in fees.paths[1].phases][1:3] == [23_450_00, 23_450_00]


def test_slices_explain_the_fee_exactly(client):
    (unified,) = asked(client, "price=3350000").context["fees"].rows[0].parts

    assert [tuple(one) for one in unified.slices] == [
        ("0–100 万元", 100_000_000, "2%", "20,000.00"),
        ("100 万元–500 万元", 235_000_000, "1.5%", "35,250.00"),
    ]
    assert unified.raw == "55,250.00"


@pytest.mark.parametrize(
    ("price", "fee", "words"),
    [
        ("100", 1_000_00, "低于最低收费，按 1,000.00 元收取。"),
        ("999999999999", 500_000_00, "高于最高收费，按 500,000.00 元收取。"),
    ],
)
def test_limits_are_said(client, price, fee, words):
    (unified,) = asked(client, f"price={price}").context["fees"].rows[0].parts

    assert (unified.who, unified.amount_fen, unified.steps) == ("每一方", fee, [words])


@pytest.mark.parametrize("price", ["", "-5", "1e5", "abc", "1.234", "0", "９" * 20, "1" * 18])
def test_wrong_price_is_told_at_its_field(client, price):
    answer = asked(client, f"price={price}")

    assert (answer.status_code, answer.context["fees"]) == (200, None)
    assert 'class="notice notice-error form-errors"' in answer.content.decode()


@pytest.mark.parametrize("price", ["３３５００００", "3,350,000.00", " 3350000 ", "3，350，000"])
def test_price_may_be_written_as_people_write(client, price):
    assert client.get("/fees/", {"price": price}).context["fees"].price_fen == 3_350_000_00


def test_example_bands_are_marked_and_calibres_told_apart(client):
    page = asked(client, "price=335&unit=wan").content.decode()

    assert "示例分档，非公布标准" in page
    assert "口径不同" in page
    assert "相差 97,050.00 元" in page


def test_htmx_gets_the_answer_only(client):
    page = client.get("/fees/?price=100", headers={"HX-Target": "fees"}).content.decode()

    assert "<html" not in page
    assert "1,000.00" in page


def in_force():
    """A unified schedule by which sides, methods and payers differ, in force beside E1."""
    made = drafted(officer("SW"), code="E9", exchange="")
    for rate in made.rates.filter(side="seller"):
        rate.whole_amount = True
        rate.save()
    for side, parts in (("seller", 100), ("buyer", 50)):
        rate = Rate.objects.create(schedule=made, side=side, method="licence")
        rate.bands.create(lower_fen=0, numerator=1, denominator=parts)
    Relief.objects.create(schedule=made, criterion="small_firm", numerator=1, denominator=5)
    Schedule.objects.filter(pk=made.pk).update(effective_from=date(2020, 1, 1))
    told = {"state": "active", "legal_basis": "own", "instrument": "示范", "published_at": CLOCK.at}
    Schedule.objects.filter(pk=made.pk).update(**told)
    return made


def row_of(client, query, code="E9"):
    return next(row for row in asked(client, query).context["fees"].rows if row.schedule.code == code)


def test_sides_that_pay_by_different_rates_are_explained_each(client):
    in_force()

    row = row_of(client, "price=3350000")

    assert row.alike == "双方费率不同，各付各的。"
    assert [(part.who, part.amount_fen) for part in row.parts] == row.amounts
    assert row.parts[0].rules == ["全额按所在一段的费率计收，分界点归入较低的一段（规则 R-FEE-02、R-FEE-03）。"]
    assert row.parts[1].rules == ["分段累计，每段按各自的费率计收，分界点归入较低的一段（规则 R-FEE-02、R-FEE-03）。"]


def test_schedules_by_which_both_pay_alike_say_so(client):
    row = row_of(client, "price=3350000", "E1")

    assert (row.alike, [part.who for part in row.parts]) == ("双方费率相同，各付各的。", ["每一方"])


def test_method_with_rates_of_its_own_is_charged_by_them(client):
    in_force()

    row, unified = (row_of(client, "price=1000000&method=licence", code) for code in ("E9", "E1"))

    assert row.amounts == [("转让方", 10_000_00), ("受让方", 20_000_00)]
    assert row.method == "按收费标准 E9.1 对“许可”的费率计收。"
    assert unified.method == "收费标准 E1.1 不按交易方式区分费率：“许可”与其他方式收费相同。"


def test_one_side_alone_may_be_asked_about(client):
    in_force()

    fees = asked(client, "price=1000000&method=licence&side=buyer").context["fees"]

    assert (fees.sides, {path.who for path in fees.paths}) == (["受让方"], {"受让方"})
    assert {row.schedule.code: row.amounts for row in fees.rows}["E9"] == [("受让方", 20_000_00)]
    assert all(sentence.startswith("同一笔交易，受让方在西南") for sentence in fees.differences)


def test_relief_is_taken_off_for_whom_it_is_and_said(client):
    in_force()

    page = asked(client, "price=1000000&method=licence&criteria=small_firm&criteria=research")
    row = next(row for row in page.context["fees"].rows if row.schedule.code == "E9")

    assert row.amounts == [("转让方", 8_000_00), ("受让方", 16_000_00)]
    assert row.parts[0].steps[1] == "中小微企业：减免 20%，10,000.00 元 × 80% = 8,000.00 元。"
    assert "实际以交易机构对付费单位的核实为准" in page.content.decode()


@pytest.mark.parametrize("wrong", ["method=barter", "side=both", "criteria=local", "criteria=everyone"])
def test_unknown_method_side_or_criterion_is_told(client, wrong):
    page = asked(client, f"price=100&{wrong}")

    assert (page.status_code, page.context["fees"]) == (200, None)
    assert 'class="notice notice-error form-errors"' in page.content.decode()

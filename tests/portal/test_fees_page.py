"""Amounts of domain 2.10 and story S1."""

import pytest

pytestmark = pytest.mark.django_db


def asked(client, query):
    return client.get(f"/fees/?{query}")


def test_story_s1_is_worked_out_under_every_schedule(client):
    fees = asked(client, "price=335&unit=wan").context["fees"]

    assert {row.schedule.code: (row.seller_fen, row.buyer_fen) for row in fees.rows} == {
        "E1": (55_250_00, 55_250_00),
        "SW": (120_500_00, 120_500_00),
        "CQ": (23_450_00, 23_450_00),
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
    unified = asked(client, "price=3350000").context["fees"].rows[0]

    assert [tuple(part) for part in unified.slices] == [
        ("0–100 万元", 100_000_000, "2%", "20,000.00"),
        ("100 万元–500 万元", 235_000_000, "1.5%", "35,250.00"),
    ]
    assert unified.raw == "55,250.00"


@pytest.mark.parametrize(
    ("price", "fee", "words"),
    [
        ("100", 1_000_00, "低于最低收费，按 1,000.00 元 收取。"),
        ("999999999999", 500_000_00, "高于最高收费，按 500,000.00 元 收取。"),
    ],
)
def test_limits_are_said(client, price, fee, words):
    unified = asked(client, f"price={price}").context["fees"].rows[0]

    assert (unified.buyer_fen, unified.limit) == (fee, words)


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

"""合同成交额 (C28): commissioned work, sales and licences in returns, public statistics and a unit's year; small cells give nobody away."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from rest_framework.test import APIClient

from marketplace.core.clock import shanghai
from marketplace.reporting.conversion_sheets import conversion_workbook
from marketplace.reporting.periods import Period
from marketplace.reporting.queries.conversion import conversion
from marketplace.reporting.sheets import return_workbook
from marketplace.reporting.turnover import Cut, merged, turnover_between, turnover_of
from tests.accounts.factories import actor, officer, verified
from tests.clients import client_of, ok
from tests.commissioning.factories import (
    accepted,
    awarded,
    engaged,
    paid,
    posted,
    settled,
    signed,
    terminated,
)
from tests.licensing.factories import OPEN, licensable, taken
from tests.licensing.factories import paid as licence_paid
from tests.licensing.factories import published as offered_licence
from tests.licensing.factories import settled as licence_settled
from tests.reporting.factories import MAY, buyer, certified_sale, drafted, offered

pytestmark = pytest.mark.django_db
APRIL = Period.read("2027-04")
YEAR = (shanghai("2027-01-01T00:00:00"), shanghai("2028-01-01T00:00:00"))


def work(kind="commissioned", client_region="500112", supplier_region="510107"):
    """Work of 800,000.00 in force since 2027-04-13, its first milestone of 300,000.00 passed on."""
    made = signed(
        engaged(
            posted(actor(verified(region_code=client_region))),
            by=actor(verified("university", region_code=supplier_region)),
            kind=kind,
        )
    )
    settled(accepted(paid(made.payments.get())))
    return made


def test_work_counts_by_type_field_and_region_with_its_fees():
    work()
    work("consulting", client_region="510107")
    certified_sale(listing=offered("510107"), winner=buyer("500112"))

    told = turnover_of(APRIL)

    assert told["total"] == [3, 4_600_000_00]
    assert told["by"]["kind"] == {
        "development": [1, 800_000_00],
        "consulting": [1, 800_000_00],
        "transfer": [1, 3_000_000_00],
    }
    assert told["by"]["seller_region"] == {"CD": [3, 4_600_000_00]}
    assert told["flows"] == [["CD", "CD", 1, 800_000_00], ["CD", "CQ", 2, 3_800_000_00]]
    # 6,000.00 of each side for each first milestone, 50,000.00 of each side for the sale
    assert told["fees"]["kind"] == {
        "development": [1, 12_000_00],
        "consulting": [1, 12_000_00],
        "transfer": [1, 100_000_00],
    }
    assert told["fees"]["total"] == [3, 124_000_00]
    assert [one["kind"] for one in told["contracts"]] == ["development", "consulting"]
    assert turnover_of(Period.read("2027-03"))["total"] == [0, 0]
    assert turnover_of(APRIL, "CQ")["total"] == [0, 0]


def test_ended_work_counts_what_was_passed_on_and_unsigned_work_nothing():
    terminated(work())
    terminated(signed(engaged()))
    engaged()

    assert turnover_between(*YEAR)["total"] == [1, 300_000_00]


def test_fixed_licence_counts_its_price_once_it_is_in_force():
    licence = taken(offered_licence(licensable(), **OPEN))
    assert turnover_between(*YEAR)["total"] == [0, 0]
    charge = licence_settled(licence_paid(licence.charges.get(), clock=MAY), clock=MAY)

    told = turnover_between(*YEAR)

    assert told["by"]["kind"] == {"licence": [1, charge.amount_fen]}
    assert told["fees"]["total"] == [1, charge.licensee_fee_fen + charge.licensor_fee_fen]


def test_open_calls_are_counted_in_a_return_and_its_workbook():
    awarded()  # published in March
    made = work()

    found = drafted("2027-04")

    told = found.figures["turnover"]
    assert told["calls"] == {"published": 0, "awarded": 1, "failed": 0, "solutions": 3}
    assert [one["number"] for one in told["contracts"]] == [made.number]
    book = load_workbook(io.BytesIO(return_workbook(found)))
    [row] = list(book["委托和许可合同"].iter_rows(min_row=2, values_only=True))
    assert (row[1], row[-1]) == (made.deed.number, 800_000)
    kinds = [row for row in book["合同成交额"].iter_rows(values_only=True) if row[0] == "技术开发"]
    assert kinds[0][1:4] == (1, 800_000, 12_000)


def test_year_of_a_university_holds_the_work_that_it_does():
    made = work()
    work()
    unit = made.supplier

    found = conversion(unit, 2027)

    assert [(g.words, g.count, g.price_fen, g.fee_fen, g.net_fen) for g in found.work_groups("kind")] == [
        ("技术开发", 1, 800_000_00, 6_000_00, 294_000_00)
    ]
    assert [g.words for g in found.work_groups("client_region")] == ["重庆"]
    assert found.total.count == 0
    book = load_workbook(io.BytesIO(conversion_workbook(found)))
    rows = list(book["技术开发、咨询、服务"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[8], row[11]) for row in rows] == [(made.number, 800_000, 294_000)]
    assert conversion(made.client, 2027).works == []


def public(year=2027):
    return ok(APIClient().get(f"/api/v1/statistics/turnover?year={year}"))


def test_everybody_reads_finished_quarters_and_no_single_contract(sandbox_at):
    sandbox_at("2027-06-30T23:00:00")
    for _one in range(3):
        work()
    work("service", client_region="310000")
    assert (public()["until"], public()["total"]["contracts"]) == ("2027-03-31", 0)
    sandbox_at("2027-07-01T00:30:00")

    told = public()

    assert (told["until"], told["total"]) == (
        "2027-06-30",
        {"keys": [], "contracts": 4, "amount": {"amount": "3200000.00", "currency": "CNY"}},
    )
    kinds = next(one["cuts"] for one in told["tables"] if one["dimension"] == "kind")
    assert [(one["keys"], one["contracts"]) for one in kinds] == [(["development", "service"], 4)]
    assert [one["keys"] for one in told["flows"]["cuts"]] == [["CD→CQ", "CD→OT"]]
    assert told["fees"]["amount"]["amount"] == "48000.00"


def test_amount_of_less_than_three_contracts_is_not_told(sandbox_at, client):
    work()
    sandbox_at("2027-07-01T00:30:00")

    told = public()
    page = client.get("/statistics/?year=2027").content.decode()

    assert (told["total"]["contracts"], told["total"]["amount"], told["fees"]["amount"]) == (1, None, None)
    assert "不足 3 项，不列" in page
    assert "800,000.00" not in page
    assert "800000" not in client.get("/statistics/2027.csv").content.decode()


@pytest.mark.parametrize("year", ["1999", "x", "2100"])
def test_year_that_there_is_not_is_refused(year):
    answer = APIClient().get(f"/api/v1/statistics/turnover?year={year}")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["year"])


def test_public_table_is_a_workbook_and_no_other_ending(client, sandbox_at):
    sandbox_at("2027-07-01T00:30:00")

    book = load_workbook(io.BytesIO(client.get("/statistics/2027.xlsx").content))

    assert book.sheetnames[:2] == ["汇总", "按合同类型"]
    assert client.get("/statistics/2027.pdf").status_code == 404
    assert client.get("/statistics/1999.csv").status_code == 404


def test_return_shows_turnover_on_its_page_and_to_programs(client):
    work()
    found, by = drafted("2027-04"), officer("SW")
    client.force_login(by.user)

    told = ok(client_of(by).get(f"/api/v1/returns/{found.number}"))
    page = client.get(f"/supervision/returns/{found.number}/").content.decode()

    assert told["figures"]["turnover"]["total"] == [1, 800_000_00]
    assert "技术开发" in page
    assert "800,000.00" in page


cells = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 10**9)), max_size=9).map(
    lambda rows: [(f"k{place}", count, fen) for place, (count, fen) in enumerate(rows)]
)


@given(cells, st.integers(1, 5))
def test_merging_keeps_sums_and_shows_no_small_cell(rows, least):
    cuts = merged(rows, least)

    assert sum(cut.count for cut in cuts) == sum(row[1] for row in rows)
    assert sorted(key for cut in cuts for key in cut.keys) == sorted(row[0] for row in rows)
    for cut in cuts:
        assert (cut.amount_fen is None) == (cut.count < least)
    if all(cut.amount_fen is not None for cut in cuts):
        assert sum(cut.amount_fen for cut in cuts) == sum(row[2] for row in rows)


def test_merging_takes_the_next_larger_until_it_is_enough():
    assert merged([("a", 1, 5), ("b", 3, 7), ("c", 9, 11)], 3) == [Cut(("c",), 9, 11), Cut(("a", "b"), 4, 12)]
    assert merged([("a", 1, 5), ("b", 2, 7), ("c", 9, 11)], 3) == [Cut(("c",), 9, 11), Cut(("a", "b"), 3, 12)]
    assert merged([("a", 1, 5)], 3) == [Cut(("a",), 1, None)]
    assert merged([], 3) == []

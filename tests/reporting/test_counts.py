"""The figures of a return beside an independent count: a loop in Python over the lines of the log and the rows they name."""

import io
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from marketplace.audit.models import Entry
from marketplace.catalogue.models import Listing
from marketplace.reporting.figures import figures_of, hash_of
from marketplace.reporting.indicators import DIMENSIONS, INDICATORS
from marketplace.reporting.models import ReturnRow
from marketplace.reporting.periods import Period
from marketplace.reporting.queries.returns import rows_behind
from marketplace.reporting.regions import region_of
from marketplace.reporting.sheets import return_workbook
from marketplace.trading.models import Certificate, Sale
from tests.reporting.factories import drafted, market

SHANGHAI = timezone.get_default_timezone()


def counted_from_the_log(first: date, after: date) -> dict:
    """Line by line, without SQL of ours: what happened in the days, by exchange, as the acts themselves recorded it."""
    total: Counter[str] = Counter()
    by: dict[str, dict[str, Counter[str]]] = {name: {} for name in DIMENSIONS}
    flows: Counter[tuple[str, str]] = Counter()
    sums: Counter[tuple[str, str]] = Counter()

    def add(listing: Listing, **amounts: int) -> None:
        modes = listing.transfer_modes
        keys = {
            "exchange": listing.exchange,
            "mode": "several" if len(modes) > 1 else modes[0],
            "field": listing.technology_field_id or "",
            "seller_region": region_of(listing.lister.region_code),
            "owner": listing.owner_category,
            "route": listing.price_mode,
        }
        total.update(amounts)
        for name, key in keys.items():
            by[name].setdefault(key, Counter()).update(amounts)

    for entry in Entry.objects.select_related("payload").order_by("id"):
        day = entry.at.astimezone(SHANGHAI).date()
        if not first <= day < after:
            continue
        number, body = entry.subject.partition(":")[2], entry.payload.body
        if entry.verb == "catalogue.listing_accepted":
            add(Listing.objects.get(number=number), accepted=1)
        elif entry.verb == "catalogue.listing_published":
            add(Listing.objects.get(number=number), published=1)
        elif entry.verb == "catalogue.listing_suspended":
            add(Listing.objects.get(number=number), suspensions=1)
        elif entry.verb == "catalogue.listing_withdrawn":
            add(Listing.objects.get(number=number), terminated=1)
        elif entry.verb == "trading.bidder_registered":
            add(Sale.objects.get(number=number).listing, registrations=1)
        elif entry.verb == "trading.sale_closed" and body["result"] != "sold":
            add(Sale.objects.get(number=number).listing, failures=1)
        elif entry.verb == "trading.sale_closed":
            sale = Sale.objects.get(number=number)
            codes = {one.code: one.organisation.region_code for one in sale.registrations.all()}
            seller, buyer = region_of(sale.listing.lister.region_code), region_of(codes[body["winner"]])
            price = body["price_fen"]
            add(sale.listing, sold=1, sold_fen=price, premium_fen=price - sale.start_fen, start=sale.start_fen)
            if {seller, buyer} in ({"CD", "CQ"}, {"SC", "CQ"}):
                add(sale.listing, crossing=1, crossing_fen=price)
            flows[seller, buyer] += 1
            sums[seller, buyer] += price
        elif entry.verb == "trading.contract_effective":
            sale = Sale.objects.get(number=number)
            add(sale.listing, contracted=1, contracted_fen=int(Decimal(sale.contract.terms["price"]["amount"]) * 100))
        elif entry.verb == "trading.sale_settled":
            fees = body["buyer_fee_fen"] + body["seller_fee_fen"]
            add(Sale.objects.get(number=number).listing, settled=1, settled_fen=body["price_fen"], fees_fen=fees)
        elif entry.verb == "trading.certificate_issued" and body["supersedes"] is None:
            add(Certificate.objects.get(number=number).sale.listing, certified=1)
    told = [[seller, buyer, count, sums[seller, buyer]] for (seller, buyer), count in sorted(flows.items())]
    return {
        "total": shown(total),
        "by": {name: {key: shown(row) for key, row in rows.items()} for name, rows in by.items()},
        "flows": told,
    }


def shown(row: Counter[str]) -> dict[str, int]:
    """Every indicator, the rate as its definition says: the premium over the start prices, to a hundredth of a percent."""
    values = {code: row[code] for code in INDICATORS}
    rate = Decimal(10_000 * row["premium_fen"]) / row["start"] if row["start"] else Decimal(0)
    return values | {"premium_bp": int(rate.quantize(Decimal(1), "ROUND_HALF_UP"))}


@pytest.fixture
def played(sandbox_at):
    market()


def test_figures_of_every_period_and_exchange_are_those_of_the_log(played):
    for name in ("2027-03", "2027-04", "2027-Q2", "2027-05", "2027", "2026"):
        period = Period.read(name)
        assert figures_of(period) == counted_from_the_log(period.first, period.after), name

    april = Period.read("2027-04")
    parts = {code: figures_of(april, code)["total"] for code in ("SW", "CQ", "CD", "NT")}
    assert parts["NT"]["accepted"] == 0
    assert {code: parts[code] for code in ("SW", "CQ", "CD")} == figures_of(april)["by"]["exchange"]


def test_frozen_return_its_cases_and_its_workbook_say_the_same(played):
    found = drafted("2027-04")
    figures = found.figures
    march, april, may = date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1)

    assert {name: figures[name] for name in ("total", "by", "flows")} == counted_from_the_log(april, may)
    assert figures["compared"]["previous"] == {
        "period": "2027-03",
        "basis": "",
        "total": counted_from_the_log(march, april)["total"],
    }
    assert hash_of(found) == found.sha256
    check_cases(found)
    check_sums(figures)
    check_workbook(found)


def check_cases(found):
    """Behind every figure stand as many cases as it says."""
    for code in ("accepted", "published", "sold", "contracted", "settled", "certified", "crossing", "terminated"):
        assert rows_behind(found, indicator=code).count() == found.figures["total"][code]
    amount = sum(row.price_fen for row in rows_behind(found, indicator="sold_fen", exchange="CQ"))
    assert amount == found.figures["by"]["exchange"]["CQ"]["sold_fen"] > 0


def check_sums(figures):
    """Every dimension and the flows add up to the total."""
    for rows in figures["by"].values():
        for code in INDICATORS.keys() - {"premium_bp"}:
            assert sum(row[code] for row in rows.values()) == figures["total"][code]
    assert sum(count for _seller, _buyer, count, _fen in figures["flows"]) == figures["total"]["sold"]
    assert sum(fen for _seller, _buyer, _count, fen in figures["flows"]) == figures["total"]["sold_fen"]


def check_workbook(found):
    """Its sheets say what the figures say, and add up."""
    book = load_workbook(io.BytesIO(return_workbook(found)))
    totals = {row[0].value: row[2].value for row in book["汇总与比较"].iter_rows(min_row=4) if row[2].value is not None}
    assert totals["成交项目数"] == found.figures["total"]["sold"] == 7
    assert round(totals["成交金额"] * 100) == found.figures["total"]["sold_fen"]
    cases = list(book["案件明细"].iter_rows(values_only=True))
    heads, rows = cases[0], cases[1:]
    assert len(rows) == found.row_count == ReturnRow.objects.filter(of=found).count()
    sold = [row for row in rows if row[heads.index("成交日")]]
    assert round(sum(row[heads.index("成交价（元）")] for row in sold) * 100) == found.figures["total"]["sold_fen"]
    flow = next(row for row in book["区域流向"].iter_rows(values_only=True) if row[0] == "合计")
    assert flow[-1] == found.figures["total"]["sold"]

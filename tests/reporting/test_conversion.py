"""A unit's yearly data agree with its contracts, one by one."""

import io

import pytest
from openpyxl import load_workbook

from accounts.models import Organisation
from marketplace.reporting.conversion_sheets import conversion_workbook
from marketplace.reporting.queries.conversion import conversion
from marketplace.trading.models import Settlement
from tests.accounts.factories import verified
from tests.catalogue.factories import accepted_listing, published_listing
from tests.reporting.factories import buyer, certified_sale, failed_sale
from tests.trading.factories import won_sale

pytestmark = pytest.mark.django_db


def university() -> Organisation:
    """With two contracts in 2027 (one licence), a sale without a contract, a failed one, and a listing not sold."""
    unit = verified("university", region_code="510107")
    certified_sale(listing=published_listing(lister=unit), winner=buyer("500112"))
    certified_sale(listing=published_listing(lister=unit, transfer_modes=["exclusive_licence"]), winner=buyer("510107"))
    won_sale(listing=published_listing(lister=unit))
    failed_sale(published_listing(lister=unit))
    published_listing(lister=unit, exchange="CQ")
    accepted_listing(lister=unit)
    certified_sale()
    return unit


def test_year_of_a_unit_holds_its_contracts_and_nobody_elses():
    unit = university()
    found = conversion(unit, 2027)

    rows = Settlement.objects.filter(sale__listing__lister=unit, sale__contract__effective_at__isnull=False)
    assert [(g.words, g.count, g.price_fen) for g in found.groups("mode")] == [
        ("转让", 1, 3_000_000_00), ("独占许可", 1, 3_000_000_00)
    ]  # fmt: skip
    assert found.total.price_fen == sum(row.price_fen for row in rows) == 6_000_000_00
    assert found.total.net_fen == sum(row.seller_net_fen for row in rows)
    assert {g.words: g.count for g in found.groups("buyer_region")} == {"成都": 1, "重庆": 1}
    assert found.listed_by_exchange == {"SW": 4, "CQ": 1}
    assert conversion(unit, 2026).total.count == 0


def test_workbook_adds_up():
    unit = university()
    book = load_workbook(io.BytesIO(conversion_workbook(conversion(unit, 2027))))

    totals = [row for row in book["汇总"].iter_rows(values_only=True) if row[0] == "合计"]
    assert [row[1] for row in totals] == [2, 2, 2, 0, 0, 5]  # by mode, route, region; of work by type, region; listings
    deals = list(book["合同明细"].iter_rows(min_row=2, values_only=True))
    assert sum(row[9] for row in deals) == totals[0][2] == 6_000_000
    assert "奖励" in [row[0] for row in book["口径说明"].iter_rows(values_only=True)]

"""The figures of a return beside a count in plain Python over the rows, however the instants lie about the edges of periods."""

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation
from marketplace.audit.models import Entry
from marketplace.catalogue.models import Listing
from marketplace.reporting.figures import figures_of
from marketplace.reporting.indicators import DIMENSIONS, INDICATORS
from marketplace.reporting.periods import Period
from marketplace.reporting.regions import region_of
from marketplace.trading.models import Certificate, Contract, Registration, Sale, Settlement
from tests.reporting.factories import market

SHANGHAI = ZoneInfo("Asia/Shanghai")
PERIODS = [Period.read(name) for name in ("2027-03", "2027-04", "2027-Q1", "2027-Q2", "2027-12", "2027", "2028")]
EDGES = sorted({edge for period in PERIODS for edge in period.bounds})
# Around midnight of the edges in Shanghai, around midnight in UTC, and anywhere.
SHIFTS = [
    timedelta(0),
    timedelta(microseconds=-1),
    timedelta(microseconds=1),
    timedelta(hours=8),
    timedelta(hours=8, microseconds=-1),
    timedelta(hours=-8),
    timedelta(days=11, hours=5),
]
INSTANTS = st.builds(lambda edge, shift: edge + shift, st.sampled_from(EDGES), st.sampled_from(SHIFTS))
STEPS = ("accepted", "published", "registered", "closed", "effective", "settled", "issued", "ended")
ROAD = st.lists(INSTANTS, min_size=len(STEPS), max_size=len(STEPS)).map(sorted)
MARKET = st.fixed_dictionaries(
    {
        "roads": st.lists(ROAD, min_size=24, max_size=24),
        "prices": st.lists(st.integers(1, 10**12), min_size=24, max_size=24),
        "halts": st.lists(INSTANTS, min_size=12, max_size=12),
    }
)


@pytest.fixture
def played(sandbox_at, db):
    market()


TOUCHED = (
    "catalogue_listing",
    *(f"trading_{name}" for name in "sale registration settlement contract certificate".split()),
)


@pytest.fixture
def freely(played):
    """Rows take any instant and price: what keeps them in order in the market is not what is tried here. All of it is undone."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND conrelid::regclass::text = ANY(%s)",
            [list(TOUCHED)],
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def spread(drawn):
    """Give every row of the market its instant and its price."""
    for place, listing in enumerate(Listing.objects.filter(accepted_at__isnull=False).order_by("pk")):
        at = dict(zip(STEPS, drawn["roads"][place % 24], strict=True))
        price = drawn["prices"][place % 24]
        Listing.objects.filter(pk=listing.pk).update(accepted_at=at["accepted"])
        Listing.objects.filter(pk=listing.pk, published_at__isnull=False).update(published_at=at["published"])
        Listing.objects.filter(pk=listing.pk, ended_at__isnull=False).update(ended_at=at["ended"])
        sales = Sale.objects.filter(listing=listing)
        sales.update(start_fen=price // 2 + 1)
        sales.filter(closed_at__isnull=False).update(closed_at=at["closed"])
        Registration.objects.filter(sale__in=sales).update(registered_at=at["registered"])
        Settlement.objects.filter(sale__in=sales).update(price_fen=price, pool_fen=price // 50)
        Settlement.objects.filter(sale__in=sales, settled_at__isnull=False).update(settled_at=at["settled"])
        Contract.objects.filter(sale__in=sales, effective_at__isnull=False).update(effective_at=at["effective"])
        Certificate.objects.filter(sale__in=sales).update(issued_at=at["issued"])
    accepted = {f"listing:{number}": at for number, at in Listing.objects.values_list("number", "accepted_at")}
    for place, line in enumerate(Entry.objects.filter(verb="catalogue.listing_suspended").order_by("pk")):
        # Only what was accepted is suspended: an earlier halt would lie in a month that does not know the listing yet.
        Entry.objects.filter(pk=line.pk).update(at=max(drawn["halts"][place % 12], accepted[line.subject]))


def counted(period, exchange=""):
    """In plain Python: the day of each instant in Shanghai, compared with the days of the period."""

    def inside(at):
        return at is not None and period.first <= at.astimezone(SHANGHAI).date() < period.after

    total: Counter[str] = Counter()
    by = {name: defaultdict(Counter) for name in DIMENSIONS}
    flows: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    listers = {one.pk: one for one in Organisation.objects.all()}
    for listing in Listing.objects.filter(unverified=False, accepted_at__isnull=False):
        if listing.accepted_at.astimezone(SHANGHAI).date() >= period.after or exchange not in ("", listing.exchange):
            continue
        row: Counter[str] = Counter()
        seller = region_of(listers[listing.lister_id].region_code)
        row["accepted"] += inside(listing.accepted_at)
        row["published"] += inside(listing.published_at)
        row["terminated"] += listing.state == "withdrawn" and inside(listing.ended_at)
        row["suspensions"] += sum(
            inside(line.at)
            for line in Entry.objects.filter(verb="catalogue.listing_suspended", subject=f"listing:{listing.number}")
        )
        for sale in listing.sales.all():
            row["registrations"] += sum(inside(one.registered_at) for one in sale.registrations.all())
            row["failures"] += sale.state == "failed" and inside(sale.closed_at)
            if sale.state in ("won", "contracted", "settled", "certified"):
                deal(row, flows, sale, seller, inside)
        if not any(row.values()):
            continue
        modes = listing.transfer_modes
        keys = {
            "exchange": listing.exchange,
            "mode": "" if not modes else modes[0] if len(modes) == 1 else "several",
            "field": listing.technology_field_id or "",
            "seller_region": seller,
            "owner": listing.owner_category,
            "route": listing.price_mode,
        }
        total.update(row)
        for name, key in keys.items():
            by[name][key].update(row)
    return {
        "total": shown(total),
        "by": {name: {key: shown(row) for key, row in rows.items()} for name, rows in by.items()},
        "flows": sorted([seller, buyer, *sums] for (seller, buyer), sums in flows.items()),
    }


def deal(row, flows, sale, seller, inside):
    """What a deal adds."""
    money = sale.settlement
    buyer = region_of(sale.leading_registration.organisation.region_code)
    if inside(sale.closed_at):
        row.update(sold=1, sold_fen=money.price_fen, premium_fen=money.price_fen - sale.start_fen, start=sale.start_fen)
        flows[seller, buyer][0] += 1
        flows[seller, buyer][1] += money.price_fen
        if {seller, buyer} in ({"CD", "CQ"}, {"SC", "CQ"}):
            row.update(crossing=1, crossing_fen=money.price_fen)
    contract = Contract.objects.filter(sale=sale).first()
    if contract and inside(contract.effective_at):
        row.update(contracted=1, contracted_fen=money.price_fen)
    if inside(money.settled_at):
        row.update(settled=1, settled_fen=money.price_fen, fees_fen=money.pool_fen)
    if any(inside(one.issued_at) for one in Certificate.objects.filter(sale=sale, supersedes=None)):
        row["certified"] += 1


def shown(row):
    """Every indicator; the rate is the premium over the start prices, halves away from zero."""
    rate = Decimal(10_000 * row["premium_fen"]) / row["start"] if row["start"] else Decimal(0)
    return {code: row[code] for code in INDICATORS} | {"premium_bp": int(rate.quantize(Decimal(1), "ROUND_HALF_UP"))}


@pytest.mark.usefixtures("freely")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=MARKET)
def test_figures_are_those_of_a_plain_count_wherever_the_instants_lie(drawn):
    spread(drawn)

    for period in PERIODS:
        assert figures_of(period) == counted(period), period.name
    for code in ("SW", "CQ", "CD", "NT"):
        assert figures_of(PERIODS[1], code) == counted(PERIODS[1], code), code


@pytest.mark.usefixtures("freely")
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=MARKET)
def test_months_add_up_to_their_quarters_and_quarters_to_their_year(drawn):
    """Nothing falls between two periods, and nothing into two; rates do not add up."""
    spread(drawn)
    year = Period.read("2027")

    for parts in ([f"2027-{month:02d}" for month in range(1, 13)], [f"2027-Q{quarter}" for quarter in range(1, 5)]):
        figures = [figures_of(Period.read(name))["total"] for name in parts]
        for code in INDICATORS.keys() - {"premium_bp"}:
            assert sum(one[code] for one in figures) == figures_of(year)["total"][code], code

"""All exchanges on one schedule charge the same for the same deal, with the same calculation."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.fees.commands import adopt_schedule, quote
from marketplace.fees.models import Method, Side
from marketplace.fees.pricing import charge
from marketplace.fees.queries import schedule
from tests.accounts.factories import reviewer, verified
from tests.fees.factories import CLOCK as JANUARY
from tests.fees.factories import activated
from tests.fees.tariffs import E1, prices
from tests.fees.test_billing import CLOCK, SYSTEM
from tests.fees.test_terms import CHANGSHA

pytestmark = pytest.mark.django_db


@settings(max_examples=25)
@given(price_fen=prices, side=st.sampled_from(Side.values))
def test_all_exchanges_on_one_schedule_quote_identically_for_the_same_deal(price_fen, side):
    unified, payer = schedule("E1", CLOCK.at), verified()

    quotes = [
        quote(
            schedule=unified,
            price_fen=price_fen,
            side=side,
            subject="sale:S-2027-000001",
            payer=payer,
            exchange=exchange,
            actor=SYSTEM,
            clock=CLOCK,
        )
        for exchange in ("SW", "CQ", "CD", "NT")
    ]

    assert [made.amount_fen for made in quotes] == [charge(price_fen, E1)] * 4
    assert all(made.breakdown == quotes[0].breakdown for made in quotes)
    assert all(made.comparison == quotes[0].comparison for made in quotes)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    price_fen=prices.filter(bool),
    side=st.sampled_from(Side.values),
    method=st.sampled_from(["", *Method.values]),
    criteria=st.sets(st.sampled_from(["small_firm", "research", "first_deal"])),
)
def test_with_methods_limits_of_the_deal_and_reliefs_too(everywhere, price_fen, side, method, criteria):
    asked = {"schedule": everywhere, "price_fen": price_fen, "side": side, "method": method, "criteria": criteria}
    common = {"subject": "sale:S-2027-000001", "payer": verified(), "actor": SYSTEM, "clock": CLOCK}

    quotes = [quote(exchange=exchange, **asked, **common) for exchange in ("SW", "CQ", "CD", "NT")]

    assert len({made.amount_fen for made in quotes}) == 1
    assert all(made.breakdown == quotes[0].breakdown for made in quotes)


@pytest.fixture
def everywhere():
    """A schedule with everything there is, adopted by all four."""
    made = activated(code="E2", exchange="", terms=CHANGSHA)
    for code in ("SW", "CQ", "CD", "NT"):
        adopt_schedule(schedule=made, instrument="示范决定", actor=reviewer(code), clock=JANUARY)
    return schedule("E2", CLOCK.at)

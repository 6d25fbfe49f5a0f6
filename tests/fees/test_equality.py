"""All exchanges on one schedule charge the same for the same deal, with the same calculation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.fees.commands import quote
from marketplace.fees.models import Side
from marketplace.fees.pricing import charge
from marketplace.fees.queries import schedule
from tests.accounts.factories import verified
from tests.fees.tariffs import E1, prices
from tests.fees.test_billing import CLOCK, SYSTEM

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

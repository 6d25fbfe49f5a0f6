"""A sale is charged by the schedule that its venue charged by on the day of acceptance (R-GEN-08, R-FEE-13)."""

from datetime import date
from fractions import Fraction

import pytest

from marketplace.core.clock import frozen
from marketplace.fees.commands import activate_schedule, adopt_schedule, end_schedule, publish_schedule
from marketplace.fees.models import Schedule
from marketplace.fees.terms import Terms
from marketplace.trading.models import Settlement
from tests.accounts.factories import officer, reviewer
from tests.catalogue.factories import TODAY, published_listing
from tests.fees.factories import BASIS, drafted
from tests.fees.tariffs import CQ
from tests.trading.factories import sale, won_sale

pytestmark = pytest.mark.django_db

LAST_DAY, FIRST_DAY = date(2027, 3, 15), date(2027, 3, 16)
LATER = frozen("2027-03-20T10:00:00")


@pytest.fixture
def second_version():
    """From 2027-03-16 the unified structure charges what CQ did, and SW a tenth less of it."""
    first = Schedule.objects.get(code="E1")
    end_schedule(schedule=first, last_day=LAST_DAY, actor=reviewer("SW"), clock=TODAY)
    terms = Terms.of({"seller": CQ, "buyer": CQ})
    made = drafted(code="E1", exchange="", effective_from=FIRST_DAY, terms=terms)
    publish_schedule(schedule=made, actor=officer("SW"), clock=TODAY)
    activate_schedule(schedule=made, actor=reviewer("SW"), clock=TODAY, **BASIS)
    adopt_schedule(schedule=made, instrument="示范决定", reduction=Fraction(1, 10), actor=reviewer("SW"), clock=TODAY)
    return made


def test_sale_of_a_listing_accepted_before_is_announced_and_settled_by_the_version_of_then(second_version):
    before = published_listing()  # accepted on 2027-03-01

    won, _winner = won_sale(listing=before)

    settlement = Settlement.objects.get(sale=won)
    assert won.schedule.number == "E1.1"
    assert (settlement.price_fen, settlement.seller_fee_fen) == (3_000_000_00, 50_000_00)
    assert settlement.seller_quote.occasion["day"] == "2027-03-01"
    assert settlement.seller_quote.occasion["method"] == "competitive"


def test_sale_of_a_listing_accepted_after_is_charged_by_the_new_version_less_what_the_venue_reduced(second_version):
    after = published_listing(clock=LATER)

    assert sale(listing=after).schedule == second_version

"""What a licence brings is distributed as it comes: every settled charge is a deal of its own (R-RWD-01, R-RWD-04, story S8)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.models import Kind
from marketplace.core.clock import frozen
from marketplace.core.errors import Refused
from marketplace.proceeds import commands, queries
from marketplace.proceeds.models import Distribution, Payout
from tests.accounts.factories import actor, verified
from tests.licensing.factories import in_trial, licensable, licensor_of, paid, published, reported, settled
from tests.proceeds.factories import agreed, finance

pytestmark = pytest.mark.django_db
QUARTERS = [("2027-07-05", 0), ("2027-10-08", 850_000), ("2028-01-05", 1_400_000), ("2028-04-06", 3_000_000)]


@pytest.fixture
def charges():
    """The two royalties of the first year, settled: 67,500.00 and 90,000.00."""
    university = actor(verified(Kind.UNIVERSITY))
    licence = in_trial(published(licensable(lister=university)))
    due = []
    for day, yuan in QUARTERS:
        clock = frozen(f"{day}T10:00:00")
        charge = reported(licence, yuan, clock)
        if charge:
            due.append(settled(paid(charge, clock=clock), clock=clock))
    return due


def distributed(charge, day):
    unit = charge.licence.offer.licensor
    by = licensor_of(charge.licence)
    clock = frozen(f"{day}T10:00:00")
    drafted = commands.draft_distribution(deal=charge, costs=[], announced_date=date(2028, 1, 6), actor=by, clock=clock)
    commands.approve_distribution(distribution=drafted, actor=finance(unit), clock=clock)
    return drafted


def test_each_royalty_is_distributed_to_the_fen(charges):
    unit, listing = charges[0].licence.offer.licensor, charges[0].licence.offer.listing
    agreed(listing, unit)

    first, second = distributed(charges[0], "2028-01-10"), distributed(charges[1], "2028-04-10")

    # 67,500.00 − fee 1,350.00 = 66,150.00; without a rule of the unit half of it is the reward (R-RWD-01).
    assert [(one.price_fen, one.costs.get().amount_fen) for one in (first, second)] == [
        (67_500_00, 1_350_00),
        (90_000_00, 1_800_00),
    ]
    kept = [one.payouts.get(role=Payout.Role.UNIT).amount_fen for one in (first, second)]
    team = [sum(p.amount_fen for p in one.payouts.filter(role=Payout.Role.CONTRIBUTOR)) for one in (first, second)]
    assert (kept, team) == ([33_075_00, 44_100_00], [33_075_00, 44_100_00])


def test_nothing_is_distributed_before_the_charge_is_settled_or_twice(charges):
    listing = charges[0].licence.offer.listing
    agreed(listing, charges[0].licence.offer.licensor)
    clock = frozen("2028-07-05T10:00:00")
    unsettled = reported(charges[0].licence, 20_000_000, clock)

    with pytest.raises(Refused) as refused:
        distributed(unsettled, "2028-07-05")
    made = distributed(charges[0], "2028-01-10")
    with pytest.raises(IntegrityError), transaction.atomic():
        Distribution.objects.filter(pk=made.pk).update(sale=None, charge=None)
    made.pk, made.number = None, "DS-2027-999999"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)

    assert refused.value.code == "not_settled"


def test_only_owners_find_the_charge(charges):
    number = charges[0].number

    assert queries.deal(licensor_of(charges[0].licence), number) == charges[0]
    with pytest.raises(Http404):
        queries.deal(actor(verified()), number)

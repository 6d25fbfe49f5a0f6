"""What payments would have cost by other tariffs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.pricing import increment
from marketplace.fees.replaying import Payment, Tally, replay
from tests.fees.tariffs import CQ, E1, SW, any_tariff, prices

LEGACY = {("SW", "buyer"): IntegerTariff.of(SW), ("CQ", "buyer"): IntegerTariff.of(CQ)}
UNIFIED = {payer: IntegerTariff.of(E1) for payer in LEGACY}


def test_replay_adds_up_fees_by_venue_and_counts_who_pays_less_or_more():
    deals = [
        Payment("SW", "buyer", 3_350_000_00),
        Payment("SW", "buyer", 30_000_00),
        Payment("CQ", "buyer", 3_350_000_00),
        Payment("CQ", "buyer", 0),
    ]

    found = replay(deals, LEGACY, UNIFIED)

    assert found == {
        ("SW", "buyer"): Tally(before_fen=122_000_00, after_fen=56_250_00, less=2),
        ("CQ", "buyer"): Tally(before_fen=23_450_00, after_fen=55_250_00, more=1, same=1),
    }


def test_replay_charges_payments_that_follow_others_on_what_was_received():
    deals = [Payment("SW", "buyer", 67_500_00), Payment("SW", "buyer", 90_000_00, received_before_fen=67_500_00)]

    [tally] = replay(deals, {("SW", "buyer"): LEGACY["SW", "buyer"]}, UNIFIED).values()

    assert (tally.before_fen, tally.after_fen) == (7_875_00, 3_150_00)  # S8: 1,350.00 and 1,800.00


def test_replay_of_a_venue_without_a_tariff_is_refused():
    with pytest.raises(LookupError):
        replay([Payment("NT", "buyer", 1)], LEGACY, UNIFIED)


@given(any_tariff(), any_tariff(), st.lists(st.tuples(prices, prices), max_size=8))
def test_replay_adds_up_what_the_fractions_charge(old, new, received_and_paid):
    payments = [Payment("SW", "seller", paid, received) for received, paid in received_and_paid]
    payer = ("SW", "seller")

    tally = replay(payments, {payer: IntegerTariff.of(old)}, {payer: IntegerTariff.of(new)})[payer]

    changes = [
        (increment(received, received + paid, old), increment(received, received + paid, new))
        for received, paid in received_and_paid
    ]
    assert (tally.before_fen, tally.after_fen) == (sum(c[0] for c in changes), sum(c[1] for c in changes))
    assert tally.less == sum(after < before for before, after in changes)
    assert tally.less + tally.more + tally.same == len(payments)

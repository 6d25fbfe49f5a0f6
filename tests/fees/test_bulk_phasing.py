"""A tariff on the way to another, in whole numbers: the same as in fractions, to the fen."""

import doctest
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.fees import bulk_phasing
from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.bulk_phasing import PhasedTariff
from marketplace.fees.pricing import phase_in
from tests.fees.tariffs import CQ, E1, SW, any_tariff, prices_around

weights = st.fractions(min_value=0, max_value=1, max_denominator=1_000)


@given(any_tariff(), any_tariff(), weights, st.booleans(), st.data())
def test_charge_is_that_of_the_fractions(legacy, target, weight, lower_of, data):
    price_fen = data.draw(prices_around(legacy) | prices_around(target))

    phased = PhasedTariff.of(IntegerTariff.of(legacy), IntegerTariff.of(target), weight, lower_of=lower_of)

    assert phased.charge(price_fen) == phase_in(price_fen, legacy, target, weight, lower_of=lower_of)


@pytest.mark.parametrize(
    ("legacy", "steps"),
    [(SW, [120_500_00, 98_750_00, 77_000_00, 55_250_00]), (CQ, [23_450_00, 34_050_00, 44_650_00, 55_250_00])],
)
def test_steps_of_s1_at_each_venue(legacy, steps):
    old, new = IntegerTariff.of(legacy), IntegerTariff.of(E1)

    found = [PhasedTariff.of(old, new, Fraction(third, 3)).charge(3_350_000_00) for third in range(4)]

    assert found == steps


def test_split_payment_sums_to_the_fee_of_the_whole():
    phased = PhasedTariff.of(IntegerTariff.of(CQ), IntegerTariff.of(E1), Fraction(1, 3))

    parts = [phased.increment(0, 75_757_50), phased.increment(75_757_50, 1_234_567_89)]

    assert sum(parts) == phased.charge(1_234_567_89)


def test_weight_beyond_the_target_is_refused():
    with pytest.raises(ValueError, match="between"):
        PhasedTariff.of(IntegerTariff.of(CQ), IntegerTariff.of(E1), Fraction(4, 3))


def test_the_example_in_the_text_holds():
    assert doctest.testmod(bulk_phasing).failed == 0

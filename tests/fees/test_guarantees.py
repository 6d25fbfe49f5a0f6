"""What holds for every tariff there can be, not only for the examples: what docs/algorithms/fees.md promises."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marketplace.fees.pricing import Band, Tariff, charge, explain, fee, increment, phase_in
from tests.fees.tariffs import CQ, E1, SW, any_tariff, prices, prices_around

by_slice = any_tariff(whole_amount=st.just(False))
on_the_whole = any_tariff(whole_amount=st.just(True))


@given(by_slice, st.data())
def test_by_slice_a_higher_price_never_costs_less(tariff, data):
    low, high = sorted(data.draw(st.tuples(prices_around(tariff), prices_around(tariff))))

    assert fee(low, tariff) <= fee(high, tariff)
    assert charge(low, tariff) <= charge(high, tariff)


@given(on_the_whole, st.data())
def test_on_the_whole_amount_a_higher_price_never_costs_less_within_a_band(tariff, data):
    band = data.draw(st.sampled_from(tariff.bands))
    inside = st.integers(min_value=band.lower_fen + 1, max_value=band.upper_fen or band.lower_fen + 10**12)
    low, high = sorted(data.draw(st.tuples(inside, inside)))

    assert charge(low, tariff) <= charge(high, tariff)


@given(on_the_whole, st.data())
def test_on_the_whole_amount_with_rates_that_do_not_fall_it_never_costs_less_anywhere(tariff, data):
    rising = sorted(band.rate for band in tariff.bands)
    tariff = replace(tariff, bands=tuple(replace(b, rate=r) for b, r in zip(tariff.bands, rising, strict=True)))
    low, high = sorted(data.draw(st.tuples(prices_around(tariff), prices_around(tariff))))

    assert charge(low, tariff) <= charge(high, tariff)


def test_on_the_whole_amount_with_falling_rates_the_fee_falls_at_an_edge_and_a_part_is_a_credit():
    whole = Tariff(E1.bands, whole_amount=True)

    assert [charge(price_fen, whole) for price_fen in (1_000_000_00, 1_000_000_01)] == [20_000_00, 15_000_00]
    assert increment(1_000_000_00, 1_000_000_01, whole) == -5_000_00


@given(any_tariff(), st.data())
def test_the_edge_of_a_band_belongs_to_the_lower_band(tariff, data):
    assume(len(tariff.bands) > 1)
    lower, upper = data.draw(st.sampled_from(list(pairwise(tariff.bands))))

    at_edge, above = explain(lower.upper_fen, tariff), explain(lower.upper_fen + 1, tariff)

    assert at_edge.slices[-1].band == lower
    assert above.slices[-1].band == upper
    assert above.slices[-1].width_fen == (lower.upper_fen + 1 if tariff.whole_amount else 1)


@given(any_tariff(), st.lists(st.integers(min_value=0, max_value=10**11), max_size=12), st.data())
def test_splitting_royalties_in_any_way_does_not_change_the_total(tariff, payments, data):
    other_way = data.draw(st.permutations(payments))
    in_one = sum(payments)

    assert (
        charged(payments, tariff) == charged(other_way, tariff) == charged([in_one], tariff) == charge(in_one, tariff)
    )


def charged(payments, tariff):
    received, total = 0, 0
    for payment in payments:
        total += increment(received, received + payment, tariff)
        received += payment
    return total


@given(by_slice, prices, prices)
def test_by_slice_no_payment_earns_a_credit(tariff, received, payment):
    assert increment(received, received + payment, tariff) >= 0


# Whole-number thousandths of a fen, worked out apart from the product's fractions.
PER_MILLE = {"SW": (SW, [50, 30, 20, 10, 5, 5]), "CQ": (CQ, [7, 7, 5, 3, 2, 1])}
TARGET = [20, 15, 10, 5, 2, 1]
EDGES = [0, 1_000_000_00, 5_000_000_00, 10_000_000_00, 50_000_000_00, 100_000_000_00, 10**14]


def thousandths(price_fen, per_mille):
    slices = zip(pairwise(EDGES), per_mille, strict=True)
    return sum(max(min(price_fen, upper) - lower, 0) * rate for (lower, upper), rate in slices)


@pytest.mark.parametrize("legacy", ["SW", "CQ"])
@pytest.mark.parametrize("thirds", [0, 1, 2, 3])
@given(price_fen=prices)
def test_phase_in_is_exact_at_each_third(legacy, thirds, price_fen):
    tariff, per_mille = PER_MILLE[legacy]
    old = thousandths(price_fen, per_mille)
    new = min(max(thousandths(price_fen, TARGET), 1_000_00_000), 500_000_00_000) if price_fen else 0

    phased_fen = phase_in(price_fen, tariff, E1, Fraction(thirds, 3))

    assert phased_fen == (2 * (old * (3 - thirds) + new * thirds) + 3000) // 6000


@given(any_tariff(), any_tariff(), prices)
def test_phase_in_begins_at_the_legacy_fee_and_ends_at_the_target(legacy, target, price_fen):
    assert phase_in(price_fen, legacy, target, Fraction(0)) == charge(price_fen, legacy)
    assert phase_in(price_fen, legacy, target, Fraction(1)) == charge(price_fen, target)


@pytest.mark.parametrize(
    ("weight", "amount_fen"),
    [(Fraction(0), 530_30), (Fraction(1, 3), 858_59), (Fraction(2, 3), 1_186_87), (Fraction(1), 1_515_15)],
)
def test_phase_in_of_the_price_where_decimals_fail(weight, amount_fen):
    assert phase_in(75_757_50, CQ, E1, weight) == amount_fen


def test_a_band_is_judged_by_its_edge_to_the_fen():
    two = Tariff((Band(0, 100, Fraction(1, 2)), Band(100, None, Fraction(0))))

    assert [charge(price_fen, two) for price_fen in (99, 100, 101)] == [50, 50, 50]

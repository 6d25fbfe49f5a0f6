"""Fees by slice, limits, phase-in and royalties: the oracle of domain 2.10 and what must always hold."""

import doctest
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.money import split
from marketplace.fees import pricing
from marketplace.fees.pricing import Band, Tariff, charge, explain, fee, increment, phase_in
from tests.fees.tariffs import CQ, E1, EDGES_FEN, SW, tariff

prices = st.integers(min_value=0, max_value=10**13)
tariffs = st.sampled_from([E1, SW, CQ])

ORACLE = [
    (30_000_00, 1_000_00, 1_500_00, 210_00),
    (50_000_00, 1_000_00, 2_500_00, 350_00),
    (333_333_33, 6_666_67, 16_666_67, 2_333_33),
    (1_000_000_00, 20_000_00, 50_000_00, 7_000_00),
    (1_000_000_01, 20_000_00, 50_000_00, 7_000_00),
    (1_234_567_89, 23_518_52, 57_037_04, 8_641_98),
    (3_350_000_00, 55_250_00, 120_500_00, 23_450_00),
    (8_000_000_00, 110_000_00, 230_000_00, 50_000_00),
    (36_800_000_00, 264_000_00, 538_000_00, 140_400_00),
    (100_000_000_00, 430_000_00, 920_000_00, 280_000_00),
    (250_000_000_00, 500_000_00, 1_670_000_00, 430_000_00),
]


@pytest.mark.parametrize(("price_fen", "e1", "sw", "cq"), ORACLE)
def test_charge_equals_the_oracle(price_fen, e1, sw, cq):
    assert [charge(price_fen, tariff) for tariff in (E1, SW, CQ)] == [e1, sw, cq]


@pytest.mark.parametrize(
    ("price_fen", "fee_fen"),
    [
        (1_200_000_00, 23_000_00),  # S2
        (1_300_000_00, 24_500_00),  # S2, variant B
        (4_500_000_00, 72_500_00),  # S3
        (2_000_000_00, 35_000_00),  # S4
        (2_050_000_00, 35_750_00),  # S4, variant
        (1_905_000_00, 33_575_00),  # S5
        (3_000_000_00, 50_000_00),  # S6
        (2_700_000_00, 45_500_00),  # S6, second sale
        (8_000_000_00, 110_000_00),  # S7
    ],
)
def test_charge_equals_the_stories(price_fen, fee_fen):
    assert charge(price_fen, E1) == fee_fen


def test_fee_is_not_rounded_before_the_charge():
    assert fee(1_000_000_01, E1) == Fraction(2_000_000) + Fraction(15, 1000)


def test_the_edge_of_a_band_belongs_to_the_lower_band():
    assert [part.band.rate for part in explain(1_000_000_00, E1).slices] == [Fraction(2, 100)]
    assert [part.width_fen for part in explain(1_000_000_01, E1).slices] == [1_000_000_00, 1]


def test_explain_shows_the_slices_of_s1():
    told = explain(3_350_000_00, E1)

    assert [(part.width_fen, part.band.rate, part.amount) for part in told.slices] == [
        (1_000_000_00, Fraction(2, 100), 20_000_00),
        (2_350_000_00, Fraction(15, 1000), 35_250_00),
    ]
    assert (told.raw, told.limit, told.charge_fen) == (55_250_00, "", 55_250_00)


@pytest.mark.parametrize(
    ("price_fen", "raw", "limit", "charge_fen"),
    [
        (30_000_00, 600_00, "minimum", 1_000_00),
        (50_000_00, 1_000_00, "", 1_000_00),
        (250_000_000_00, 580_000_00, "maximum", 500_000_00),
    ],
)
def test_explain_says_which_limit_replaced_the_sum(price_fen, raw, limit, charge_fen):
    told = explain(price_fen, E1)

    assert (told.raw, told.limit, told.charge_fen) == (raw, limit, charge_fen)


def test_no_deal_costs_nothing_not_even_the_minimum():
    assert charge(0, E1) == 0


def test_whole_amount_tariff_charges_the_whole_price_at_the_last_rate():
    whole = Tariff(E1.bands, whole_amount=True)

    assert [charge(price_fen, whole) for price_fen in (1_000_000_00, 1_000_000_01)] == [20_000_00, 15_000_00]


@pytest.mark.parametrize(
    "bands",
    [
        (),
        (Band(0, 100, Fraction(1, 100)),),
        (Band(1, None, Fraction(1, 100)),),
        (Band(0, 100, Fraction(1, 100)), Band(101, None, Fraction(1, 100))),
        (Band(0, 100, Fraction(1, 100)), Band(99, None, Fraction(1, 100))),
        (Band(0, None, Fraction(1, 100)), Band(100, None, Fraction(1, 100))),
        (Band(0, 0, Fraction(1, 100)), Band(0, None, Fraction(1, 100))),
        (Band(0, None, Fraction(-1, 100)),),
    ],
)
def test_tariff_refuses_bands_with_gaps_overlaps_ends_or_negative_rates(bands):
    with pytest.raises(ValueError, match="band"):
        Tariff(bands)


def test_tariff_refuses_a_minimum_above_its_maximum():
    with pytest.raises(ValueError, match="minimum"):
        Tariff(CQ.bands, minimum_fen=2, maximum_fen=1)


def test_explain_refuses_a_negative_price():
    with pytest.raises(ValueError, match="negative"):
        explain(-1, E1)


WEIGHTS = [Fraction(0), Fraction(1, 3), Fraction(2, 3), Fraction(1)]


@pytest.mark.parametrize(
    ("legacy", "path"),
    [
        (SW, [120_500_00, 98_750_00, 77_000_00, 55_250_00]),
        (CQ, [23_450_00, 34_050_00, 44_650_00, 55_250_00]),
    ],
)
def test_phase_in_of_s1(legacy, path):
    assert [phase_in(3_350_000_00, legacy, E1, weight) for weight in WEIGHTS] == path


def test_phase_in_offers_small_firms_the_legacy_fee_where_the_new_one_is_higher():
    assert phase_in(3_350_000_00, CQ, E1, Fraction(1, 3), lower_of=True) == 23_450_00
    assert phase_in(3_350_000_00, SW, E1, Fraction(1, 3), lower_of=True) == 98_750_00


def test_phase_in_is_exact_where_decimals_are_not():
    assert phase_in(75_757_50, CQ, E1, Fraction(1, 3)) == 858_59


def test_phase_in_takes_both_fees_after_their_limits():
    assert phase_in(30_000_00, CQ, E1, Fraction(1, 2)) == (210_00 + 1_000_00) // 2
    assert phase_in(250_000_000_00, CQ, E1, Fraction(1, 2)) == (430_000_00 + 500_000_00) // 2


@pytest.mark.parametrize("weight", [Fraction(-1, 3), Fraction(4, 3)])
def test_phase_in_refuses_a_weight_outside_0_to_1(weight):
    with pytest.raises(ValueError, match="weight"):
        phase_in(100, CQ, E1, weight)


def test_increments_of_the_royalties_of_s8():
    dues_fen = [0, 0, 67_500_00, 90_000_00, 442_500_00, 0]

    received_fen, increments = 0, []
    for due_fen in dues_fen:
        increments.append(increment(received_fen, received_fen + due_fen, E1))
        received_fen += due_fen

    assert increments == [0, 0, 1_350_00, 1_800_00, 8_850_00, 0]


def test_pool_is_split_between_listing_referring_and_fund():
    assert split(2 * charge(1_234_567_89, E1), [60, 30, 10]) == [28_222_23, 14_111_11, 4_703_70]
    assert split(2 * charge(3_350_000_00, E1), [60, 30, 10]) == [66_300_00, 33_150_00, 11_050_00]


@given(prices, prices, tariffs)
def test_a_higher_price_never_costs_less(one, other, tariff):
    low, high = sorted((one, other))

    assert fee(low, tariff) <= fee(high, tariff)
    assert charge(low, tariff) <= charge(high, tariff)


@given(st.sampled_from(EDGES_FEN[1:-1]), tariffs)
def test_the_fee_has_no_jump_at_an_edge(edge, tariff):
    step = fee(edge + 1, tariff) - fee(edge, tariff)

    assert 0 <= step <= max(band.rate for band in tariff.bands)


@given(st.lists(st.integers(min_value=0, max_value=10**11), max_size=12), tariffs)
def test_splitting_a_payment_does_not_change_what_is_charged(payments, tariff):
    received, charged = 0, 0
    for payment in payments:
        charged += increment(received, received + payment, tariff)
        received += payment

    assert charged == charge(sum(payments), tariff)


@given(prices, tariffs)
def test_slices_cover_the_price_and_sum_to_the_fee(price_fen, tariff):
    told = explain(price_fen, tariff)

    assert sum(part.width_fen for part in told.slices) == price_fen
    assert sum(part.width_fen * part.band.rate for part in told.slices) == told.raw
    assert told.fee == told.raw or told.limit
    assert abs(told.charge_fen - told.fee) <= Fraction(1, 2)


@given(prices, st.fractions(min_value=0, max_value=1), st.sampled_from([SW, CQ]))
def test_phase_in_lies_between_its_ends(price_fen, weight, legacy):
    ends = sorted((charge(price_fen, legacy), charge(price_fen, E1)))

    assert ends[0] <= phase_in(price_fen, legacy, E1, weight) <= ends[1]
    assert phase_in(price_fen, legacy, E1, weight, lower_of=True) <= charge(price_fen, legacy)


@given(st.lists(st.integers(min_value=1, max_value=100), min_size=6, max_size=6), prices)
def test_fee_equals_the_sum_over_every_fen_of_a_coarse_price(per_mille, price_fen):
    steps = tariff(per_mille)
    brute = sum(
        (min(price_fen, upper if upper is not None else price_fen) - lower) * Fraction(rate, 1000)
        for lower, upper, rate in zip(EDGES_FEN[:-1], EDGES_FEN[1:], per_mille, strict=True)
        if lower is not None and price_fen > lower
    )

    assert fee(price_fen, steps) == brute


def test_the_examples_in_the_text_hold():
    assert doctest.testmod(pricing).failed == 0

"""A minimum or maximum of a whole deal: what holds for every pair of tariffs by slice that there can be."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marketplace.fees.limits import per_deal
from marketplace.fees.pricing import Band, Tariff, charge, explain, increment
from tests.fees.tariffs import any_tariff, prices_around

by_slice = any_tariff(whole_amount=st.just(False), cuts=st.just(()))
limits = st.integers(min_value=1, max_value=10**10)


@st.composite
def limited_pairs(draw):
    """Two tariffs with a minimum, a maximum or both for the deal, where there can be such."""
    pair = (draw(by_slice), draw(by_slice))
    low, high = sorted((draw(limits), draw(limits)))
    minimum, maximum = draw(st.sampled_from([(low, None), (None, high), (low, high)]))
    try:
        return per_deal(pair, minimum, maximum), minimum, maximum
    except ValueError:
        assume(False)
        raise


@given(limited_pairs(), st.data())
def test_both_fees_together_are_never_below_the_minimum_nor_above_the_maximum_to_the_fen(made, data):
    (seller, buyer), minimum, maximum = made
    price_fen = data.draw(prices_around(seller).filter(bool))

    total_fen = charge(price_fen, seller) + charge(price_fen, buyer)

    assert minimum is None or total_fen >= minimum
    assert maximum is None or total_fen <= maximum


@given(limited_pairs(), st.data())
def test_neither_sides_fee_falls_as_the_price_rises(made, data):
    for tariff in made[0]:
        low, high = sorted(data.draw(st.tuples(prices_around(tariff), prices_around(tariff))))

        assert charge(low, tariff) <= charge(high, tariff)


@given(limited_pairs(), st.lists(st.integers(min_value=0, max_value=10**11), max_size=8))
def test_splitting_payments_does_not_change_what_a_side_pays(made, payments):
    for tariff in made[0]:
        received, total = 0, 0
        for payment in payments:
            total += increment(received, received + payment, tariff)
            received += payment

        assert total == charge(received, tariff)


@given(by_slice, by_slice, st.data())
def test_where_both_fees_exceed_the_minimum_nothing_changes(seller, buyer, data):
    price_fen = data.draw(prices_around(seller).filter(bool))
    minimum = charge(price_fen, seller) + charge(price_fen, buyer)
    assume(minimum > 2)

    limited = per_deal((seller, buyer), minimum - 2, None)

    assert [charge(price_fen, tariff) for tariff in limited] == [charge(price_fen, seller), charge(price_fen, buyer)]


def flat(per_mille, **limits):
    return Tariff((Band(0, None, Fraction(per_mille, 1000)),), **limits)


def test_minimum_is_shared_as_at_the_price_at_which_it_is_reached():
    seller, buyer = per_deal((flat(2), flat(8)), 3_600_00, None)

    assert (charge(10_000_00, seller), charge(10_000_00, buyer)) == (720_00, 2_880_00)
    assert explain(10_000_00, seller).limit == "deal_minimum"
    assert charge(0, seller) == 0


def test_minimum_of_a_side_counts_towards_that_of_the_deal():
    seller, buyer = per_deal((flat(2, minimum_fen=500_00), flat(8)), 3_600_00, None)

    assert charge(1, seller) + charge(1, buyer) == 3_600_00
    assert charge(1, seller) == 720_00


def test_odd_fen_goes_to_one_side_only():
    seller, buyer = per_deal((flat(5), flat(5)), 1_01, None)

    assert [charge(1_00, seller), charge(1_00, buyer)] == [51, 50]


def test_maximum_caps_both_sides_as_at_the_price_at_which_it_is_reached():
    seller, buyer = per_deal((flat(2), flat(8)), None, 100_000_00)

    assert [charge(10**12, seller), charge(10**12, buyer)] == [20_000_00, 80_000_00]
    assert explain(10**12, buyer).limit == "deal_maximum"


@pytest.mark.parametrize(
    ("pair", "minimum", "maximum"),
    [
        ((flat(0), flat(0)), 1, None),
        ((flat(1, maximum_fen=100), flat(1, maximum_fen=100)), 201, None),
        ((flat(1, minimum_fen=100), flat(1, minimum_fen=100)), None, 199),
        ((flat(1), Tariff(flat(1).bands, whole_amount=True)), 100, None),
    ],
)
def test_limit_that_no_deal_can_keep_is_refused(pair, minimum, maximum):
    with pytest.raises(ValueError):  # noqa: PT011  the words differ, the refusal does not
        per_deal(pair, minimum, maximum)

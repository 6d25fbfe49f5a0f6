"""How sealed prices are judged: ties, priorities, points."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.clock import shanghai
from marketplace.trading.bidding import Result
from marketplace.trading.judging import (
    Flaw,
    SealedBid,
    Weights,
    call,
    decide,
    decide_weighted,
    flaw,
    ranked,
    round_points,
    total,
)

NINE = shanghai("2027-04-12T09:00:00")
WEIGHTS = Weights(60, (25, 15))


def bid(code, yuan, minute=0, rank=None, points=()):
    return SealedBid(code, yuan * 100, NINE + timedelta(minutes=minute), rank, points)


def test_tie_calls_those_who_are_tied_and_nobody_else():
    again = call([bid("X", 1_880_000, 45), bid("Y", 1_880_000, 31), bid("Z", 1_750_000, 50)], None, {})

    assert (again.codes, again.floor_fen) == ({"X", "Y"}, 1_880_000_00)


@pytest.mark.parametrize("reserve", [None, 1_880_000_00])
def test_one_highest_price_calls_nobody(reserve):
    assert call([bid("X", 1_880_000), bid("Z", 1_750_000)], reserve, {}) is None


def test_tie_below_the_reserve_calls_nobody():
    assert call([bid("X", 1_880_000), bid("Y", 1_880_000)], 1_880_000_01, {}) is None


def test_holder_of_priority_may_meet_the_highest_price_in_the_round():
    again = call([bid("X", 1_880_000), bid("R", 1_700_000, rank=1)], None, {"R": 1})

    assert again.codes == {"X", "R"}
    assert decide([bid("X", 1_880_000), bid("R", 1_880_000, 99, rank=1)], None).winner.code == "R"


def test_of_equal_prices_the_holder_of_priority_has_it_without_a_round():
    tied = [bid("X", 1_880_000, 1), bid("R", 1_880_000, 2, rank=1)]

    assert call(tied, None, {"R": 1}) is None
    assert decide(tied, None).winner.code == "R"


def test_bidder_stands_with_its_highest_price_and_when_it_first_sealed_that():
    first, again = bid("Y", 1_880_000, 31), bid("X", 1_880_000, 45)

    assert decide([first, again, bid("X", 1_880_000, 600)], None).winner == first


@pytest.mark.parametrize(
    ("price", "limit", "found"),
    [(99, None, Flaw.LOW), (100, None, None), (100, 100, None), (101, 100, Flaw.AUTHORITY)],
)
def test_price_counts_from_the_least_on_and_up_to_the_mandate(price, limit, found):
    assert flaw(price, 100, limit) == found


def test_weighted_story_s5():
    bids = [
        bid("Z", 1_800_000, points=(90, 100)),
        bid("X", 2_000_000, points=(80, 90)),
        bid("Y", 1_900_000, points=(95, 80)),
    ]

    assert [(one.code, round_points(points)) for one, points in ranked(bids, WEIGHTS)] == [
        ("X", "93.50"),
        ("Y", "92.75"),
        ("Z", "91.50"),
    ]
    assert decide_weighted(bids, None, WEIGHTS).winner.code == "X"
    assert decide_weighted(bids, 2_000_000_01, WEIGHTS).result == Result.BELOW_RESERVE
    assert decide_weighted([], None, WEIGHTS).result == Result.NO_BID


@pytest.mark.parametrize(
    ("points", "shown"), [("1/3", "0.33"), ("93.005", "93.01"), ("93.0049", "93.00"), ("100", "100.00")]
)
def test_points_are_shown_to_two_decimals_half_up(points, shown):
    assert round_points(Fraction(points)) == shown


BIDS = st.lists(
    st.builds(
        lambda code, price, minute, a, b: SealedBid(code, price, NINE + timedelta(minutes=minute), None, (a, b)),
        st.sampled_from("ABCDE"),
        st.integers(1, 5),
        st.integers(0, 50),
        st.integers(0, 100),
        st.integers(0, 100),
    ),
    min_size=1,
    unique_by=lambda one: one.code,
)


@given(BIDS)
def test_nobody_beats_the_winner(bids):
    best = decide(bids, None).winner
    highest = max(one.price_fen for one in bids)
    weighted = decide_weighted(bids, None, WEIGHTS).winner
    again = call(bids, None, {})

    assert best.price_fen == highest
    assert total(weighted, highest, WEIGHTS) == max(total(one, highest, WEIGHTS) for one in bids) <= 100
    assert again is None or len(again.codes) > 1

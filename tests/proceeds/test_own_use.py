"""R-RWD-01, own or joint use: a share of each year's operating profit, three to five years in a row."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.proceeds.own_use import LeastUse, UseRule, check_use, yearly_rewards
from tests.trading.shipped import SHIPPED

LEAST = LeastUse.read(SHIPPED)
FIVE = UseRule(Fraction(5, 100), 3)


def test_law_leaves_five_percent_in_three_years():
    assert LeastUse(Fraction(5, 100), 3) == LEAST
    assert SHIPPED.value("R-RWD-01", "own_use_max_years") == 5


def test_each_year_gives_its_share_and_a_loss_gives_nothing():
    assert yearly_rewards([1_000_000_00, -300_000_00, 2_000_000_10, 900_000_00], FIVE, LEAST) == [
        50_000_00,
        0,
        100_000_01,
        0,
    ]


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        (UseRule(Fraction(49, 1000), 3), ["share"]),
        (UseRule(Fraction(5, 100), 2), ["years"]),
        (UseRule(Fraction(4, 100), 2), ["share", "years"]),
        (UseRule(Fraction(101, 100), 3), ["share"]),
        (UseRule(Fraction(1, 100), 1, state_set=False), []),
    ],
)
def test_agreement_below_the_law_is_found_with_its_fields(rule, fields):
    assert [one.field for one in check_use(rule, LEAST)] == fields
    assert {one.rule for one in check_use(rule, LEAST)} <= {"R-RWD-01"}
    if fields:
        with pytest.raises(Invalid):
            yearly_rewards([100], rule, LEAST)


@given(st.lists(st.integers(-(10**12), 10**12), max_size=5), st.integers(5, 100))
def test_no_year_is_negative_or_below_the_floor(profits, percent):
    rewards = yearly_rewards(profits, UseRule(Fraction(percent, 100), 5), LEAST)

    assert all(
        reward >= LEAST.share * max(profit, 0) and reward >= 0 for reward, profit in zip(rewards, profits, strict=True)
    )

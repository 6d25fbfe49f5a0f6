"""Story S7, step 2: technology for shares, and the team's part of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.fees.pricing import charge
from marketplace.proceeds.equity import Contribution, Stake, cap_table
from marketplace.proceeds.rewarding import Contributor, Floor, UnitRule
from tests.fees.tariffs import E1
from tests.trading.shipped import SHIPPED

FLOOR = Floor.of_shares(SHIPPED)
TEAM = (Contributor("lead", Fraction(1, 2), main=True), Contributor("second", Fraction(1, 2)))
CAPITAL_FEN = 40_000_000_00
CASH = Contribution("investor", 32_000_000_00)


def technology(reward):
    return Contribution("U1", 8_000_000_00, UnitRule(reward, TEAM))


def test_s7_reward_of_seventy_percent():
    assert cap_table(CAPITAL_FEN, [CASH, technology(Fraction(7, 10))], FLOOR) == [
        Stake("investor", 32_000_000_00, Fraction(80, 100)),
        Stake("U1", 2_400_000_00, Fraction(6, 100)),
        Stake("lead", 2_800_000_00, Fraction(7, 100)),
        Stake("second", 2_800_000_00, Fraction(7, 100)),
    ]


def test_s7_statutory_reward():
    assert cap_table(CAPITAL_FEN, [technology(None), CASH], FLOOR)[:2] == [
        Stake("U1", 4_000_000_00, Fraction(10, 100)),
        Stake("lead", 2_000_000_00, Fraction(5, 100)),
    ]


def test_s7_fee_is_on_the_value_of_the_contribution():
    assert charge(technology(None).value_fen, E1) == 110_000_00


@pytest.mark.parametrize(
    ("contributions", "field", "rule"),
    [
        ([CASH, technology(Fraction(45, 100))], "contributions.1.rule.reward", "R-RWD-01"),
        ([CASH], "capital_fen", "R-FEE-06"),
        ([CASH, technology(None), Contribution("other", 0)], "contributions.2.value_fen", "R-FEE-06"),
        (
            [CASH, Contribution("U1", 8_000_000_00, UnitRule(None, (Contributor("lead", Fraction(1)),)))],
            "contributions.1.rule.team",
            "R-RWD-02",
        ),
    ],
)
def test_unlawful_table_is_refused_with_field_and_rule(contributions, field, rule):
    with pytest.raises(Invalid) as refused:
        cap_table(CAPITAL_FEN, contributions, FLOOR)

    assert (list(refused.value.fields), refused.value.rule) == ([field], rule)


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=5), st.integers(50, 100))
def test_shares_sum_to_one_and_the_team_has_its_floor(values, percent):
    rule = UnitRule(Fraction(percent, 100), TEAM)
    contributions = [Contribution(f"holder{place}", value) for place, value in enumerate(values[1:])]

    stakes = cap_table(sum(values), [Contribution("U1", values[0], rule), *contributions], FLOOR)

    assert sum(stake.share for stake in stakes) == 1
    assert min(stake.value_fen for stake in stakes) >= 0
    assert 2 * (stakes[1].value_fen + stakes[2].value_fen) >= values[0]

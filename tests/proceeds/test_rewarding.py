"""R-RWD-01..03: a team's reward, its floors, what an unlawful rule is refused for."""

import doctest
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.core.money import split
from marketplace.proceeds import rewarding
from marketplace.proceeds.rewarding import Contributor, Floor, Reward, UnitRule, check_rule, divide
from tests.trading.shipped import SHIPPED

FLOOR = Floor.of_income(SHIPPED)
S2_TEAM = (
    Contributor("lead", Fraction(50, 100), main=True),
    Contributor("second", Fraction(30, 100)),
    Contributor("third", Fraction(20, 100)),
)


def rule(reward=Fraction(7, 10), team=S2_TEAM, **terms):
    return UnitRule(reward, team, **terms)


def faults(unit):
    return [(one.field, one.rule) for one in check_rule(unit, FLOOR)]


def test_floors_are_those_of_the_domain():
    half = Fraction(1, 2)

    assert (FLOOR, Floor.of_shares(SHIPPED)) == (Floor(half, half), Floor(half, half))


def test_doctests():
    assert doctest.testmod(rewarding).failed == 0


def test_s2_reward_by_the_rule_of_seventy_percent():
    assert divide(1_150_240_00, rule(), FLOOR) == Reward(805_168_00, (402_584_00, 241_550_40, 161_033_60), 345_072_00)


@pytest.mark.parametrize("reward", [None, Fraction(1, 2)])
def test_s2_reward_by_the_law(reward):
    assert divide(1_150_240_00, rule(reward), FLOOR).total_fen == 575_120_00


def test_rule_of_45_percent_is_refused_by_field_and_rule():
    with pytest.raises(Invalid) as refused:
        divide(1_150_240_00, rule(Fraction(45, 100)), FLOOR)

    assert refused.value.rule == "R-RWD-01"
    assert refused.value.fields == {
        "reward": ["奖励比例 45% 低于法定最低 50%，国家设立的高校院所不得低于该比例（规则 R-RWD-01）。"]
    }


def test_private_unit_may_agree_on_less_but_without_a_rule_the_law_holds():
    private = rule(Fraction(45, 100), state_set=False)

    assert divide(1_000_00, private, FLOOR).total_fen == 450_00
    assert divide(1_000_00, rule(None, state_set=False), FLOOR).total_fen == 500_00


def test_lead_of_40_percent_without_other_main_contributors_is_refused():
    team = (Contributor("lead", Fraction(40, 100), main=True), Contributor("second", Fraction(60, 100)))

    with pytest.raises(Invalid) as refused:
        divide(1_150_240_00, rule(team=team), FLOOR)

    assert refused.value.rule == "R-RWD-02"
    assert refused.value.fields == {"team": ["主要贡献人员合计占奖励总额 40%，低于最低 50%（规则 R-RWD-02）。"]}


def test_lead_of_40_percent_is_lawful_with_a_second_main_contributor():
    team = (Contributor("lead", Fraction(40, 100), main=True), Contributor("second", Fraction(60, 100), main=True))

    assert divide(100_00, rule(Fraction(1), team), FLOOR).parts == (40_00, 60_00)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (rule(Fraction(101, 100)), [("reward", "R-RWD-01")]),
        (rule(Fraction(-1, 100), state_set=False), [("reward", "R-RWD-01")]),
        (rule(team=()), [("team", "R-RWD-01")]),
        (rule(team=S2_TEAM[:2]), [("team", "R-GEN-07")]),
        (rule(team=(*S2_TEAM, Contributor("fourth", Fraction(1, 100)))), [("team", "R-GEN-07")]),
        (rule(team=(Contributor("a", Fraction(1, 2), main=True),) * 2), [("team", "R-GEN-07")]),
        (
            rule(team=(Contributor("a", Fraction(3, 2), main=True), Contributor("b", Fraction(-1, 2)))),
            [("team.1.share", "R-GEN-07")],
        ),
        (rule(Fraction(45, 100), S2_TEAM[1:]), [("reward", "R-RWD-01"), ("team", "R-GEN-07"), ("team", "R-RWD-02")]),
        (rule(), []),
    ],
)
def test_unlawful_rule_is_found_with_field_and_rule(unit, expected):
    assert faults(unit) == expected


def test_negative_net_income_is_refused():
    with pytest.raises(Invalid) as refused:
        divide(-1, rule(), FLOOR)

    assert (refused.value.rule, list(refused.value.fields)) == ("R-RWD-04", ["amount_fen"])


def test_half_a_fen_goes_to_the_team_and_to_its_main_contributors():
    team = (
        Contributor("second", Fraction(1, 4)),
        Contributor("third", Fraction(1, 4)),
        Contributor("lead", Fraction(1, 2), main=True),
    )

    assert divide(5, rule(Fraction(1, 2), team), FLOOR) == Reward(3, (1, 0, 2), 2)


def test_fraction_of_a_fen_goes_to_the_team_of_a_unit_without_a_rule_too():
    third = Floor(Fraction(1, 3), Fraction(1, 2))

    assert divide(4, rule(None, state_set=False), third).total_fen == 2
    assert divide(4, rule(Fraction(1, 3), state_set=False), third).total_fen == 1


# --- What must hold for every lawful rule.

whole_parts = st.integers(min_value=1, max_value=1_000)


@st.composite
def lawful(draw):
    """A rule and a floor, either as tight as it may be: the floor often is the rule."""
    weights = draw(st.lists(whole_parts, min_size=1, max_size=6))
    mains = draw(st.lists(st.booleans(), min_size=len(weights), max_size=len(weights)))
    mains[0] = True
    team = tuple(
        Contributor(f"p{place}", Fraction(weight, sum(weights)), main)
        for place, (weight, main) in enumerate(zip(weights, mains, strict=True))
    )
    held = sum(one.share for one in team if one.main)
    reward = Fraction(draw(st.integers(1, 100)), 100)
    tight = draw(st.booleans())
    floor = Floor(reward, held) if tight else Floor(reward * Fraction(1, 2), held * Fraction(2, 3))
    return UnitRule(reward, team), floor


amounts = st.one_of(st.integers(0, 200), st.integers(0, 10**13))


@given(amounts, lawful())
def test_reward_sums_exactly_and_no_floor_is_ever_undercut(amount, terms):
    unit, floor = terms

    reward = divide(amount, unit, floor)

    assert reward.total_fen + reward.kept_fen == amount
    assert sum(reward.parts) == reward.total_fen
    assert min(*reward.parts, reward.kept_fen) >= 0
    assert reward.total_fen >= floor.reward * amount
    main = sum(part for part, one in zip(reward.parts, unit.team, strict=True) if one.main)
    assert main >= floor.main * reward.total_fen


@given(amounts, lawful())
def test_nobody_is_a_fen_away_from_the_exact_share_but_for_the_floor(amount, terms):
    unit, floor = terms
    reward = divide(amount, unit, floor)

    assert abs(reward.total_fen - unit.reward * amount) <= 1
    assert all(abs(part - one.share * reward.total_fen) < 2 for part, one in zip(reward.parts, unit.team, strict=True))


@given(amounts, lawful(), st.randoms())
def test_order_of_the_team_matters_in_ties_only(amount, terms, random):
    unit, floor = terms
    shuffled = UnitRule(unit.reward, tuple(random.sample(unit.team, len(unit.team))))

    first, second = (divide(amount, one, floor) for one in (unit, shuffled))

    assert first.total_fen == second.total_fen
    remainders = [one.share * first.total_fen % 1 for one in unit.team]
    by_remainder = split(first.total_fen, [one.share for one in unit.team])
    if len(set(remainders)) == len(remainders) and first.parts == tuple(by_remainder):
        assert by_payee(first, unit) == by_payee(second, shuffled)


def by_payee(reward, unit):
    return dict(zip((one.payee for one in unit.team), reward.parts, strict=True))

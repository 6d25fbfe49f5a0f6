"""R-RWD-04 and the money of stories S1, S2 and S4: from a price to what each payee gets, and why."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.core.money import split
from marketplace.fees.pricing import charge
from marketplace.fees.shares import Shares
from marketplace.proceeds.rewarding import Contributor, Floor, UnitRule
from marketplace.proceeds.telling import sentences
from marketplace.proceeds.waterfall import Cost, Deal, Owner, StepKind, Terms, check, distribute, increase
from marketplace.registry.taxing import stamp_duty
from tests.fees.tariffs import E1
from tests.proceeds.test_rewarding import S2_TEAM
from tests.trading.shipped import SHIPPED

TERMS = Terms.read(SHIPPED)


def s2(reward=Fraction(7, 10), price_fen=1_200_000_00, team=S2_TEAM):
    costs = (
        Cost("fees", charge(price_fen, E1)),
        Cost("valuation", 20_000_00),
        Cost("upkeep", 6_400_00),
        Cost("taxes", stamp_duty(price_fen, SHIPPED).tax_fen),
    )
    return Deal(price_fen, (Owner("U1", rule=UnitRule(reward, team)),), costs)


def s4(price_fen):
    owners = (Owner("U1", Fraction(60, 100)), Owner("P1", Fraction(40, 100)))
    return Deal(price_fen, owners, (Cost("fees", charge(price_fen, E1)),))


def paid(waterfall):
    return [(one.payee, one.amount_fen) for one in waterfall.payouts]


def faults(deal):
    return [(one.field, one.rule) for one in check(deal, TERMS)]


# --- The stories


def test_s1_seller_gets_the_price_less_its_fee_and_the_pool_is_split():
    fee = charge(3_350_000_00, E1)
    pool = SHIPPED.value("R-FEE-14", "split")

    waterfall = distribute(Deal(3_350_000_00, (Owner("U1"),), (Cost("fees", fee),)), TERMS)

    assert paid(waterfall) == [("U1", 3_294_750_00)]
    assert Shares(**pool).split(2 * fee) == (66_300_00, 33_150_00, 11_050_00)
    assert Shares(**pool).split(2 * charge(1_234_567_89, E1)) == (28_222_23, 14_111_11, 4_703_70)


def test_s2_net_income_and_who_gets_what():
    deal = s2()

    waterfall = distribute(deal, TERMS)

    assert [cost.amount_fen for cost in deal.costs] == [23_000_00, 20_000_00, 6_400_00, 360_00]
    assert waterfall.net_fen == 1_150_240_00
    assert paid(waterfall) == [
        ("U1", 345_072_00),
        ("lead", 402_584_00),
        ("second", 241_550_40),
        ("third", 161_033_60),
    ]
    assert waterfall.rule_version == "RV-2026-000001"


def test_s2_variant_b_fee_and_net_income():
    deal = s2(price_fen=1_300_000_00)

    assert deal.costs[0].amount_fen == 24_500_00
    assert distribute(deal, TERMS).net_fen == 1_248_710_00


def test_s2_statutory_minimum():
    assert distribute(s2(reward=None), TERMS).of("U1")[0].amount_fen == 575_120_00


@pytest.mark.parametrize(
    ("deal", "field", "rule"),
    [
        (s2(Fraction(45, 100)), "owners.0.rule.reward", "R-RWD-01"),
        (
            s2(team=(Contributor("lead", Fraction(2, 5), main=True), Contributor("second", Fraction(3, 5)))),
            "owners.0.rule.team",
            "R-RWD-02",
        ),
    ],
)
def test_s2_unlawful_rule_is_refused(deal, field, rule):
    with pytest.raises(Invalid) as refused:
        distribute(deal, TERMS)

    assert (list(refused.value.fields), refused.value.rule) == ([field], rule)


@pytest.mark.parametrize(
    ("price_fen", "fee_fen", "net_fen", "u1_fen", "p1_fen"),
    [
        (2_000_000_00, 35_000_00, 1_965_000_00, 1_179_000_00, 786_000_00),
        (2_050_000_00, 35_750_00, 2_014_250_00, 1_208_550_00, 805_700_00),
    ],
)
def test_s4_co_owners_share_what_is_left(price_fen, fee_fen, net_fen, u1_fen, p1_fen):
    deal = s4(price_fen)

    waterfall = distribute(deal, TERMS)

    assert deal.costs[0].amount_fen == fee_fen
    assert waterfall.net_fen == net_fen
    assert paid(waterfall) == [("U1", u1_fen), ("P1", p1_fen)]


def test_co_owner_bears_its_own_costs_and_rewards_its_own_team():
    owners = (
        Owner("U1", Fraction(3, 5), (Cost("upkeep", 9_000_00),), UnitRule(Fraction(7, 10), S2_TEAM)),
        Owner("P1", Fraction(2, 5)),
    )

    waterfall = distribute(Deal(2_000_000_00, owners, (Cost("fees", 35_000_00),)), TERMS)

    assert paid(waterfall) == [
        ("U1", 351_000_00),
        ("lead", 409_500_00),
        ("second", 245_700_00),
        ("third", 163_800_00),
        ("P1", 786_000_00),
    ]


# --- Why


def test_payee_is_told_how_his_amount_came_about_and_nothing_of_others():
    [lead] = distribute(s2(), TERMS).of("lead")

    assert sentences(lead) == [
        "已收价款 1,200,000.00 元。",
        "减：服务费 23,000.00 元（规则 R-RWD-04）。",
        "减：价值评估 20,000.00 元（规则 R-RWD-04）。",
        "减：成果维持费 6,400.00 元（规则 R-RWD-04）。",
        "减：税费 360.00 元（规则 R-RWD-04）。",
        "净收入 1,150,240.00 元（规则 R-RWD-04）。",
        "其中按 70% 奖励完成人，共 805,168.00 元（规则 R-RWD-01）。",
        "您占奖励的 50%：402,584.00 元（规则 R-RWD-02）。",
    ]


def test_payee_reads_it_in_english():
    [kept] = distribute(s2(), TERMS).of("U1")

    with translation.override("en"):
        told = sentences(kept)

    assert told[1] == "Less service fee: 23,000.00 yuan (rule R-RWD-04)."
    assert told[-2:] == [
        "Of which 70% is reward to the contributors: 805,168.00 yuan in all (rule R-RWD-01).",
        "Kept by the unit: 345,072.00 yuan.",
    ]


def test_co_owner_sees_its_own_share_only():
    [p1] = distribute(s4(2_000_000_00), TERMS).of("P1")

    assert [(step.kind, step.amount_fen) for step in p1.steps] == [
        (StepKind.PRICE, 2_000_000_00),
        (StepKind.COST, 35_000_00),
        (StepKind.NET, 1_965_000_00),
        (StepKind.OWNER, 786_000_00),
    ]
    assert sentences(p1)[-1] == "按权利份额 40% 分得 786,000.00 元（规则 R-GEN-07）。"


def test_nobody_gets_anything_under_a_name_that_is_not_there():
    assert distribute(s2(), TERMS).of("fourth") == ()


# --- What is refused


@pytest.mark.parametrize(
    ("deal", "expected"),
    [
        (Deal(100, (Owner("U1"),), (Cost("fees", 101),)), [("costs", "R-RWD-04")]),
        (Deal(100, (Owner("U1"),), (Cost("dinner", 1),)), [("costs.0.kind", "R-RWD-04")]),
        (Deal(100, (Owner("U1"),), (Cost("fees", -1),)), [("costs.0.amount_fen", "R-RWD-04")]),
        (Deal(100, (Owner("U1", costs=(Cost("upkeep", 101),)),)), [("owners.0.costs", "R-RWD-04")]),
        (Deal(-1, (Owner("U1"),)), [("price_fen", "R-GEN-06")]),
        (Deal(100, ()), [("owners", "R-GEN-07")]),
        (Deal(100, (Owner("U1", Fraction(3, 5)), Owner("P1", Fraction(3, 10)))), [("owners", "R-GEN-07")]),
        (Deal(100, (Owner("U1", Fraction(1, 2)), Owner("U1", Fraction(1, 2)))), [("owners", "R-GEN-07")]),
        (
            Deal(100, (Owner("U1", Fraction(6, 5)), Owner("P1", Fraction(-1, 5)))),
            [("owners.1.share", "R-GEN-07")],
        ),
    ],
)
def test_fault_is_found_with_field_and_rule(deal, expected):
    assert faults(deal) == expected
    with pytest.raises(Invalid):
        distribute(deal, TERMS)


def test_negative_net_income_says_what_exceeds_what():
    [fault] = check(Deal(1_000_00, (Owner("U1"),), (Cost("fees", 1_000_01),)), TERMS)

    assert fault.message == "扣除 1,000.01 元超过收入 1,000.00 元，净收入为负，不能分配（规则 R-RWD-04）。"


@pytest.mark.parametrize("received_fen", [-1, 1_200_000_01])
def test_more_or_less_than_the_price_was_never_received(received_fen):
    with pytest.raises(Invalid, match="R-FEE-05"):
        distribute(s2(), TERMS, received_fen)


# --- What must always hold


@st.composite
def deals(draw):
    """Any lawful deal: joint and own costs within the income, teams or none, rules from the floor upward."""
    weights = draw(st.lists(st.integers(1, 50), min_size=1, max_size=4))
    price = draw(st.one_of(st.integers(0, 500), st.integers(0, 10**12)))
    joint = draw(st.integers(0, price))
    owners = tuple(
        Owner(
            f"owner{place}",
            Fraction(weight, sum(weights)),
            (Cost("upkeep", draw(st.integers(0, income))),),
            draw(st.none() | rules(place)),
        )
        for place, (weight, income) in enumerate(zip(weights, split(price - joint, weights), strict=True))
    )
    return Deal(price, owners, (Cost("fees", joint),))


def rules(place):
    return st.builds(
        lambda reward, weights: UnitRule(
            reward,
            tuple(
                Contributor(f"person{place}.{number}", Fraction(weight, sum(weights)), main=True)
                for number, weight in enumerate(weights)
            ),
        ),
        st.integers(50, 100).map(lambda percent: Fraction(percent, 100)) | st.none(),
        st.lists(st.integers(1, 50), min_size=1, max_size=5),
    )


@given(deals())
def test_payouts_sum_to_the_net_income_exactly_and_nobody_pays(deal):
    waterfall = distribute(deal, TERMS)

    own = sum(cost.amount_fen for owner in deal.owners for cost in owner.costs)
    assert sum(one.amount_fen for one in waterfall.payouts) + own == waterfall.net_fen
    assert waterfall.net_fen + sum(cost.amount_fen for cost in deal.costs) == deal.price_fen
    assert min(one.amount_fen for one in waterfall.payouts) >= 0


@given(deals())
def test_team_never_gets_less_than_the_law_leaves_it(deal):
    waterfall = distribute(deal, TERMS)

    for owner in deal.owners:
        if owner.rule is not None:
            team = sum(waterfall.of(one.payee)[0].amount_fen for one in owner.rule.team)
            assert 2 * team >= team + waterfall.of(owner.payee)[0].amount_fen


@given(deals(), st.lists(st.fractions(0, 1), max_size=5))
def test_however_a_price_is_paid_everybody_has_the_same_in_the_end(deal, cuts):
    steps = [*sorted(int(deal.price_fen * cut) for cut in cuts), deal.price_fen]
    before = distribute(deal, TERMS, 0)
    got = dict.fromkeys((one.payee for one in before.payouts), 0)

    for received_fen in steps:
        after = distribute(deal, TERMS, received_fen)
        increases = increase(before, after)
        assert sum(amount for _payee, amount in increases) == left(deal, received_fen) - sum(got.values())
        assert min(amount for _payee, amount in increases) >= -2
        for payee, amount in increases:
            got[payee] += amount
        before = after

    assert list(got.items()) == paid(distribute(deal, TERMS))


def left(deal, received_fen):
    """What all payees together may have of what was received: joint costs go off first, then each owner's own."""
    net = max(received_fen - deal.costs[0].amount_fen, 0)
    incomes = split(net, [owner.share for owner in deal.owners])
    own = [owner.costs[0].amount_fen for owner in deal.owners]
    return sum(max(income - costs, 0) for income, costs in zip(incomes, own, strict=True))


@given(deals(), st.randoms())
def test_order_of_the_owners_moves_a_fen_in_ties_only(deal, random):
    free = [replace(owner, costs=()) for owner in deal.owners]
    deal = replace(deal, owners=tuple(free))
    other = replace(deal, owners=tuple(random.sample(free, len(free))))
    net = deal.price_fen - deal.costs[0].amount_fen
    remainders = [net * owner.share % 1 for owner in deal.owners]

    first, second = (dict(paid(distribute(one, TERMS))) for one in (deal, other))

    if len(set(remainders)) == len(remainders):
        assert first == second
    assert sum(first.values()) == sum(second.values())


def test_payees_do_not_change_between_two_payments():
    with pytest.raises(ValueError, match="payees"):
        increase(distribute(s2(), TERMS), distribute(s4(2_000_000_00), TERMS))


@pytest.mark.parametrize("received_fen", [0, 40_000_00, 49_760_00])
def test_first_payment_covers_the_costs_before_anybody_gets_anything(received_fen):
    waterfall = distribute(s2(), TERMS, received_fen)

    assert waterfall.net_fen == 0
    assert {one.amount_fen for one in waterfall.payouts} == {0}
    assert sum(amount for _payee, amount in increase(waterfall, distribute(s2(), TERMS))) == 1_150_240_00


def test_floor_of_a_later_version_binds():
    terms = Terms(Floor(Fraction(7, 10), Fraction(1, 2)), TERMS.deductible, "RV-2028-000009")

    assert [one.rule for one in check(s2(Fraction(69, 100)), terms)] == ["R-RWD-01"]
    assert distribute(s2(None), terms).of("U1")[0].amount_fen == 345_072_00

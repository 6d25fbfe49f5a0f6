"""Story S6 and R-SET-05: the deposit of a winner who defaults."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.fees.pricing import charge
from marketplace.trading.defaulting import Default, Purpose, use_deposit
from tests.fees.tariffs import E1
from tests.trading.shipped import SHIPPED

ORDER = SHIPPED.value("R-SET-05", "deposit_order")
S6 = Default(
    deposit_fen=300_000_00,
    fees_fen=2 * charge(3_000_000_00, E1),
    costs_fen=8_000_00,
    first_price_fen=3_000_000_00,
    second_price_fen=2_700_000_00,
)


def test_s6_deposit_is_used_in_order_and_the_rest_of_the_loss_is_claimed():
    used = use_deposit(S6, ORDER)

    assert S6.fees_fen == 100_000_00
    assert used.taken == (
        (Purpose.FEES_AND_COSTS, 108_000_00),
        (Purpose.SHORTFALL, 192_000_00),
        (Purpose.SELLER, 0),
    )
    assert (used.seller_fen, used.held_fen) == (192_000_00, 0)
    assert used.claims == ((Purpose.SHORTFALL, 108_000_00),)
    assert used.claim_fen == 108_000_00
    assert charge(2_700_000_00, E1) == 45_500_00


def test_s6_variant_rest_goes_to_the_seller():
    used = use_deposit(replace(S6, second_price_fen=2_950_000_00), ORDER)

    assert used.taken == (
        (Purpose.FEES_AND_COSTS, 108_000_00),
        (Purpose.SHORTFALL, 50_000_00),
        (Purpose.SELLER, 142_000_00),
    )
    assert used.claims == ()


def test_until_the_second_sale_the_rest_is_held():
    used = use_deposit(replace(S6, second_price_fen=None), ORDER)

    assert used.taken == ((Purpose.FEES_AND_COSTS, 108_000_00),)
    assert (used.held_fen, used.claims) == (192_000_00, ())


def test_second_sale_at_a_higher_price_leaves_no_shortfall():
    used = use_deposit(replace(S6, second_price_fen=3_100_000_00), ORDER)

    assert used.taken[1:] == ((Purpose.SHORTFALL, 0), (Purpose.SELLER, 192_000_00))


def test_deposit_below_the_fees_leaves_both_claims():
    used = use_deposit(replace(S6, deposit_fen=100_000_00), ORDER)

    assert used.claims == ((Purpose.FEES_AND_COSTS, 8_000_00), (Purpose.SHORTFALL, 300_000_00))
    assert used.claim_fen == 308_000_00


def test_order_of_a_later_version_is_followed():
    used = use_deposit(S6, ["shortfall", "fees_and_costs", "seller"])

    assert used.taken[0] == (Purpose.SHORTFALL, 300_000_00)
    assert used.claims == ((Purpose.FEES_AND_COSTS, 108_000_00),)


@pytest.mark.parametrize(
    "order",
    [
        [],
        ["fees_and_costs", "shortfall"],
        ["seller", "shortfall", "fees_and_costs"],
        ["fees_and_costs", "tea", "seller"],
    ],
)
def test_order_that_leaves_the_rest_to_nobody_is_an_error(order):
    with pytest.raises(ValueError, match=r"seller|tea"):
        use_deposit(S6, order)


@pytest.mark.parametrize("field", ["deposit_fen", "fees_fen", "costs_fen", "first_price_fen", "second_price_fen"])
def test_negative_amount_is_refused_at_its_field(field):
    with pytest.raises(Invalid) as refused:
        use_deposit(replace(S6, **{field: -1}), ORDER)

    assert (list(refused.value.fields), refused.value.rule) == ([field], "R-SET-05")


amounts = st.integers(0, 10**12)


@given(st.builds(Default, amounts, amounts, amounts, amounts, amounts | st.none()))
def test_parts_and_what_is_held_sum_to_the_deposit_and_loss_is_covered_or_claimed(default):
    used = use_deposit(default, ORDER)

    taken, claimed = dict(used.taken), dict(used.claims)
    assert sum(taken.values()) + used.held_fen == default.deposit_fen
    assert min([*taken.values(), used.held_fen, used.claim_fen]) >= 0
    charges = taken[Purpose.FEES_AND_COSTS] + claimed.get(Purpose.FEES_AND_COSTS, 0)
    assert charges == default.fees_fen + default.costs_fen
    if default.second_price_fen is not None:
        assert used.held_fen == 0
        assert taken[Purpose.SHORTFALL] + claimed.get(Purpose.SHORTFALL, 0) == default.shortfall_fen
        assert not (taken[Purpose.SELLER] and claimed)

"""Legs, whatever they are: nothing is lost as they are summed and turned round."""

from hypothesis import given
from hypothesis import strategies as st

from marketplace.ledger.legs import combine, counter

legs = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(min_value=-(10**15), max_value=10**15)), max_size=12)


@given(legs)
def test_combined_legs_hold_each_account_once_with_its_sum(legs):
    combined = combine(legs)

    assert sum(combined.values()) == sum(amount_fen for _account, amount_fen in legs)
    assert all(combined.values())


@given(legs)
def test_legs_and_their_counter_sum_to_nothing(legs):
    assert combine([*legs, *counter(legs)]) == {}

"""The bank's statement against the sub-ledger: every fen of difference is explained, and no line twice."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.ledger.reconciling import Difference, Fault, Line, reconcile

lines = st.lists(
    st.builds(Line, st.sampled_from(["B-1", "B-2", "B-3", "B-4"]), st.integers(min_value=-3, max_value=3)), max_size=12
)


def test_equal_sides_agree_in_any_order():
    day = [Line("B-1", 280_000_00), Line("B-2", -55_250_00), Line("B-3", 1)]

    found = reconcile(day, day[::-1])

    assert found.agrees
    assert found.matched == sorted(day)
    assert found.bank_fen == found.ledger_fen == 224_750_01


@pytest.mark.parametrize(
    ("bank", "ledger", "difference"),
    [
        ([("B-1", 5)], [], Difference("B-1", Fault.MISSING_HERE, 5, None)),
        ([], [("B-1", 5)], Difference("B-1", Fault.MISSING_THERE, None, 5)),
        ([("B-1", 5)], [("B-1", 6)], Difference("B-1", Fault.AMOUNT, 5, 6)),
        ([("B-1", 5)], [("B-1", -5)], Difference("B-1", Fault.AMOUNT, 5, -5)),
        ([("B-1", 5)] * 2, [("B-1", 5)], Difference("B-1", Fault.DOUBLED_THERE, 5, None)),
        ([("B-1", 5)], [("B-1", 5)] * 2, Difference("B-1", Fault.DOUBLED_HERE, None, 5)),
        ([("B-1", 5)], [("B-1", 5), ("B-1", 6)], Difference("B-1", Fault.DOUBLED_HERE, None, 6)),
        ([("B-1", 5), ("B-2", 5)], [("B-1", 5)], Difference("B-2", Fault.MISSING_HERE, 5, None)),
    ],
)
def test_each_fault_is_named_with_both_amounts(bank, ledger, difference):
    found = reconcile([Line(*one) for one in bank], [Line(*one) for one in ledger])

    assert found.differences == [difference]


def test_a_line_booked_twice_that_the_bank_never_had_is_missing_once_and_doubled_once():
    found = reconcile([], [Line("B-1", 5), Line("B-1", 5)])

    assert [one.fault for one in found.differences] == [Fault.DOUBLED_HERE, Fault.MISSING_THERE]


def test_equal_amounts_pair_before_unequal_ones():
    found = reconcile([Line("B-1", 5), Line("B-1", 7)], [Line("B-1", 7), Line("B-1", 6)])

    assert found.matched == [Line("B-1", 7)]
    assert found.differences == [Difference("B-1", Fault.AMOUNT, 5, 6)]


def test_the_same_amount_under_another_reference_is_no_match():
    found = reconcile([Line("B-1", 5)], [Line("B-2", 5)])

    assert [one.fault for one in found.differences] == [Fault.MISSING_HERE, Fault.MISSING_THERE]
    assert found.matched == []


@given(lines, lines)
def test_every_fen_of_difference_is_explained(bank, ledger):
    found = reconcile(bank, ledger)

    assert found.bank_fen - found.ledger_fen == sum(one.difference_fen for one in found.differences)
    assert (found.bank_fen, found.ledger_fen) == tuple(sum(line.amount_fen for line in side) for side in (bank, ledger))


@given(lines, lines)
def test_every_line_stands_in_exactly_one_pair_or_difference(bank, ledger):
    found = reconcile(bank, ledger)

    there = [Line(one.reference, one.bank_fen) for one in found.differences if one.bank_fen is not None]
    here = [Line(one.reference, one.ledger_fen) for one in found.differences if one.ledger_fen is not None]
    assert Counter([*found.matched, *there]) == Counter(bank)
    assert Counter([*found.matched, *here]) == Counter(ledger)


@given(lines, lines)
def test_no_difference_hides_an_equal_pair(bank, ledger):
    found = reconcile(bank, ledger)

    there = {Line(one.reference, one.bank_fen) for one in found.differences if one.bank_fen is not None}
    here = {Line(one.reference, one.ledger_fen) for one in found.differences if one.ledger_fen is not None}
    assert not there & here
    assert all(one.difference_fen for one in found.differences if one.fault is Fault.AMOUNT)


@given(lines, lines)
def test_sides_changed_turn_every_difference_round(bank, ledger):
    turned = {
        Fault.MISSING_HERE: Fault.MISSING_THERE,
        Fault.MISSING_THERE: Fault.MISSING_HERE,
        Fault.DOUBLED_HERE: Fault.DOUBLED_THERE,
        Fault.DOUBLED_THERE: Fault.DOUBLED_HERE,
        Fault.AMOUNT: Fault.AMOUNT,
    }

    one, other = reconcile(bank, ledger), reconcile(ledger, bank)

    assert Counter(Difference(d.reference, turned[d.fault], d.ledger_fen, d.bank_fen) for d in one.differences) == (
        Counter(other.differences)
    )


@given(lines, lines, st.randoms(use_true_random=False))
def test_order_does_not_matter(bank, ledger, dice):
    mixed = [dice.sample(side, len(side)) for side in (bank, ledger)]

    assert reconcile(*mixed) == reconcile(bank, ledger)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.learning.judging import by_need, closeness, gain, lead, pairwise, quality


def test_order_counts_pairs_of_differing_grade_and_half_a_tie():
    grades, scores = np.array([4.0, 1, 1, 2]), np.array([0.9, 0.1, 0.5, 0.5])

    assert pairwise(grades, scores) == pytest.approx(4.5 / 5)


def test_need_whose_grades_do_not_differ_has_no_order_to_be_judged():
    assert np.isnan(pairwise(np.ones(3), np.arange(3.0)))


def test_gain_weighs_a_strong_fit_seven_times_a_weak_one():
    grades = np.array([4.0, 2.0])

    assert gain(grades, np.array([1.0, 0.0])) == 1
    assert gain(grades, np.array([0.0, 1.0])) == pytest.approx((1 + 7 / np.log2(3)) / (7 + 1 / np.log2(3)))


def test_gain_of_a_need_without_any_fit_is_not_told():
    assert np.isnan(gain(np.ones(4), np.arange(4.0)))


def test_closeness_rounds_the_estimate_and_keeps_it_on_the_scale():
    assert closeness(np.array([1.0, 4.0]), np.array([0.2, 2.6])) == pytest.approx(1 / 1.5)


def test_figures_are_averaged_over_needs_that_have_them():
    grades = np.array([1.0, 2, 1, 1])
    need_of = np.array([0, 0, 1, 1])

    found = quality(grades, np.array([0.0, 1, 0, 1]), grades, need_of)

    assert (found.pairwise, found.gain, found.closeness) == (1, 1, 1)
    assert np.isnan(by_need(grades, grades, grades, need_of)["pairwise"][1])


def test_lead_is_told_with_its_bounds():
    mean, low, high = lead(np.full(50, 0.8), np.full(50, 0.7))

    assert (mean, low, high) == pytest.approx((0.1, 0.1, 0.1))


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(-5, 5)), min_size=2, max_size=20))
def test_order_read_backwards_is_as_wrong_as_it_was_right(pairs):
    grades, scores = (np.array(part, dtype=float) for part in zip(*pairs, strict=True))
    forwards, backwards = pairwise(grades, scores), pairwise(grades, -scores)

    assert np.isnan(forwards) or forwards + backwards == pytest.approx(1)

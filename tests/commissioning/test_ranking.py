"""The ranking of solutions: exact, the same in whatever order the rows come, and never paid by a higher price."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.commissioning.ranking import Candidate, Weighed, rank
from marketplace.commissioning.telling import points
from marketplace.core.clock import frozen

AT = frozen("2027-03-10T10:00:00").at
CRITERIA = [Weighed(1, 40), Weighed(2, 30), Weighed(3, 30, by_price=True)]


def candidate(number, yuan, first, second, minutes=0):
    return Candidate(number, yuan * 100, AT + timedelta(minutes=minutes), {1: first, 2: second})


candidates = st.lists(
    st.builds(
        candidate,
        st.integers(1, 10**6).map(str),
        st.integers(1, 10**8),
        st.integers(0, 100),
        st.integers(0, 100),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one.number,
)


def test_three_proposals_of_the_story():
    """40 × 90 % + 30 × 80 % + 30 × 640/700, and so on."""
    order = rank(
        CRITERIA, [candidate("A", 700_000, 90, 80), candidate("B", 640_000, 70, 60), candidate("C", 760_000, 80, 90)]
    )

    assert [(one.number, one.rank, one.total) for one in order] == [
        ("A", 1, 60 + Fraction(30 * 640, 700)),
        ("C", 2, 59 + Fraction(30 * 640, 760)),
        ("B", 3, Fraction(76)),
    ]
    assert [points(one.total) for one in order] == ["87.43", "84.26", "76.00"]


@given(candidates, st.randoms())
def test_ranking_does_not_depend_on_the_order_of_the_rows(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)

    assert rank(CRITERIA, mixed) == rank(CRITERIA, rows)


@given(candidates)
def test_places_are_without_gaps_and_totals_fall_from_at_most_a_hundred(rows):
    order = rank(CRITERIA, rows)

    assert [one.rank for one in order] == list(range(1, len(rows) + 1))
    totals = [one.total for one in order]
    assert totals == sorted(totals, reverse=True)
    assert all(0 < total <= 100 for total in totals)
    assert all(one.total == sum(one.parts.values()) for one in order)


@given(candidates, st.integers(1, 10**6))
def test_higher_price_never_helps(rows, more):
    dearer = [Candidate(rows[0].number, rows[0].price_fen + more, rows[0].handed_in_at, rows[0].points), *rows[1:]]

    before = next(one.rank for one in rank(CRITERIA, rows) if one.number == rows[0].number)
    after = next(one.rank for one in rank(CRITERIA, dearer) if one.number == rows[0].number)
    assert after >= before


def test_equal_totals_go_by_the_lower_price_then_by_the_time():
    by_points = [Weighed(1, 100)]
    rows = [
        Candidate("late", 100, AT + timedelta(minutes=1), {1: 50}),
        Candidate("dear", 101, AT, {1: 50}),
        Candidate("early", 100, AT, {1: 50}),
    ]

    assert [one.number for one in rank(by_points, rows)] == ["early", "late", "dear"]


def test_missing_points_and_wrong_weights_are_no_ranking():
    with pytest.raises(ValueError, match="no points"):
        rank([Weighed(1, 60), Weighed(2, 40)], [Candidate("A", 100, AT, {1: 50})])
    with pytest.raises(ValueError, match="a hundred"):
        rank([Weighed(1, 60)], [])

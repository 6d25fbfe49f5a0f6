import pytest

from marketplace.matching import feedback
from marketplace.matching.feedback import Sign, fits, grade, grade_of
from marketplace.matching.models import Decline, Ending, FeedbackKind


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ([], None),
        ([Sign("accepted")], 3),
        ([Sign("accepted"), Sign("declined", "off_topic")], 1),
        ([Sign("declined", "solved")], None),
        ([Sign("accepted"), Sign("met"), Sign("sample")], 4),
        ([Sign("accepted"), Sign("sample"), Sign("ended", "unsuitable")], 3),
        ([Sign("accepted"), Sign("met"), Sign("ended", "funding")], 3),
    ],
)
def test_grade_of_a_pair(signs, expected):
    assert grade_of(signs) == expected


def test_every_kind_has_a_grade_or_says_nothing_on_purpose():
    assert feedback.OUTCOMES.keys() | {"declined", "ended"} == set(FeedbackKind.values)
    assert set(Decline.values) - feedback.DECLINES.keys() == {"solved", "other"}
    assert feedback.ENDINGS.keys() <= set(Ending.values)


def test_a_hit_is_a_grade_of_three_or_more():
    assert [fits(grade(sign)) for sign in (Sign("met"), Sign("declined", "too_early"), Sign("ended", "other"))] == [
        True,
        False,
        None,
    ]

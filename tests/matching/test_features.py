import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.features import Side, affordable, measure, overlap, whole_words
from marketplace.matching.ranking import rank

WORDS = st.lists(st.sampled_from(["电池", "隔膜", "涂层", "钒", "传感器", "焊接", "污水"]), max_size=6)


def side(title="", body="", **codes):
    return Side(title=title.split(), body=body.split(), **codes)


def even(_word):
    return 1.0


def test_the_need_title_counts_by_weight():
    found = measure(side("锂电池 隔膜"), side("隔膜 涂层"), {"锂电池": 2.0, "隔膜": 3.0, "涂层": 1.0}.get)

    assert found.need_title_in_listing == 0.75
    assert found.title_in_need == 0.6
    assert found.words == ("隔膜",)


def test_pieces_of_a_word_are_not_told_beside_it():
    assert whole_words(["故障诊断", "诊断", "钒", "轴承", "故障"]) == ("故障诊断", "轴承")


@pytest.mark.parametrize(
    ("price", "budget", "expected"),
    [(None, 100, 0.5), (100, None, 0.5), (100, 100, 1.0), (150, 100, 0.5), (300, 100, 0.0)],
)
def test_price_against_budget(price, budget, expected):
    assert affordable(side(low_fen=price), side(high_fen=budget)) == expected


def test_unknown_modes_are_neither_for_nor_against():
    assert overlap(frozenset(), frozenset({"licence"})) == 0.5


def test_codes_alone_make_no_match():
    found = measure(side("电池", ipc=frozenset({"H01M"})), side("污水", ipc=frozenset({"H01M"})), even)

    assert rank(1.0, found).score == 0


def test_price_over_budget_lowers_a_score_and_a_fitting_one_lifts_it():
    need = side("电池", high_fen=100)
    scores = [rank(2.5, measure(side("电池", low_fen=price), need, even)).score for price in (300, None, 80)]

    assert scores == [46, 50, 54]


@given(WORDS, WORDS, WORDS, WORDS, st.floats(1, 4))
def test_score_is_bounded_and_every_measure_too(a, b, c, d, estimate):
    found = measure(Side(a, b), Side(c, d), even)

    assert 0 <= rank(estimate, found).score <= 100
    assert all(0 <= value <= 1 for value in (found.title_in_need, found.need_title_in_listing, found.need_in_listing))

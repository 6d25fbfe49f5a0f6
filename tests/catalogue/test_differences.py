"""What changed between two texts."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.differences import Change, differences

TEXTS = st.text(st.sampled_from("打磨力控。40 分钟\nAb,"), max_size=60)


@given(TEXTS, TEXTS)
def test_pieces_give_both_texts_again(before, after):
    pieces = differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.change != Change.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.change != Change.REMOVED) == after


def test_only_the_words_that_changed_are_marked():
    said = differences("线激光扫描铸件。恒力执行器调节接触力。", "线激光扫描铸件。恒力执行器控制接触力。")

    assert [(piece.change.value, piece.text) for piece in said] == [
        ("same", "线激光扫描铸件。恒力执行器"),
        ("removed", "调节"),
        ("added", "控制"),
        ("same", "接触力。"),
    ]


def test_long_text_without_sentences_takes_no_minutes():
    start = perf_counter()

    differences("力控打磨" * 2_500, "打磨力控" * 2_500)

    assert perf_counter() - start < 5

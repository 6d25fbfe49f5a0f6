from hypothesis import given
from hypothesis import strategies as st

from marketplace.portal.highlighting import highlight


def test_words_are_marked_whatever_their_case():
    assert highlight("LiFePO4 电池与 lifepo4", ["lifepo4"]) == "<mark>LiFePO4</mark> 电池与 <mark>lifepo4</mark>"


def test_longest_word_wins():
    assert highlight("锂电池", ["电池", "锂电池"]) == "<mark>锂电池</mark>"


def test_markup_in_text_and_query_is_text():
    assert highlight("a<script>b", ["<script>"]) == "a<mark>&lt;script&gt;</mark>b"
    assert highlight("<b>", []) == "&lt;b&gt;"


@given(st.text(), st.lists(st.text(max_size=4), max_size=4))
def test_nothing_but_marks_is_markup(text, words):
    bare = highlight(text, words).replace("<mark>", "").replace("</mark>", "")

    assert "<" not in bare
    assert ">" not in bare

from hypothesis import given
from hypothesis import strategies as st

from marketplace.discovery.words import grams, query_words, words


def test_words_of_a_mixed_title():
    assert words("基于深度学习的钒钛磁铁矿冶炼") == ["深度", "学习", "钒", "钛", "磁铁", "铁矿", "磁铁矿", "冶炼"]


def test_a_model_number_is_found_whole_and_in_parts():
    assert words("LiFePO4 与 5G-A") == ["lifepo4", "lifepo", "5g-a"]


def test_full_width_and_capitals_are_the_same_word():
    assert query_words("ＬＥＤ灯") == query_words("led灯")


def test_a_query_asks_for_each_word_once():
    assert query_words("电池 电池 锂电池") == ["电池", "锂电池"]


def test_grams_bridge_the_dictionary():
    assert "矿高" in grams("铁矿高炉")


def test_one_character_is_its_own_gram():
    assert grams("钒") == ["钒"]


@given(st.text(max_size=200))
def test_any_text_has_words_without_spaces(text):
    assert all(word and " " not in word for word in [*words(text), *query_words(text), *grams(text)])


@given(st.text(alphabet="钒钛磁铁矿高炉冶炼电池材料", min_size=1, max_size=12))
def test_every_word_of_a_query_lies_in_the_words_of_the_same_text(text):
    assert set(query_words(text)) <= set(words(text))

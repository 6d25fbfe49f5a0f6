from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.money import MAX_FEN, capitals, compact, parse_yuan, plain_yuan, round_half_up, split, yuan

LARGEST = MAX_FEN - 1  # what fifteen digits and two decimals can say
fens = st.integers(-LARGEST, LARGEST)
weights = st.lists(st.fractions(0, 1000, max_denominator=1000), min_size=1, max_size=8).filter(sum)


def test_pool_of_the_domain_splits_by_sixty_thirty_ten():
    assert split(4_703_704, [60, 30, 10]) == [2_822_223, 1_411_111, 470_370]


def test_pool_of_story_one_splits_by_sixty_thirty_ten():
    assert split(11_050_000, [60, 30, 10]) == [6_630_000, 3_315_000, 1_105_000]


def test_leftover_fen_goes_to_the_first_of_equals():
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(101, [1, 1, 1]) == [34, 34, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]


def test_leftover_fen_goes_to_the_largest_remainder():
    assert split(10, [Fraction(1, 3), Fraction(2, 3)]) == [3, 7]


@pytest.mark.parametrize("wrong", [[], [0], [0, 0], [1, -1], [2, -1]])
def test_weights_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match="weights"):
        split(100, wrong)


@given(fens, weights)
def test_parts_sum_to_the_total_and_lie_within_a_fen_of_their_share(total, given_weights):
    parts = split(total, given_weights)

    assert sum(parts) == total
    assert all(
        abs(part - total * weight / sum(given_weights)) < 1 for part, weight in zip(parts, given_weights, strict=True)
    )


@given(fens, weights)
def test_nobody_without_weight_gets_anything(total, given_weights):
    parts = split(total, [*given_weights, 0])

    assert parts == [*split(total, given_weights), 0]


@given(fens, weights, st.integers(1, 1000))
def test_scale_of_the_weights_does_not_matter(total, given_weights, factor):
    assert split(total, [weight * factor for weight in given_weights]) == split(total, given_weights)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(49, 100), 0),
        (Fraction(1, 2), 1),
        (Fraction(85_858, 1) + Fraction(1, 2), 85_859),
        (7, 7),
    ],
)
def test_halves_round_away_from_zero(amount, rounded):
    assert round_half_up(amount) == rounded


@given(st.fractions(-(10**12), 10**12))
def test_rounding_moves_by_half_a_fen_at_most_and_is_symmetric(amount):
    assert abs(round_half_up(amount) - amount) <= Fraction(1, 2)
    assert round_half_up(-amount) == -round_half_up(amount)


@given(st.fractions(-(10**6), 10**6), st.fractions(0, 10**6))
def test_rounding_is_monotone(amount, more):
    assert round_half_up(amount) <= round_half_up(amount + more)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3,350,000.00", 335_000_000),
        ("3350000", 335_000_000),
        (" 0.5 ", 50),
        ("-1.01", -101),
        ("+1", 100),
        ("１，２３４．５６", 123_456),
        ("999999999999999.99", LARGEST),
        ("999,999,999,999,999.99", LARGEST),
    ],
)
def test_amounts_people_write_are_read(text, fen):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".5",
        "1.",
        "1.234",
        "1e6",
        "NaN",
        "Infinity",
        "3,35",
        "1,,000",
        "12,34,567",
        "1000,000",
        ",100",
        "1 000",
        "--1",
        "0x10",
        "１２３万",
        "¥100",
        "٣",
        "1000000000000000",
        "1.00\n2",
    ],
)
def test_anything_else_is_no_amount(text):
    with pytest.raises(ValueError, match="no amount in yuan"):
        parse_yuan(text)


@given(fens)
def test_what_is_written_is_read_again(fen):
    assert parse_yuan(plain_yuan(fen)) == fen
    assert parse_yuan(yuan(fen)) == fen


@given(st.text())
def test_any_text_is_an_amount_or_a_value_error(text):
    try:
        fen = parse_yuan(text)
    except ValueError:
        return
    assert abs(fen) <= MAX_FEN


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (335_000_000, "335 万", "3.35 million"),
        (12_345_678_900, "1.23 亿", "123.45 million"),
        (999_999, "9,999.99", "9,999.99"),
        (1_000_000, "1 万", "10,000.00"),
        (-335_000_000, "-335 万", "-3.35 million"),
        (1_999_999, "1.99 万", "19,999.99"),
        (0, "0.00", "0.00"),
    ],
)
def test_amount_at_a_glance_is_cut_never_rounded_up(fen, chinese, english):
    assert (compact(fen, "zh-hans"), compact(fen, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (3_350_000_00, "人民币叁佰叁拾伍万元整"),
        (1_409_50, "人民币壹仟肆佰零玖元伍角整"),
        (6_007_14, "人民币陆仟零柒元壹角肆分"),
        (16_409_02, "人民币壹万陆仟肆佰零玖元零贰分"),
        (325_04, "人民币叁佰贰拾伍元零肆分"),
        (100_500_00, "人民币壹拾万零伍佰元整"),
        (100_010_000_00, "人民币壹亿零壹万元整"),
        (100_000_001_00, "人民币壹亿零壹元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角整"),
        (0, "人民币零元整"),
        (MAX_FEN, "人民币壹仟万亿元整"),
    ],
)
def test_capitals_follow_the_rules_for_payment_documents(fen, words):
    assert capitals(fen) == words


@given(st.integers(0, MAX_FEN))
def test_capitals_say_one_amount_only(fen):
    assert spoken(capitals(fen).removeprefix("人民币").removesuffix("整")) == fen


def spoken(words):
    """Reads capitals back, place by place."""
    whole, _, cents = words.rpartition("元")
    jiao = DIGITS.index(cents[cents.index("角") - 1]) if "角" in cents else 0
    fen = DIGITS.index(cents[-2]) if cents.endswith("分") else 0
    return spoken_whole(whole) * 100 + jiao * 10 + fen


def spoken_whole(words):
    for step, name in ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾")):
        before, found, after = words.rpartition(name) if step >= 10**4 else words.partition(name)
        if found:
            return spoken_whole(before) * step + spoken_whole(after)
    return DIGITS.index(words.lstrip("零") or "零")


DIGITS = "零壹贰叁肆伍陆柒捌玖"


@pytest.mark.parametrize("fen", [-1, MAX_FEN + 1])
def test_no_capitals_beyond_the_range(fen):
    with pytest.raises(ValueError, match=str(fen)):
        capitals(fen)

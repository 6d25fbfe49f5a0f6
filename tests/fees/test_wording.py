"""A fee told in words."""

from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.rates import in_percent
from marketplace.fees.breakdowns import read_breakdown, write_breakdown
from marketplace.fees.pricing import Band, Tariff, explain
from marketplace.fees.wording import exact_yuan, sentences
from tests.fees.tariffs import CQ, E1, SW


@pytest.mark.parametrize(
    ("price_fen", "tariff", "told"),
    [
        (
            3_350_000_00,
            E1,
            [
                "1,000,000.00 元及以下部分：1,000,000.00 元 × 2% = 20,000.00 元。",
                "超过 1,000,000.00 元至 5,000,000.00 元的部分：2,350,000.00 元 × 1.5% = 35,250.00 元。",
                "合计 55,250.00 元。",
            ],
        ),
        (
            30_000_00,
            E1,
            [
                "1,000,000.00 元及以下部分：30,000.00 元 × 2% = 600.00 元。",
                "低于每方最低收费，按最低 1,000.00 元收取。",
            ],
        ),
        (
            1_000_000_01,
            E1,
            [
                "1,000,000.00 元及以下部分：1,000,000.00 元 × 2% = 20,000.00 元。",
                "超过 1,000,000.00 元至 5,000,000.00 元的部分：0.01 元 × 1.5% = 0.00015 元。",
                "合计 20,000.00015 元。",
                "四舍五入到分：20,000.00 元（R-GEN-06）。",
            ],
        ),
        (
            2_000_000_00,
            Tariff(E1.bands, whole_amount=True),
            ["全额 2,000,000.00 元 × 1.5% = 30,000.00 元。"],
        ),
        (1_000_00, Tariff((Band(0, None, Fraction(24, 10_000)),)), ["全额 1,000.00 元 × 0.24% = 2.40 元。"]),
        (0, E1, []),
    ],
)
def test_sentences(price_fen, tariff, told):
    with override("zh-hans"):
        assert sentences(explain(price_fen, tariff)) == told


def test_sentences_of_a_price_in_the_last_band_with_the_maximum():
    told = sentences(explain(250_000_000_00, E1))

    assert told[-3:] == [
        "超过 100,000,000.00 元的部分：150,000,000.00 元 × 0.1% = 150,000.00 元。",
        "合计 580,000.00 元。",
        "高于每方最高收费，按最高 500,000.00 元收取。",
    ]


@given(st.fractions(min_value=0, max_value=1, max_denominator=1000))
def test_percent_is_exact(rate):
    assert Fraction(in_percent(rate)) == rate * 100


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from([2, 4, 5, 1000, 10_000, 3]))
def test_exact_yuan_is_exact_or_says_that_it_is_not(numerator, denominator):
    amount = Fraction(numerator, denominator)

    text = exact_yuan(amount).replace(",", "")

    assert text.startswith("≈") or Fraction(text) * 100 == amount


@given(st.integers(min_value=0, max_value=10**13), st.sampled_from([E1, SW, CQ]))
def test_breakdown_is_read_as_it_was_written(price_fen, tariff):
    explanation = explain(price_fen, tariff)

    assert read_breakdown(write_breakdown(explanation)) == explanation

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.clock import shanghai
from marketplace.core.form_fields import MarketTimeField, YuanField, amount_fen
from marketplace.core.money import MAX_FEN, yuan


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3,350,000.00", 3_350_000_00),
        ("3350000", 3_350_000_00),
        ("335万", 3_350_000_00),
        ("335 万元", 3_350_000_00),
        ("1.2345 亿", 123_450_000_00),
        ("0.000001万", 1),
        ("３，３５０，０００．００ 元", 3_350_000_00),
    ],
)
def test_amount_is_read_as_people_write_it(text, fen):
    assert YuanField().clean(text) == fen


@pytest.mark.parametrize(
    "text", ["280w", "1.234", "0.0000001万", "万", "-5", "0", "1e9", "9" * 40, "1.2.3万", "-1万", "99999999999 亿"]
)
def test_what_is_no_amount_is_told(text):
    with pytest.raises(ValidationError):
        YuanField().clean(text)


def test_empty_amount_of_an_optional_field_is_none():
    assert YuanField(required=False).clean("") is None


@given(st.integers(0, MAX_FEN - 1))
def test_exact_amounts_are_read_back(fen):
    assert amount_fen(yuan(fen)) == fen


def test_instant_is_read_as_beijing_time():
    assert MarketTimeField().clean("2027-04-12T15:10:58") == shanghai("2027-04-12T15:10:58")

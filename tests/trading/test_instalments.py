"""Story S3, step 4, and R-SET-04: a price in parts."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.fees.pricing import charge
from marketplace.trading.instalments import Bounds, Instalment, check_instalments, least_first_fen
from marketplace.trading.rule_rows import share
from tests.fees.tariffs import E1
from tests.trading.shipped import SHIPPED

PRICE_FEN = 4_500_000_00
BOUNDS = Bounds(share(SHIPPED, "R-SET-04", "first_instalment_bp"), date(2027, 4, 7), date(2028, 3, 30))


def parts(*amounts, days=(date(2027, 4, 7), date(2028, 3, 30))):
    return [Instalment(amount, day) for amount, day in zip(amounts, days, strict=False)]


def faults(instalments, *, secured=True, state_asset=False):
    found = check_instalments(PRICE_FEN, instalments, BOUNDS, secured=secured, state_asset=state_asset)
    assert {one.rule for one in found} <= {"R-SET-04"}
    return [one.field for one in found]


def test_s3_private_owner_takes_thirty_percent_first():
    assert least_first_fen(PRICE_FEN, BOUNDS.first_share) == 1_350_000_00
    assert charge(PRICE_FEN, E1) == 72_500_00
    assert faults(parts(1_350_000_00, 3_150_000_00)) == []


def test_s3_a_fen_less_is_refused():
    [fault] = check_instalments(PRICE_FEN, parts(1_349_999_99, 3_150_000_01), BOUNDS, secured=True, state_asset=False)

    assert (fault.field, fault.rule) == ("instalments.0.amount_fen", "R-SET-04")
    assert fault.message == "首期付款不得少于 1,350,000.00 元（规则 R-SET-04）。"


def test_s3_state_owned_asset_is_paid_at_once():
    assert faults(parts(1_350_000_00, 3_150_000_00), state_asset=True) == ["instalments"]
    assert faults(parts(PRICE_FEN), secured=False, state_asset=True) == []


@pytest.mark.parametrize(
    ("instalments", "secured", "expected"),
    [
        (parts(1_350_000_00, 3_150_000_00), False, ["security"]),
        (parts(1_350_000_00, 3_149_999_99), True, ["instalments"]),
        ([], True, ["instalments"]),
        (parts(PRICE_FEN, 0), True, ["instalments.1.amount_fen"]),
        (
            parts(2_000_000_00, 2_500_000_00, days=[date(2027, 4, 8), date(2028, 3, 31)]),
            True,
            ["instalments.0.due_date", "instalments.1.due_date"],
        ),
        (parts(2_000_000_00, 2_500_000_00, days=[date(2027, 4, 7)] * 2), True, ["instalments"]),
    ],
)
def test_fault_is_found_at_its_field(instalments, secured, expected):
    assert faults(instalments, secured=secured) == expected


@given(st.integers(1, 10**13), st.integers(1, 100))
def test_least_first_part_is_the_smallest_that_reaches_the_share(price_fen, percent):
    first = Fraction(percent, 100)

    least = least_first_fen(price_fen, first)

    assert least >= first * price_fen > least - 1

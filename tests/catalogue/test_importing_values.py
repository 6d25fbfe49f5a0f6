from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.importing import values as read
from marketplace.core.money import plain_yuan


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("2800000.00", 280_000_000),
        ("2,800,000", 280_000_000),
        ("¥ 2,800,000.5", 280_000_050),
        ("280万元", 280_000_000),
        ("280.000001万", 280_000_001),
        ("１．２亿", 12_000_000_000),
        (30000, 3_000_000),
        ("面议", None),
        ("", None),
        (None, None),
    ],
)
def test_amount_is_read_exactly(cell, fen):
    assert read.as_fen(cell) == fen


@pytest.mark.parametrize(
    "cell", ["abc", "1.234", "-5", "1e5", "0.00000001万", "1.2.3万", "万", "9" * 30, "9999999999亿", True]
)
def test_amount_that_is_none_is_refused(cell):
    with pytest.raises(ValueError, match="金额"):
        read.as_fen(cell)


def test_amount_under_a_heading_in_wan():
    assert (read.as_fen_of_wan("280"), read.as_fen_of_wan("280万元"), read.as_fen_of_wan("面议")) == (
        280_000_000,
        280_000_000,
        None,
    )


@given(st.integers(0, 10**15))
def test_amount_written_is_the_amount_read(fen):
    assert read.as_fen(plain_yuan(fen)) == fen


@pytest.mark.parametrize(
    "cell",
    ["2027-03-01", "2027/3/1", "2027.03.01", "2027年3月1日", "20270301", "２０２７-03-01", "2027-03-01T00:00:00"],
)
def test_date_is_read_in_every_dress(cell):
    assert read.as_date(cell) == date(2027, 3, 1)


@pytest.mark.parametrize("cell", ["2027-02-29", "2027-13-01", "soon", "3/1/2027", "44256"])
def test_date_that_is_none_is_refused(cell):
    with pytest.raises(ValueError, match="不是日期"):
        read.as_date(cell)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("A61K31/00(2006.01)I; B24B 27/00", ["A61K 31/00", "B24B 27/00"]),
        (["a61k31/00", "A61K 31/00"], ["A61K 31/00"]),
        ("", []),
    ],
)
def test_ipc_codes_lose_their_edition(cell, codes):
    assert read.as_ipc(cell) == codes


@pytest.mark.parametrize(("cell", "number"), [("TRL 7", 7), ("７级", 7), (7, 7), ("", None)])
def test_readiness_level_is_read(cell, number):
    assert read.as_number(cell) == number


@pytest.mark.parametrize("cell", ["甲\0乙", "\ud800"])
def test_text_that_no_database_can_keep_is_refused(cell):
    with pytest.raises(ValueError, match="不能保存"):
        read.as_text(cell)

"""Workbooks, read back by openpyxl."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from marketplace.core.workbook import Basis, Fen, Head, Sheet, workbook


def read(content: bytes):
    return load_workbook(io.BytesIO(content))


def test_cells_come_back_as_they_went_in():
    rows = [
        [Head("金额"), '成果 <&> "引号"'],
        [Fen(335_000_000), 12],
        [date(2027, 3, 1), Basis(1964)],
        [None, "\x00控制符"],
    ]

    sheet = read(workbook([Sheet("口径", rows, widths=[20, 30], frozen=1)]))["口径"]

    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["金额", '成果 <&> "引号"'],
        [3_350_000, 12],
        [datetime(2027, 3, 1), 0.1964],  # noqa: DTZ001  a day of a workbook
        [None, "控制符"],
    ]
    assert sheet["A2"].number_format == "#,##0.00"
    assert sheet["A3"].number_format == "yyyy\\-mm\\-dd"
    assert sheet.freeze_panes == "A2"


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_amounts_are_exact_to_the_fen(fen):
    value = read(workbook([Sheet("一", [[Fen(fen)]])]))["一"]["A1"].value

    assert round(Decimal(repr(value)) * 100) == fen


def test_amount_beyond_the_digits_of_a_number_is_text():
    assert read(workbook([Sheet("一", [[Fen(10**17)]])]))["一"]["A1"].value == "1000000000000000.00"


def test_same_rows_give_the_same_file():
    assert workbook([Sheet("一", [["甲", 1]])]) == workbook([Sheet("一", [["甲", 1]])])


def test_two_sheets_of_one_name_are_refused():
    with pytest.raises(ValueError, match="name"):
        workbook([Sheet("一", []), Sheet("一", [])])

"""The quick reading of a worksheet says what openpyxl says, cell by cell."""

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from marketplace.catalogue.importing.faults import FileFault
from marketplace.catalogue.importing.reading import open_table
from marketplace.catalogue.importing.xlsx_cells import plain
from tests.files.factories import archive, xlsx

HEADINGS = ["甲", "乙", "丙", "丁"]
words = st.text(st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=["Cs", "Cc"]), max_size=20)
AT = datetime


def whole_seconds(at):
    return at.replace(microsecond=0)


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.dates(min_value=date(1901, 1, 1)),
    st.datetimes(min_value=AT.min.replace(year=1901), max_value=AT.min.replace(year=2100)).map(whole_seconds),
    words.filter(lambda text: not text.startswith("=")),
)


def read(content):
    return list(open_table(io.BytesIO(content), "表.xlsx").rows)


def by_openpyxl(content):
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    rows = [[plain(value) for value in values] for values in sheet.iter_rows(min_row=2, max_col=4, values_only=True)]
    padded = [[*row, *[""] * (4 - len(row))] for row in rows]
    return [(line, row) for line, row in enumerate(padded, start=2) if any(row)]


@given(st.lists(st.lists(cells, min_size=4, max_size=4), max_size=8))
def test_every_kind_of_cell_reads_as_openpyxl_reads_it(rows):
    content = xlsx([HEADINGS, *rows])

    found = [(line, [row.get(heading, "") for heading in HEADINGS]) for line, row in read(content)]

    assert found == by_openpyxl(content)


def test_spans_errors_and_formulas_read_by_their_saved_values():
    book, out = Workbook(), io.BytesIO()
    book.active.append(HEADINGS)
    book.active.append([time(9, 30), "#N/A", "=1+1", Decimal("0.1")])
    book.save(out)

    [(line, row)] = read(out.getvalue())

    assert (line, row["甲"], row["乙"], row["丁"]) == (2, "09:30:00", "#N/A", "0.1")
    assert row.get("丙", "") == ""


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def with_sheet(text):
    """The workbook of one sheet, with this text in the place of its cells."""
    with zipfile.ZipFile(io.BytesIO(xlsx())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    return archive(parts | {"xl/worksheets/sheet1.xml": text.encode()})


def test_cells_without_references_follow_each_other_and_readings_are_left_out():
    rows = (
        '<row><c t="inlineStr"><is><t>甲</t></is></c><c t="str"><v>乙</v></c></row>'
        '<row r="5"><c r="B5" t="inlineStr"><is><r><t>示</t></r><r><t>范</t></r><rPh sb="0" eb="1"><t>shi</t></rPh></is></c></row>'
    )

    assert read(with_sheet(SHEET.format(rows=rows))) == [(5, {"甲": "", "乙": "示范"})]


@pytest.mark.parametrize(
    "text",
    [
        "<worksheet><sheetData><row>",
        '<!DOCTYPE x [<!ENTITY a "甲">]>' + SHEET.format(rows="<row><c><v>&a;</v></c></row>"),
        SHEET.format(rows='<row><c t="s"><v>99</v></c></row>'),
        SHEET.format(rows="<row><c><v>一</v></c></row>"),
        SHEET.format(rows='<row r="x"><c><v>1</v></c></row>'),
    ],
)
def test_broken_sheet_is_refused_in_words(text):
    with pytest.raises(FileFault, match=r"损坏|标题行"):
        read(with_sheet(text))

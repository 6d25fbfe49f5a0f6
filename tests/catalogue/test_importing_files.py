"""What the readers make of files: encodings, separators, sheets, and everything that is not what it says."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.catalogue.importing.reading import open_table


def rows_of(content: bytes, name: str):
    return list(open_table(io.BytesIO(content), name).rows)


def sheet(*rows, **cells) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TABLE = "名称,摘要\n自适应打磨,恒力执行器\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_csv_is_read_in_every_encoding_of_the_trade(encoding):
    assert rows_of(TABLE.encode(encoding), "a.csv") == [(2, {"名称": "自适应打磨", "摘要": "恒力执行器"})]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，"])
def test_csv_is_read_with_every_separator(separator):
    content = TABLE.replace(",", separator).encode()

    assert rows_of(content, "a.csv") == [(2, {"名称": "自适应打磨", "摘要": "恒力执行器"})]


def test_csv_with_quotes_line_ends_and_empty_lines_keeps_its_lines():
    content = '名称,摘要\r\n"甲,乙","第一行\n第二行"\r\n\r\n,\r\n丙,\r\n'.encode()

    assert rows_of(content, "a.csv") == [
        (2, {"名称": "甲,乙", "摘要": "第一行\n第二行"}),
        (6, {"名称": "丙", "摘要": ""}),
    ]


def test_csv_row_with_too_many_cells_is_told_and_the_next_is_read():
    first, second = rows_of("名称,摘要\n甲,乙,丙\n丁,戊\n".encode(), "a.csv")

    assert (first.line, "多出 1 个单元格" in first.reason) == (2, True)
    assert second == (3, {"名称": "丁", "摘要": "戊"})


def test_csv_row_with_a_damaged_cell_is_told_and_the_next_is_read():
    content = "名称,摘要\n自适应打磨,恒力执行器\n甲,".encode() + b"\xff\xfe" + "\n丁,戊\n".encode()

    _good, bad, good = rows_of(content, "a.csv")

    assert (bad.line, bad.column) == (3, "摘要")
    assert good == (4, {"名称": "丁", "摘要": "戊"})


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "空的"),
        (b"\n\n", "a.csv", "没有标题行"),
        ("名称,名称\n".encode(), "a.csv", "出现了两次"),
        (",".join(map(str, range(201))).encode(), "a.csv", "200 列"),
        (TABLE.encode(), "a.pdf", "不支持"),
        (TABLE.encode(), "noending", "不支持"),
        (b"PK\x03\x04nonsense", "a.xlsx", "XLSX"),
        (TABLE.encode(), "a.xlsx", "XLSX"),
        ("{}".encode("utf-16"), "a.jsonl", "UTF-8"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(content, name, words):
    with pytest.raises(FileFault) as refused:
        rows_of(content, name)

    assert words in str(refused.value.message)


def test_jsonl_is_read_line_by_line():
    content = '\ufeff{"title": "甲", "trl": 7}\n\n{"title": "乙", "price": 1.10}\n'.encode()

    assert rows_of(content, "a.jsonl") == [(1, {"title": "甲", "trl": 7}), (3, {"title": "乙", "price": "1.10"})]


@pytest.mark.parametrize(
    "line", ["[1]", "甲", '{"a": NaN}', '{"a": 1', "[" * 100_000, '{"a": ' + "9" * 5_000 + "}"], ids=range(6)
)
def test_jsonl_line_that_is_no_object_is_told_and_the_next_is_read(line):
    bad, good = rows_of(f'{line}\n{{"title": "甲"}}\n'.encode(), "a.jsonl")

    assert isinstance(bad, Fault)
    assert (bad.line, good) == (1, (2, {"title": "甲"}))


def test_xlsx_is_read_with_numbers_and_days_as_text():
    content = sheet(
        ["名称", "价格", "申请日", "截止", "是否高校", None],
        [],
        ["甲", 2_800_000.5, datetime(2021, 3, 16), date(2027, 4, 1), True],  # noqa: DTZ001  sheets know no time zones
        ["乙", 1e15, None, None, False],
    )

    assert rows_of(content, "a.xlsx") == [
        (3, {"名称": "甲", "价格": "2800000.5", "申请日": "2021-03-16", "截止": "2027-04-01", "是否高校": "true"}),
        (4, {"名称": "乙", "价格": "1000000000000000", "申请日": "", "截止": "", "是否高校": "false"}),
    ]


def test_xlsx_formula_is_not_evaluated():
    content = sheet(["名称", "摘要"], ["甲", "=1+1"])

    assert rows_of(content, "a.xlsx") == [(2, {"名称": "甲", "摘要": ""})]


def test_xlsx_with_a_cell_far_away_stays_bounded():
    content = sheet(["名称"], ["甲"], AAA9="远")

    [_first, far] = rows_of(content, "a.xlsx")[:1] + rows_of(content, "a.xlsx")[-1:]

    assert far == (2, {"名称": "甲"})


def test_xlsx_that_unpacks_into_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(6):
            archive.writestr(f"xl/part{part}.xml", b"\0" * (100 << 20))

    with pytest.raises(FileFault) as refused:
        rows_of(out.getvalue(), "bomb.xlsx")

    assert "过大" in str(refused.value.message)

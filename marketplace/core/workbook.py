"""Workbooks (XLSX) of hundreds of thousands of rows, written as they come. Pure: rows in, bytes out.

openpyxl needs about half a minute for the rows of a year; strings put together need a few seconds. The same rows always give the
same bytes, so that a file can be known by its hash. Money goes out as numbers of yuan with two decimals, exact: a number of a
workbook holds 15 digits, `MAX_FEN` has 17, so what is longer is written as text.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from xml.sax.saxutils import escape

from marketplace.core.money import plain_yuan

ROWS_MAX = 1_048_576
EXACT_FEN = 10**15
FIRST_DAY = date(1899, 12, 30)  # day 0 of a workbook
LOST = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
STAMP = (1980, 1, 1, 0, 0, 0)
PLAIN, HEAD, MONEY, WHOLE, DAY, PERCENT, WRAP = range(7)


@dataclass(frozen=True, slots=True)
class Fen:
    """An amount, to be written in yuan."""

    amount: int


@dataclass(frozen=True, slots=True)
class Basis:
    """A rate in hundredths of a percent, to be written in percent."""

    points: int


@dataclass(frozen=True, slots=True)
class Head:
    """A word at the head of a column."""

    words: str


Cell = str | int | date | Fen | Basis | Head | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`widths` in characters; `frozen` rows stay in sight. Rows may be produced while they are written."""

    name: str
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()
    frozen: int = 0


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file. Raises ValueError for two sheets of one name, or more rows than a sheet can hold."""
    names = [sheet.name for sheet in sheets]
    if len(set(names)) != len(names):
        raise ValueError("two sheets of one name")
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for path, text in _frame(names).items():
            archive.writestr(_entry(path), text)
        for place, sheet in enumerate(sheets, 1):
            with archive.open(_entry(f"xl/worksheets/sheet{place}.xml"), "w") as part:
                for piece in _pieces(sheet):
                    part.write(piece.encode())
    return told.getvalue()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _pieces(sheet: Sheet) -> Iterable[str]:
    yield f'{XML}<worksheet xmlns="{MAIN}">'
    if sheet.frozen:
        pane = (
            f'<pane ySplit="{sheet.frozen}" topLeftCell="A{sheet.frozen + 1}" activePane="bottomLeft" state="frozen"/>'
        )
        yield f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    if sheet.widths:
        columns = "".join(
            f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(sheet.widths, 1)
        )
        yield f"<cols>{columns}</cols>"
    yield "<sheetData>"
    lines: list[str] = []
    for number, row in enumerate(sheet.rows, 1):
        if number > ROWS_MAX:
            raise ValueError(f"{sheet.name} has more than {ROWS_MAX} rows")
        lines.append(f"<row>{''.join(map(_cell, row))}</row>")
        if len(lines) == 2_000:
            yield "".join(lines)
            lines = []
    yield f"{''.join(lines)}</sheetData></worksheet>"


def _cell(value: Cell) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return _text(value, WRAP if len(value) > 40 else PLAIN)
    if isinstance(value, int):
        return f'<c s="{WHOLE}"><v>{value}</v></c>'
    if isinstance(value, Fen):
        if abs(value.amount) >= EXACT_FEN:
            return _text(plain_yuan(value.amount), PLAIN)
        return f'<c s="{MONEY}"><v>{plain_yuan(value.amount)}</v></c>'
    if isinstance(value, date):
        return f'<c s="{DAY}"><v>{(value - FIRST_DAY).days}</v></c>'
    if isinstance(value, Basis):
        sign, size = "-" if value.points < 0 else "", abs(value.points)
        return f'<c s="{PERCENT}"><v>{sign}{size // 10_000}.{size % 10_000:04d}</v></c>'
    return _text(value.words, HEAD)


@lru_cache(maxsize=20_000)  # names of exchanges, regions and parties come again and again
def _text(words: str, style: int) -> str:
    kept = escape(LOST.sub("", words))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _style(number_format: int = 0, font: int = 0, align: str = "") -> str:
    inside = f"<alignment {align}/>" if align else ""
    applied = ' applyNumberFormat="1" applyFont="1" applyAlignment="1"'
    return f'<xf numFmtId="{number_format}" fontId="{font}" fillId="0" borderId="0" xfId="0"{applied}>{inside}</xf>'


CELL_STYLES = (  # in the order of the constants above
    _style(),
    _style(font=1, align='wrapText="1" vertical="center"'),
    _style(4),
    _style(3),
    _style(164),
    _style(10),
    _style(align='wrapText="1" vertical="top"'),
)
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="SimSun"/></font><font><b/><sz val="11"/><name val="SimSun"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(CELL_STYLES)}">{"".join(CELL_STYLES)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts around the sheets."""
    places = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name[:31], {chr(34): "&quot;"})}" sheetId="{i}" r:id="rId{i}"/>'
        for i, name in zip(places, names, strict=True)
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{CONTENT}.worksheet+xml"/>' for i in places
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in places
    )
    styles = f'<Relationship Id="rId{len(names) + 1}" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>{parts}'
        f'<Override PartName="/xl/styles.xml" ContentType="{CONTENT}.styles+xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}{styles}</Relationships>',
        "xl/styles.xml": STYLES,
    }


CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

"""A bank statement read whole or not at all: every fault is told with its row, its column and the rule."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from marketplace.cashier.columns import COLUMNS, Row, cell
from marketplace.cashier.models import Direction
from marketplace.catalogue.importing.csv_rows import SEPARATORS, read_rows
from marketplace.catalogue.importing.encoding import detect_encoding
from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.core.errors import Invalid
from marketplace.core.money import yuan

BYTES_MAX = 2 << 20
ROWS_MAX = 5_000
FAULTS_TOLD = 50
RULE = "R-SET-08"


@dataclass(slots=True)
class Reading:
    """What a file says."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def sum_fen(self, direction: str) -> int:
        return sum(row.amount_fen for row in self.rows if row.direction == direction)


def read(content: bytes, *, first: date, last: date) -> Reading:
    """Read a CSV of the days `first` to `last`. Raises Invalid for the field `file` if it is not such a table at all."""
    if len(content) > BYTES_MAX:
        raise _unfit(_("文件超过 {limit} MB，请按日拆分。").format(limit=BYTES_MAX >> 20))
    found, seen = Reading(), dict[str, int]()
    try:
        for number, given in enumerate(read_rows(io.BytesIO(content))):
            if number == ROWS_MAX:
                raise FileFault(_("文件超过 {limit} 行，请按日拆分。").format(limit=ROWS_MAX))
            _take(given, found, seen, first, last)
        if not found.rows and not found.faults:  # a day without movements, or no statement at all
            _require_columns(dict.fromkeys(_headings(content)))
    except FileFault as fault:
        raise _unfit(str(fault.message)) from None
    return found


def _headings(content: bytes) -> list[str]:
    text = content.decode(detect_encoding(io.BytesIO(content)), errors="replace")
    first = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip()), "")
    return [cell.strip() for cell in next(csv.reader([first], delimiter=max(SEPARATORS, key=first.count)), [])]


def _take(given: Any, found: Reading, seen: dict[str, int], first: date, last: date) -> None:
    if isinstance(given, Fault):
        found.faults.append(given)
        return
    line, cells = given
    _require_columns(cells)
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for column in COLUMNS:
        try:
            values[column.field] = column.read(cell(column, cells))
        except ValueError as wrong:
            faults.append(Fault(line, column.heading, str(wrong)))
    faults.extend(Fault(line, heading, reason) for heading, reason in _amiss(values, seen, first, last))
    found.faults.extend(faults)
    if not faults:
        seen[values["bank_reference"]] = line
        found.rows.append(Row(row=line, **values))


def _require_columns(cells: dict[str, Any]) -> None:
    lacking = [one.heading for one in COLUMNS if one.heading not in cells and one.english not in cells]
    known = {name for one in COLUMNS for name in (one.heading, one.english)}
    foreign = [heading for heading in cells if heading not in known and not heading.startswith("#")]
    if lacking:
        raise FileFault(_("标题行缺少：{columns}。请用空白表填写。").format(columns="、".join(lacking)))
    if foreign:
        raise FileFault(_("标题行有不认识的列：{columns}。请删去。").format(columns="、".join(foreign)[:80]))


def _amiss(values: dict[str, Any], seen: dict[str, int], first: date, last: date) -> Iterator[tuple[str, str]]:
    """What is wrong with readable cells beside each other."""
    day, reference = values.get("booked_date"), values.get("bank_reference")
    if day is not None and not first <= day <= last:
        yield "交易日期", _("不在对账单的起止日期 {first} 至 {last} 之内。").format(first=first, last=last)
    if values.get("direction") == Direction.IN:
        for name, heading in (("party_name", "对方户名"), ("party_account", "对方账号")):
            if values.get(name) == "":
                yield heading, _("收入须写明{column}，否则无法认领和原路退回。").format(column=heading)
    if reference in seen:
        yield "银行流水号", _("与第 {row} 行相同；每笔流水只能有一行。").format(row=seen[reference])


def refuse(faults: list[Fault]) -> None:
    """Raise Invalid for the field `file` if there are any, with row, column and rule of each."""
    if not faults:
        return
    told = [
        _("第 {row} 行“{column}”：{reason}（规则 {rule}）").format(
            row=fault.line, column=fault.column or _("整行"), reason=fault.reason, rule=RULE
        )
        for fault in faults[:FAULTS_TOLD]
    ]
    if len(faults) > FAULTS_TOLD:
        told.append(_("另有 {count} 处。").format(count=len(faults) - FAULTS_TOLD))
    told.append(_("文件没有读入任何一行，请改正后重新上传。"))
    raise Invalid(fields={"file": told}, rule=RULE)


def require_balances(found: Reading, opening_fen: int, closing_fen: int) -> None:
    """Raises Invalid unless the lines lead from the opening to the closing balance."""
    expected = opening_fen + found.sum_fen(Direction.IN) - found.sum_fen(Direction.OUT)
    if expected != closing_fen:
        message = _("期初 {opening} 元加各行收支得 {expected} 元，与期末 {closing} 元相差 {gap} 元；可能缺行或多行。")
        told = message.format(
            opening=yuan(opening_fen),
            expected=yuan(expected),
            closing=yuan(closing_fen),
            gap=yuan(closing_fen - expected),
        )
        raise Invalid(fields={"closing": [told]}, rule=RULE)


def _unfit(reason: str) -> Invalid:
    return Invalid(fields={"file": [reason]}, rule=RULE)

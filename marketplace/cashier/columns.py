"""The columns of a bank statement and what may stand in them (对账单格式)."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.cashier.models import Direction
from marketplace.catalogue.importing.values import as_date, as_text
from marketplace.core.clock import SHANGHAI
from marketplace.core.money import MAX_FEN, parse_yuan

TIME = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?")
ACCOUNT = re.compile(r"[0-9A-Za-z*-]{4,40}")
REFERENCE = re.compile(r"[^\s#]{1,60}")  # a # begins the ledger's count of repeats
DIRECTIONS = {
    **dict.fromkeys(("收", "收入", "贷", "贷方", "in", "credit"), Direction.IN),
    **dict.fromkeys(("支", "支出", "借", "借方", "out", "debit"), Direction.OUT),
}
NAME_MAX, REMARK_MAX = 120, 200


@dataclass(frozen=True, slots=True)
class Row:
    """A line as the file has it."""

    row: int
    booked_date: date
    time: time
    amount_fen: int
    direction: str
    party_name: str
    party_account: str
    bank_reference: str
    remark: str

    @property
    def booked_at(self) -> datetime:
        return datetime.combine(self.booked_date, self.time, tzinfo=SHANGHAI)

    @property
    def signed_fen(self) -> int:
        return self.amount_fen if self.direction == Direction.IN else -self.amount_fen

    @property
    def content(self) -> dict[str, Any]:
        """What must be the same where the line stands in another file."""
        return {
            "booked_date": self.booked_date,
            "booked_at": self.booked_at,
            "direction": self.direction,
            "amount_fen": self.amount_fen,
            "party_name": self.party_name,
            "party_account": self.party_account,
            "bank_reference": self.bank_reference,
            "remark": self.remark,
        }


def _plain(value: Any) -> str:
    return unicodedata.normalize("NFKC", as_text(value))


def _day(value: Any) -> date:
    found = as_date(value)
    if found is None:
        raise ValueError(_("请填写交易日期。"))
    return found


def _time(value: Any) -> time:
    found = TIME.fullmatch(_plain(value))
    try:
        if found is None:
            raise ValueError
        hour, minute, second = (int(part or 0) for part in found.groups())
        return time(hour, minute, second)
    except ValueError:
        raise ValueError(_("“{value}”不是时间。请写成 14:56:30。").format(value=as_text(value)[:40])) from None


def _amount(value: Any) -> int:
    try:
        fen = parse_yuan(as_text(value))
    except ValueError:
        raise ValueError(
            _("“{value}”不是金额。请写人民币元，最多两位小数，例如 280000.00。").format(value=as_text(value)[:40])
        ) from None
    if not 0 < fen <= MAX_FEN:
        raise ValueError(_("金额须大于 0；收入还是支出由借贷方向说明。"))
    return fen


def _direction(value: Any) -> str:
    found = DIRECTIONS.get(_plain(value).lower())
    if found is None:
        raise ValueError(_("“{value}”须为“收”或“支”（贷方或借方）。").format(value=as_text(value)[:40]))
    return found.value


def _name(value: Any) -> str:
    text = as_text(value)
    if len(text) > NAME_MAX:
        raise ValueError(_("不超过 {most} 字。").format(most=NAME_MAX))
    return text


def _account(value: Any) -> str:
    text = _plain(value).replace(" ", "")
    if text and not ACCOUNT.fullmatch(text):
        raise ValueError(_("“{value}”不是账号：4 至 40 位数字或字母。").format(value=text[:50]))
    return text


def _reference(value: Any) -> str:
    text = as_text(value)
    if not REFERENCE.fullmatch(text):
        raise ValueError(_("银行流水号须填写，1 至 60 个字符，不含空格和 #。"))
    return text


def _remark(value: Any) -> str:
    text = as_text(value).replace("\n", " ")
    if len(text) > REMARK_MAX:
        raise ValueError(_("不超过 {most} 字。").format(most=REMARK_MAX))
    return text


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its headings in a file, how a cell is read, and its description."""

    field: str
    heading: str
    english: str
    read: Callable[[Any], Any]
    help: Any


COLUMNS = (
    Column("booked_date", "交易日期", "date", _day, gettext_lazy("2027-04-12；须在对账单的起止日期之内")),
    Column("time", "交易时间", "time", _time, gettext_lazy("14:56:30，北京时间")),
    Column("amount_fen", "金额", "amount", _amount, gettext_lazy("人民币元，大于 0，最多两位小数")),
    Column("direction", "借贷方向", "direction", _direction, gettext_lazy("收（贷方）或支（借方）")),
    Column("party_name", "对方户名", "counterparty", _name, gettext_lazy("收入须填写；不超过 120 字")),
    Column("party_account", "对方账号", "account", _account, gettext_lazy("收入须填写；退款只退回这个账号")),
    Column("bank_reference", "银行流水号", "reference", _reference, gettext_lazy("每行唯一；同一流水只入账一次")),
    Column("remark", "摘要", "remark", _remark, gettext_lazy("可空；写有项目或登记编号时便于认领")),
)
BLANK_FORM = "\ufeff" + ",".join(column.heading for column in COLUMNS) + "\r\n"


def cell(column: Column, cells: Mapping[str, Any]) -> Any:
    """The cell under the column's Chinese or English heading."""
    return cells.get(column.heading, cells.get(column.english, ""))

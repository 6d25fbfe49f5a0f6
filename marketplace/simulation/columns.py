"""A file of deals: its columns, and how a row is read. Every cell must be understood; what is wrong is told with its rule."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import ExchangeCode
from marketplace.catalogue.importing.columns import Headings, plain_heading
from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.catalogue.importing.reading import Row
from marketplace.catalogue.importing.values import NO, YES, as_fen, as_text
from marketplace.core.money import MAX_FEN, parse_yuan
from marketplace.fees.models import Criterion, Method, Side
from marketplace.simulation.weighing import NOTHING, Deal

PAYER_MAX = 120
SMALL_FIRM = frozenset({Criterion.SMALL_FIRM.value})


class Column(NamedTuple):
    """A field, its heading, what is written into it, and an example."""

    field: str
    label: str | Promise
    told: str | Promise
    example: str
    needed: bool = False


COLUMNS = (
    Column("venue", gettext_lazy("交易机构"), gettext_lazy("SW、CQ、CD、NT 或机构名称"), "SW", True),
    Column("side", gettext_lazy("付费方"), gettext_lazy("转让方、受让方，或双方（一行算作两笔）"), "双方", True),
    Column("price", gettext_lazy("成交价"), gettext_lazy("人民币元，最多两位小数；也可写 335万"), "3350000.00", True),
    Column("received", gettext_lazy("此前累计"), gettext_lazy("提成、分期此前已收的金额；没有则留空"), "0.00"),
    Column(
        "method",
        gettext_lazy("交易方式"),
        gettext_lazy("协议转让、挂牌交易、网络竞价、许可、作价入股、开放许可"),
        "协议转让",
    ),
    Column(
        "payer", gettext_lazy("付费单位"), gettext_lazy("名称或代号，同一单位写法相同；留空则每行算一家"), "示范甲公司"
    ),
    Column("small", Criterion.SMALL_FIRM.label, gettext_lazy("中型、小型、微型企业填是，其余填否；留空为否"), "否"),
)
ALIASES = {
    "venue": ("交易机构", "交易所", "机构", "exchange"),
    "side": ("付费方", "缴费方", "方"),
    "price": ("成交价", "成交价格", "价款", "金额", "成交金额", "成交价元", "金额元", "amount"),
    "received": ("此前累计", "累计", "此前累计元", "received before", "cumulative"),
    "method": ("交易方式", "方式"),
    "payer": ("付费单位", "缴费单位", "单位", "firm"),
    "small": ("中小微企业", "中小微", "小微企业", "小微", "small firm"),
}


class Wrong(NamedTuple):
    """Why a row cannot be counted; a file with one of them is not counted at all."""

    line: int
    column: str
    reason: str
    rule: str


class Reader:
    """Reads the rows of one file; `charged` are the venues that have a schedule."""

    def __init__(self, charged: Collection[str]) -> None:
        self.charged = charged
        self.headings = Headings(ALIASES)
        self.fields: dict[str, str] | None = None  # by field its heading in this file

    def read(self, row: Row | Fault) -> tuple[int, list[Deal], list[Wrong]]:
        """The row's line, and its deals or what is wrong with it. Raises FileFault at the first row if columns are missing or unknown."""
        if isinstance(row, Fault):
            return row.line, [], [Wrong(row.line, row.column, row.reason, "")]
        line, cells = row
        fields = self.fields or self._understand(cells)
        wrong: list[Wrong] = []
        values: dict[str, Any] = {}
        for field, heading in fields.items():
            try:
                values[field] = READ[field](cells.get(heading))
            except ValueError as error:
                wrong.append(Wrong(line, heading, str(error), RULES[field]))
        if not wrong:
            wrong = list(self._faults(line, fields, values))
        return line, ([] if wrong else list(_deals(values))), wrong

    def _understand(self, cells: Mapping[str, object]) -> dict[str, str]:
        found: dict[str, str] = {}
        for heading in cells:
            field = self.headings.field_of(heading)
            if field is None or field in found:
                text = _("不认识的列“{heading}”，或同一列出现两次。请对照空白表的列名。")
                raise FileFault(text.format(heading=heading[:40]))
            found[field] = heading
        lacking = [str(column.label) for column in COLUMNS if column.needed and column.field not in found]
        if lacking:
            raise FileFault(_("缺少必填的列：{columns}。").format(columns="、".join(lacking)))
        self.fields = found
        return found

    def _faults(self, line: int, fields: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[Wrong]:
        venue = values["venue"]
        if venue not in self.charged:
            text = _("交易机构 {venue} 没有可比较的收费标准。").format(venue=venue)
            yield Wrong(line, fields["venue"], text, "R-FEE-12")
        if values["price"] + values.get("received", 0) > MAX_FEN:
            yield Wrong(line, fields["price"], _("累计金额过大。"), "R-FEE-05")


def _deals(values: Mapping[str, Any]) -> Iterator[Deal]:
    rest = {name: values[name] for name in ("method", "payer") if name in values}
    criteria = SMALL_FIRM if values.get("small") else NOTHING
    for side in values["side"]:
        yield Deal(values["venue"], side, values["price"], values.get("received", 0), criteria=criteria, **rest)


def _venue(cell: object) -> str:
    return _word(as_text(cell), "venue")


def _side(cell: object) -> Sequence[str]:
    found = _word(as_text(cell), "side")
    return Side.values if found == "both" else (found,)


def _method(cell: object) -> str:
    text = as_text(cell)
    return _word(text, "method") if text else ""


@lru_cache(maxsize=4_096)
def _word(text: str, field: str) -> str:
    found = _words(field).get(plain_heading(text))
    if found is None:
        known = "、".join(dict.fromkeys(_names(field)))
        raise ValueError(_("“{value}”不认识。请写：{known}。").format(value=text[:40], known=known))
    return found


@lru_cache(maxsize=8)
def _words(field: str) -> dict[str, str]:
    """Every way to write each value, in both languages."""
    found: dict[str, str] = {"both": "both", "双方": "both"} if field == "side" else {}
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {plain_heading(str(label)): code for code, label in CHOICES[field]}
    return found | {plain_heading(code): code for code, _label in CHOICES[field]}


def _names(field: str) -> list[str]:
    names = (
        [str(code) for code, _label in CHOICES[field]]
        if field == "venue"
        else [str(label) for _code, label in CHOICES[field]]
    )
    return [*names, _("双方")] if field == "side" else names


def _price(cell: object) -> int:
    found = _fen(cell)
    if found is None:
        raise ValueError(_("此格不能为空。"))
    return found


def _received(cell: object) -> int:
    return _fen(cell) or 0


def _fen(cell: object) -> int | None:
    """The usual way of writing first: there are hundreds of thousands of them."""
    text = as_text(cell)
    if not text:
        return None
    try:
        found = parse_yuan(text)
    except ValueError:
        return as_fen(text)
    if not 0 <= found <= MAX_FEN:
        raise ValueError(_("金额须在 0 元至一千万亿元之间。"))
    return found


def _payer(cell: object) -> str:
    text = as_text(cell)
    if len(text) > PAYER_MAX:
        raise ValueError(_("不超过 {most} 字。").format(most=PAYER_MAX))
    return text


def _small(cell: object) -> bool:
    text = as_text(cell).lower()
    if text and text not in YES and text not in NO:
        raise ValueError(_("“{value}”不认识。请写：是、否。").format(value=text[:40]))
    return text in YES


CHOICES = {"venue": ExchangeCode.choices, "side": Side.choices, "method": Method.choices}
READ = {
    "venue": _venue,
    "side": _side,
    "price": _price,
    "received": _received,
    "method": _method,
    "payer": _payer,
    "small": _small,
}
RULES = {
    "venue": "R-FEE-13",
    "side": "R-FEE-01",
    "price": "R-GEN-06",
    "received": "R-FEE-05",
    "method": "R-FEE-02",
    "payer": "",
    "small": "R-FEE-13",
}

"""What a row of another system holds: its columns by kind, how their cells are read, and how a content is written again.

A content is a plain dict by field, as it is stored, compared and exported: texts, lists of texts, whole fen, ISO dates.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.identifiers import normalise_uscc, validate_region, validate_uscc
from marketplace.catalogue.identifiers import parse_patent_number
from marketplace.catalogue.importing.columns import Headings
from marketplace.catalogue.importing.faults import RowFault
from marketplace.catalogue.importing.values import as_date, as_fen, as_fen_of_wan, as_items, as_text, chosen
from marketplace.catalogue.models import TransferMode
from marketplace.core.money import plain_yuan
from marketplace.desk.models import NoticeKind
from marketplace.network.models import Kind
from marketplace.network.models.record import NUMBER_MAX

Content = dict[str, Any]
TITLE_MAX, NAME_MAX, WORD_MAX, BODY_MAX = 300, 120, 60, 19_000
# Drafts of rules are no business of another system.
NOTICE_KINDS: dict[str, Any] = {code: label for code, label in NoticeKind.choices if code != NoticeKind.RULES}
METHODS: dict[str, Any] = dict(TransferMode.choices)


@dataclass(frozen=True, slots=True)
class Column:
    """A field, what people call it, under which other headings it comes, and how a cell of it is read."""

    field: str
    label: str | Promise
    read: Callable[[Any], Any]
    aliases: tuple[str, ...] = ()
    needed: bool = False


def text(most: int) -> Callable[[Any], str]:
    """A reader of a text of at most `most` characters."""

    def read(cell: Any) -> str:
        found = as_text(cell)
        if len(found) > most:
            raise ValueError(_("不超过 {most} 字，现为 {length} 字。").format(most=most, length=len(found)))
        return found

    return read


def uscc(cell: Any) -> str:
    found = normalise_uscc(as_text(cell))
    if found:
        validate_uscc(found)
    return found


def region(cell: Any) -> str:
    found = as_text(cell)
    if found:
        validate_region(found)
    return found


def day(cell: Any) -> str:
    found = as_date(cell)
    return found.isoformat() if found else ""


def rights(cell: Any) -> list[str]:
    """Numbers of rights; those of patents in their one form."""
    return list(dict.fromkeys(right(item) for item in as_items(cell)))


def right(number: str) -> str:
    try:
        return str(parse_patent_number(number))
    except ValidationError:
        return text(WORD_MAX)(number)


NUMBER = Column(
    "original_number", gettext_lazy("原项目编号"), text(NUMBER_MAX), ("项目编号", "项目号", "project number"), True
)
TITLE = Column("title", gettext_lazy("项目名称"), text(TITLE_MAX), ("名称", "标题", "title", "name"), True)
METHOD = Column("method", gettext_lazy("交易方式"), text(WORD_MAX), ("转让方式", "method"))
SELLER = Column("transferor", gettext_lazy("转让方"), text(NAME_MAX), ("委托方", "出让方", "transferor"))
SELLER_USCC = Column("transferor_uscc", gettext_lazy("转让方统一社会信用代码"), uscc, ("转让方信用代码",))
BUYER = Column("transferee", gettext_lazy("受让方"), text(NAME_MAX), ("transferee",))
BUYER_USCC = Column("transferee_uscc", gettext_lazy("受让方统一社会信用代码"), uscc, ("受让方信用代码",))
RIGHTS = Column("right_numbers", gettext_lazy("权利号"), rights, ("专利号", "申请号", "登记号", "rights"))
AMOUNT = Column("amount_fen", gettext_lazy("成交金额"), as_fen, ("成交价", "成交价格", "amount"), True)
DEAL_DATE = Column("deal_date", gettext_lazy("成交日期"), day, ("成交日", "合同签订日期", "deal date"), True)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    Kind.CASE: (
        NUMBER,
        TITLE,
        SELLER,
        SELLER_USCC,
        RIGHTS,
        METHOD,
        Column("asking_price_fen", gettext_lazy("挂牌价"), as_fen, ("转让底价", "asking price")),
        Column("listed_from", gettext_lazy("挂牌开始日期"), day, ("挂牌日期", "listed from")),
        Column("listed_to", gettext_lazy("挂牌结束日期"), day, ("挂牌期满日期", "listed to")),
        Column("stage", gettext_lazy("环节"), text(WORD_MAX), ("阶段", "stage")),
        Column("status", gettext_lazy("状态"), text(WORD_MAX), ("案件状态", "status")),
    ),
    Kind.NOTICE: (
        NUMBER,
        Column(
            "notice_kind",
            gettext_lazy("公告类型"),
            chosen({label: code for code, label in NOTICE_KINDS.items()}),
            ("类型", "notice kind"),
            True,
        ),
        Column("notice_number", gettext_lazy("公告编号"), text(NUMBER_MAX), ("公告号", "notice number")),
        Column("title", gettext_lazy("公告标题"), text(TITLE_MAX), ("标题", "名称", "title"), True),
        Column("body", gettext_lazy("公告正文"), text(BODY_MAX), ("正文", "内容", "body", "content"), True),
        Column("starts_on", gettext_lazy("开始日期"), day, ("发布日期", "公告日期", "starts on"), True),
        Column("ends_on", gettext_lazy("结束日期"), day, ("截止日期", "ends on")),
    ),
    Kind.RESULT: (
        NUMBER,
        TITLE,
        METHOD,
        AMOUNT,
        DEAL_DATE,
        SELLER,
        SELLER_USCC,
        BUYER,
        BUYER_USCC,
        RIGHTS,
        Column("contract_number", gettext_lazy("合同编号"), text(NUMBER_MAX), ("contract number",)),
    ),
    Kind.DEAL: (
        Column("original_number", gettext_lazy("合同编号"), text(NUMBER_MAX), ("contract number", "原合同编号"), True),
        Column("title", gettext_lazy("成交标的"), text(TITLE_MAX), ("项目名称", "标的名称", "名称", "title"), True),
        Column(
            "method",
            gettext_lazy("转化方式"),
            chosen({label: code for code, label in METHODS.items()}),
            ("交易方式", "method"),
            True,
        ),
        AMOUNT,
        DEAL_DATE,
        Column("venue", gettext_lazy("成交场所"), text(100), ("场所", "venue")),
        Column("seller", gettext_lazy("转让方"), text(NAME_MAX), ("seller", "transferor"), True),
        SELLER_USCC,
        Column("seller_region", gettext_lazy("转让方所在地"), region, ("转让方区划代码", "seller region"), True),
        Column("buyer", gettext_lazy("受让方"), text(NAME_MAX), ("buyer", "transferee"), True),
        BUYER_USCC,
        Column("buyer_region", gettext_lazy("受让方所在地"), region, ("受让方区划代码", "buyer region"), True),
    ),
}
WAN = "万元"  # a heading that ends so holds amounts in 万元


class Reader:
    """Reads rows of one kind."""

    def __init__(self, kind: str) -> None:
        self.columns = {column.field: column for column in COLUMNS[kind]}
        aliases = {field: (*column.aliases, *names_of(column)) for field, column in self.columns.items()}
        self.headings = Headings(aliases)

    def read(self, row: Mapping[str, Any]) -> Content:
        """The content of a row; columns that nobody knows are left out. Raises RowFault with all that cannot be read."""
        found: Content = {}
        faults: list[tuple[str, str]] = []
        for heading, cell in row.items():
            field, read = self._meant(str(heading))
            if field is None or field in found:
                continue
            try:
                if (value := read(cell)) not in (None, "", []):
                    found[field] = value
            except ValidationError as error:
                faults.append((str(heading), " ".join(error.messages)))
            except ValueError as error:
                faults.append((str(heading), str(error)))
        wrong = {self.headings.field_of(heading) for heading, _reason in faults}
        lacking = [
            one for one in self.columns.values() if one.needed and one.field not in found and one.field not in wrong
        ]
        faults += [(str(one.label), _("此格不能为空。")) for one in lacking]
        faults += self._contradictions(found)
        if faults:
            raise RowFault(faults)
        return found

    def _meant(self, heading: str) -> tuple[str | None, Callable[[Any], Any]]:
        plain = heading.strip().rstrip("）)").removesuffix(WAN).rstrip("（(")
        field = self.headings.field_of(heading) or self.headings.field_of(plain)
        if field is None:
            return None, as_text
        in_wan = field.endswith("_fen") and WAN in heading
        return field, as_fen_of_wan if in_wan else self.columns[field].read

    def _contradictions(self, found: Content) -> list[tuple[str, str]]:
        faults = []
        for first, last in (("listed_from", "listed_to"), ("starts_on", "ends_on")):
            if first in found and last in found and found[last] < found[first]:
                faults.append((str(self.columns[last].label), _("结束日期早于开始日期。")))
        if found.get("amount_fen") == 0:
            faults.append((str(self.columns["amount_fen"].label), _("成交金额须大于零。")))
        return faults


def names_of(column: Column) -> tuple[str, ...]:
    """The field as exports name it, and its label in both languages, whoever reads."""
    labels = []
    for language in ("zh-hans", "en"):
        with override(language):
            labels.append(str(column.label))
    return (column.field, name_in_export(column), *labels)


def hash_of(content: Content) -> bytes:
    """The identity of a content, whatever the order of its columns and the kind of file."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).digest()


def part_of(kind: str, content: Content) -> str:
    """Which of a project's notices it is: its own number there, else its kind; empty for all else."""
    return str(content.get("notice_number") or content["notice_kind"]) if kind == Kind.NOTICE else ""


def marks_of(kind: str, content: Content) -> list[str]:
    """By what the same project is known under another number: its rights, else its title and who transfers it."""
    if kind not in (Kind.CASE, Kind.RESULT):
        return []
    known = [f"{kind} right {number}" for number in content.get("right_numbers", [])]
    who = content.get("transferor_uscc") or content.get("transferor")
    if not known and who:
        known = [f"{kind} title {''.join(content['title'].split()).lower()} of {who}"]
    return [hashlib.sha256(each.encode()).hexdigest() for each in known]


def cells_of(kind: str, content: Content) -> dict[str, str]:
    """A content as a row of an export, by field: amounts in yuan, lists set apart by semicolons; the import reads it again."""
    return {name_in_export(column): cell_of(content.get(column.field), column.field) for column in COLUMNS[kind]}


def name_in_export(column: Column) -> str:
    return column.field.removesuffix("_fen")


def cell_of(value: Any, field: str) -> str:
    if value is None:
        return ""
    if field.endswith("_fen"):
        return plain_yuan(value)
    return "; ".join(value) if isinstance(value, list) else str(value)


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: Any
    fen: int | None = None
    differs: bool = False


def facts_of(kind: str, content: Content, *, beside: Content | None = None) -> list[Fact]:
    """A content for people; with another beside it, what differs is marked, and what only that one has stands empty."""
    found = []
    for column in COLUMNS[kind]:
        value, others = content.get(column.field), (beside or {}).get(column.field)
        if value is None and others is None:
            continue
        fen = value if column.field.endswith("_fen") else None
        shown = ";".join(value) if isinstance(value, list) else _shown(column.field, value)
        found.append(Fact(str(column.label), shown, fen, beside is not None and value != others))
    return found


def _shown(field: str, value: Any) -> Any:
    words: Mapping[Any, Any] = {"notice_kind": NOTICE_KINDS, "method": METHODS}.get(field, {})
    return words.get(value, value)


def headings(kind: str) -> Iterable[tuple[str, bool]]:
    """The columns of a kind as people call them, and whether they must be filled."""
    return [(str(column.label), column.needed) for column in COLUMNS[kind]]

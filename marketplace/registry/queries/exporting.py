"""The registrar's table: one row for each contract, in the columns of R-REG-05, as CSV and XLSX."""

from collections.abc import Callable, Iterator
from typing import Any

from accounts.actor import Actor
from marketplace.core.errors import require
from marketplace.core.money import plain_yuan
from marketplace.core.tables import written
from marketplace.core.workbook import Sheet
from marketplace.registry import rules
from marketplace.registry.models import Filing
from marketplace.registry.queries.reading import filings_for

State = Filing.State
MOST = 20_000


def _money(value: int | None) -> str:
    return "" if value is None else plain_yuan(value)


# The registry reads Chinese heads, whatever the language of who exports.
COLUMNS: tuple[tuple[str, Callable[[Filing], Any]], ...] = (
    ("登记编号", lambda one: one.registration_number),
    ("状态", lambda one: one.state),
    ("合同名称", lambda one: one.name),
    ("合同编号", lambda one: one.contract_number),
    ("合同类型", lambda one: one.kind),
    ("合同子类", lambda one: one.subtype),
    ("申请方名称", lambda one: one.filer.name),
    ("申请方统一社会信用代码", lambda one: one.filer.uscc),
    ("申请方行政区划", lambda one: one.own_region),
    ("申请方法人类型", lambda one: one.own_form),
    ("申请方联系人", lambda one: one.own_contact),
    ("对方名称", lambda one: one.other_name),
    ("对方统一社会信用代码", lambda one: one.other_uscc),
    ("对方行政区划", lambda one: one.other_region),
    ("对方法人类型", lambda one: one.other_form),
    ("对方联系人", lambda one: one.other_contact),
    ("技术进口", lambda one: "是" if one.imported else "否"),
    ("签订日期", lambda one: one.signed_date.isoformat()),
    ("合同期限至", lambda one: one.ends_date.isoformat()),
    ("合同成交额（元）", lambda one: _money(one.total_fen)),
    ("技术交易额（元）", lambda one: _money(one.technology_fen)),
    ("支付方式", lambda one: one.payment_mode),
    ("技术领域", lambda one: one.technology_field.name),
    ("知识产权类型", lambda one: one.right_type),
    ("知识产权编号", lambda one: one.right_numbers),
    ("计划项目来源", lambda one: one.project_source),
    ("社会经济目标", lambda one: one.goal),
    ("预计新增投资（元）", lambda one: _money(one.expected_investment_fen)),
    ("预计新增产值（元）", lambda one: _money(one.expected_output_fen)),
)


def exported(actor: Actor) -> Iterator[list[str]]:
    """The head, then every contract handed in at the actor's exchange, the newest last."""
    require(rules.may_export, actor)
    yield [name for name, _read in COLUMNS]
    for one in filings_for(actor).order_by("pk")[:MOST]:
        yield [str(read(one)) for _name, read in COLUMNS]


def table(actor: Actor, ending: str) -> bytes:
    """The table as `csv` or `xlsx`."""
    return written([Sheet("技术合同登记", exported(actor))], ending)

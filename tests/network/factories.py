"""Rows of other systems, and deals closed elsewhere."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from accounts.actor import Actor
from marketplace.core.clock import frozen
from marketplace.network import commands
from marketplace.network.drafts import DealDraft
from marketplace.network.models import ExternalDeal, Reading
from tests.accounts.factories import actor, officer
from tests.files.factories import upload

TODAY = frozen("2027-03-01T09:30:00")
CASE = {"原项目编号": "XN2026-0101", "项目名称": "示范打磨技术", "转让方": "示范研究所", "挂牌价（万元）": "280"}
NOTICE = {
    "原项目编号": "XN2026-0101",
    "公告类型": "挂牌公告",
    "公告标题": "示范打磨技术挂牌公告",
    "公告正文": "示范正文",
    "开始日期": "2027-02-01",
    "结束日期": "2027-02-28",
}
RESULT = {
    "项目编号": "XN2026-0099",
    "项目名称": "示范提取装置",
    "成交价": "68万元",
    "成交日期": "2026/12/30",
    "转让方": "示范研究所",
}
DEAL = {
    "合同编号": "HT-2027-1",
    "成交标的": "示范检测方法",
    "转化方式": "转让",
    "成交金额": "1250000",
    "成交日期": "2027-02-20",
    "转让方": "示范大学",
    "转让方所在地": "510100",
    "受让方": "示范公司",
    "受让方所在地": "500000",
}
ROWS = {"case": CASE, "notice": NOTICE, "result": RESULT, "deal": DEAL}


def brought_in(
    kind: str, rows: Iterable[Mapping[str, Any]], *, exchange: str = "SW", by: Actor | None = None
) -> commands.Outcome:
    """Rows through the command, as an officer of that exchange."""
    numbered = [(line, dict(row)) for line, row in enumerate(rows, start=2)]
    return commands.bring_in(exchange=exchange, kind=kind, rows=numbered, actor=by or officer(exchange), clock=TODAY)


def conflict(*, by: Actor | None = None) -> Reading:
    """The same case with another title, waiting for its decision at SW."""
    brought_in("case", [CASE], by=by)
    brought_in("case", [CASE | {"项目名称": "示范更名"}], by=by)
    return Reading.objects.filter(state="conflicting").latest("id")


def deal_draft(**fields: Any) -> DealDraft:
    defaults: dict[str, Any] = {
        "contract_number": "HT-2027-9",
        "title": "示范检测方法",
        "method": "assignment",
        "amount_fen": 1_250_000_00,
        "deal_date": date(2027, 2, 20),
        "seller": "示范大学",
        "seller_region": "510100",
        "buyer": "示范公司",
        "buyer_region": "500000",
    }
    return DealDraft(**defaults | fields)


def deal(*, by: Actor | None = None, exchange: str = "SW", evidence: bool = True, **fields: Any) -> ExternalDeal:
    """A deal that a party told of, with its contract."""
    given = upload(name="合同.pdf") if evidence else None
    return commands.register_deal(
        draft=deal_draft(**fields), exchange=exchange, evidence=given, actor=by or actor(), clock=TODAY
    )

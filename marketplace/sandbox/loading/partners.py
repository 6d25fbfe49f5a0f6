"""What the exchanges' own systems sent, a conflict to decide, a file that waits, and deals closed elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from accounts.models import Role
from marketplace.core.clock import Clock
from marketplace.network import commands
from marketplace.network.drafts import DealDraft
from marketplace.network.models import ExternalDeal, Reading
from marketplace.sandbox.loading.papers import named, picture
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

Cells = Mapping[str, Any]
FURNACE = {
    "原项目编号": "示范XN-2019-0117",
    "项目名称": "示范：环形加热炉余热梯级利用技术",
    "转让方": "示范冶金设计院",
    "权利号": "示范权利-0117",
    "交易方式": "网络竞价",
    "挂牌价（万元）": "260",
    "环节": "公告",
    "状态": "办理中",
}
PUMP = {
    "原项目编号": "示范XN-2019-0123",
    "项目名称": "示范：高扬程矿用泵水力模型",
    "转让方": "示范泵业研究所",
    "权利号": "示范权利-0123",
    "交易方式": "协议转让",
    "挂牌价（万元）": "88",
    "状态": "已成交",
}
OWN = {
    "原项目编号": "示范XN-2020-0008",
    "项目名称": "页岩气返排液短程回用技术（原系统登记）",
    "转让方": "成都示范大学",
    "权利号": "201810000951.7",
    "挂牌价（万元）": "500",
    "状态": "办理中",
}
NOTICE = {
    "原项目编号": "示范XN-2019-0117",
    "公告类型": "挂牌公告",
    "公告标题": "示范：环形加热炉余热梯级利用技术挂牌公告",
    "公告正文": "示范冶金设计院委托挂牌转让该项技术，意向受让方请在公告期内登记。本公告为演示数据。",
}
CASTING = {
    "原项目编号": "示范CQ-2019-0041",
    "项目名称": "示范：大型铸件无损检测软件",
    "转让方": "示范检测研究院",
    "权利号": "示范权利-0041",
    "挂牌价（万元）": "120",
    "状态": "办理中",
}
DEALS = (  # who tells, exchange, contract, title, fen, seller, buyer, days ago, how far it came
    (
        ("u1-chengdu-university", "SW", "示范合同-校-031", "示范：边坡监测数据反演方法", 980_000_00),
        ("成都示范大学", "510117", "示范交通设计院", "510100", 40),
        "checked",
    ),
    (
        ("b2-chongqing-equipment", "CQ", "示范合同-渝-112", "示范：减速器加载试验台控制软件", 1_260_000_00),
        ("示范齿轮研究所", "500106", "重庆示范智能装备有限公司", "500112", 33),
        "checked",
    ),
    (
        ("u1-chengdu-university", "SW", "示范合同-校-038", "示范：微电网能量管理算法许可", 450_000_00),
        ("成都示范大学", "510117", "示范新能源公司", "500112", 9),
        "waiting",
    ),
    (
        ("b2-chongqing-equipment", "SW", "示范合同-渝-120", "示范：铸造机器人视觉标定方法", 380_000_00),
        ("示范自动化研究所", "510107", "重庆示范智能装备有限公司", "500112", 8),
        "sent_back",
    ),
)
FILE = "原项目编号,项目名称,转让方,挂牌价（万元）,状态\n" + "".join(
    f"示范XN-2018-{number:04d},示范：原系统项目{number},示范单位{number},{price},已归档\n"
    for number, price in ((21, 60), (22, 75), (23, 110), (24, 42))
)


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    partner = Partner(timeline, world)
    day = timeline.at
    listed = {"挂牌开始日期": str(timeline.today - timedelta(days=20)), "挂牌结束日期": str(timeline.today)}
    starts = {"开始日期": listed["挂牌开始日期"], "结束日期": listed["挂牌结束日期"]}
    furnace, renamed = {**FURNACE, **listed}, {**FURNACE, **listed, "挂牌价（万元）": "295"}
    yield Act(day(-13, "09:05:00"), partial(partner.bring_in, "SW", "case", [furnace, PUMP]))
    yield Act(day(-13, "09:15:00"), partial(partner.bring_in, "SW", "notice", [{**NOTICE, **starts}]))
    yield Act(day(-13, "09:25:00"), partial(partner.bring_in, "CQ", "case", [CASTING]))
    yield Act(day(-12, "09:05:00"), partial(partner.bring_in, "SW", "case", [{**PUMP, "项目名称": "示范：矿用泵模型"}]))
    yield Act(day(-11, "09:35:00"), partner.keep_ours)
    yield Act(day(-6, "09:05:00"), partial(partner.bring_in, "SW", "case", [furnace, PUMP, renamed, OWN]))
    yield Act(day(-6, "09:15:00"), partial(partner.bring_in, "CQ", "case", [{**CASTING, "挂牌价（万元）": "132"}]))
    yield Act(day(-1, "08:50:00"), partner.hand_in)
    for place, row in enumerate(DEALS):
        days = row[1][4]
        yield Act(day(-min(days - 2, 30), f"11:{place * 9:02d}:00"), partial(partner.register, row))


class Partner:
    """The officers of the exchanges with their old systems, and who tells them of deals."""

    def __init__(self, timeline: Timeline, world: World) -> None:
        self.timeline, self.world = timeline, world

    def bring_in(self, exchange: str, kind: str, rows: Sequence[Cells], clock: Clock) -> None:
        numbered = [(line, dict(row)) for line, row in enumerate(rows, start=2)]
        officer = self.world.staff(exchange, Role.OFFICER)
        commands.bring_in(exchange=exchange, kind=kind, rows=numbered, actor=officer, clock=clock)

    def keep_ours(self, clock: Clock) -> None:
        reading = Reading.objects.get(state=Reading.State.CONFLICTING)
        reason = "原系统简写了名称，以受理时的名称为准。"
        commands.keep_ours(reading=reading, reason=reason, actor=self.world.staff("SW", Role.OFFICER), clock=clock)

    def hand_in(self, clock: Clock) -> None:
        """A file that was looked at and waits for its import."""
        upload = named(FILE.encode("utf-8-sig"), "原系统历史项目（示范）.csv")
        officer = self.world.staff("SW", Role.OFFICER)
        commands.receive_transfer(upload=upload, exchange="SW", kind="case", actor=officer, clock=clock)

    def register(self, row: Any, clock: Clock) -> None:
        (who, exchange, contract, title, amount_fen), (seller, seller_region, buyer, buyer_region, days), state = row
        draft = DealDraft(
            contract_number=contract,
            title=title,
            method="assignment",
            amount_fen=amount_fen,
            deal_date=self.timeline.today - timedelta(days=days),
            seller=seller,
            seller_region=seller_region,
            buyer=buyer,
            buyer_region=buyer_region,
            venue="双方自行签约",
        )
        lines = [("合同编号", contract), ("转让方", seller), ("受让方", buyer)]
        deal = commands.register_deal(
            draft=draft,
            exchange=exchange,
            evidence=picture("技术转让合同", lines, seal=seller[:12]),
            actor=self.world.actor(who, Role.AGENT),
            clock=clock,
        )
        self._decide(deal, state, clock)

    def _decide(self, deal: ExternalDeal, state: str, clock: Clock) -> None:
        officer = self.world.staff(deal.exchange, Role.OFFICER)
        if state == "checked":
            commands.check_deal(deal=deal, actor=officer, clock=clock)
        elif state == "sent_back":
            reason = "合同扫描件缺签字页，请补全后重新提交。"
            commands.send_back_deal(deal=deal, reason=reason, actor=officer, clock=clock)

"""What the unified structure would have done: to a file of past deals, to the fees of the demo, and a file with faults."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from random import Random
from typing import Any

from accounts.models import Role
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid
from marketplace.core.money import plain_yuan
from marketplace.fees.models import Schedule
from marketplace.sandbox.loading.papers import named
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.simulation import commands
from marketplace.simulation.models import Baseline, Source

HEADINGS = ("交易机构", "付费方", "成交价", "交易方式", "付费单位", "中小微企业")
DEALS, PAYERS = 1_200, 260
THIRDS = [Fraction(third, 3) for third in range(4)]
FAULTY = [
    ["CQ", "双方", "860000.00", "协议转让", "示范单位甲", "否"],
    ["CQ", "卖家", "12万5", "协议转让", "示范单位乙", "否"],
]


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    desk = Desk(world)
    file = {"source": Source.FILE, "baseline": Baseline.OWN}
    yield Act(
        timeline.at(-8, "14:05:00"),
        lambda clock: desk.ask("SW", "示范：E1 对近三年成交的影响", clock, rows=past_deals(), **file),
    )
    yield Act(
        timeline.at(-3, "10:25:00"), lambda clock: desk.ask("CQ", "示范：待改正的成交文件", clock, rows=FAULTY, **file)
    )
    quotes = {"source": Source.QUOTES, "baseline": Baseline.OWN}
    yield Act(
        timeline.at(-1, "16:40:00"), lambda clock: desk.ask("SW", "示范：平台成交按原标准与 E1 比较", clock, **quotes)
    )


def past_deals() -> list[Sequence[str]]:
    """Deals of every size, more small ones than large, by firms that are not."""
    dice = Random(2027)  # noqa: S311  no secret hangs on it
    return [
        [
            dice.choice(["SW", "SW", "CQ", "CQ", "CD", "NT"]),
            dice.choice(["转让方", "受让方", "双方"]),
            plain_yuan(int(10 ** dice.triangular(6, 10.4, 7.8))),  # a made-up price, no sum of money
            dice.choice(["协议转让", "网络竞价", "许可"]),
            f"示范单位{dice.randrange(PAYERS):03d}",
            dice.choice("是否否"),
        ]
        for _deal in range(DEALS)
    ]


class Desk:
    """Officers who try a schedule before it is in force."""

    def __init__(self, world: World) -> None:
        self.world = world

    def ask(self, exchange: str, title: str, clock: Clock, *, rows: Sequence[Sequence[str]] = (), **asked: Any) -> None:
        simulation = commands.start_simulation(
            title=title,
            schedule=Schedule.objects.get(code="E1", version=1),
            weights=THIRDS,
            lower_of_for_small_firms=True,
            upload=named(_table(rows), "示范历史成交.csv") if rows else None,
            actor=self.world.staff(exchange, Role.OFFICER),
            clock=clock,
            **asked,
        )
        with suppress(Invalid):  # the file with faults: its page lists them
            commands.run_simulation(simulation=simulation, clock=clock)


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *rows])
    return out.getvalue().encode("utf-8-sig")

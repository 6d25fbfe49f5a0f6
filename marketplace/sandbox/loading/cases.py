"""Cases at every station of the desk, so that each queue has work in it (`cases.jsonl`).

Hours grow with the stages: a weekend that moves a step to the day of an earlier one leaves their order.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from marketplace.core.clock import Clock
from marketplace.desk.models import Correction
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.listings import OnOffer
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

# Days before today on which a case was applied for, accepted, examined and announced; it stops where the list ends.
DAYS = {
    "application": (),
    "review": (-1,),
    "overdue": (-12,),
    "supplement": (-8,),
    "returned": (-9,),
    "examination": (-5, -2),
    "announcement": (-9, -6, -2),
    "suspended": (-21, -18, -16, -14),
    "correction": (-17, -14, -12, -9),
    "qualification": (-36, -33, -31, -29),
    "settlement": (-46, -43, -41, -39),
    "contract": (-46, -43, -41, -39),
    "default": (-46, -43, -41, -39),
    "instalments": (-67, -65, -64, -63),
    "disclosed": (-12, -10, -9, -7),
    "concluded": (-46, -43, -41, -39),
}
DRAFTED, HOURS = "08:{:02d}:00", ("09:{:02d}:00", "10:{:02d}:00", "11:{:02d}:00", "14:{:02d}:00")
MISSING = (
    ("title_paper", "请补交专利登记簿副本，须载明当前权利人和年费状态。"),
    ("", "请补充两处试用现场的证明，注明设备型号和日期。"),
)
RETURNED = "成果说明与权利要求不符：摘要所称三种品种的模型未见于申请文件，请核实后重新提交。"


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    for place, row in enumerate(rows("cases")):
        yield from OneCase(timeline, world, row, place * 3).acts()


class OneCase(OnOffer):
    """A line of the file and the steps that were taken in its case."""

    correction: Correction

    def __init__(self, timeline: Timeline, world: World, row: Row, minute: int) -> None:
        super().__init__(world, row)
        self.timeline, self.minute = timeline, minute

    def acts(self) -> Iterator[Act]:
        days = DAYS[self.row["until"]]
        yield self._at((days[0] if days else -3) - 4, DRAFTED, self.draft)
        steps = (self.apply, self.accept, self.examine, self.publish)
        for day, hour, do in zip(days, HOURS, steps, strict=False):
            yield self._at(day, hour, do)
        yield from AFTERWARDS.get(self.row["until"], lambda one: ())(self)

    def at(self, day: int, do: Callable[[Clock], object]) -> Act:
        """A step after those of the way, late in the day."""
        return self._at(day, "16:{:02d}:00", do)

    def _at(self, day: int, hour: str, do: Callable[[Clock], object]) -> Act:
        return Act(self.timeline.at(day, hour.format(self.minute)), do)

    def prepare(self, clock: Clock) -> None:
        """The papers are there but for the decision: the applicant is still at it."""
        self.work.prepare(self.listing, clock, leave_out=("decision",))

    def apply(self, clock: Clock) -> None:
        leave_out = ("title",) if self.row["until"] == "supplement" else ()
        self.case = self.work.apply(self.listing, clock, leave_out=leave_out)

    def propose(self, kind: str, reason: str, payload: dict[str, Any], clock: Clock) -> None:
        self.correction = self.work.propose(self.case, kind, reason, payload, clock)

    def approve(self, clock: Clock) -> None:
        self.work.approve(self.correction, clock)


def _preparing(one: OneCase) -> Iterator[Act]:
    yield one.at(-3, one.prepare)


def _supplement(one: OneCase) -> Iterator[Act]:
    yield one.at(-6, lambda clock: one.work.request(one.case, MISSING, clock))


def _returned(one: OneCase) -> Iterator[Act]:
    yield one.at(-7, lambda clock: one.work.send_back(one.case, RETURNED, clock))


def _suspended(one: OneCase) -> Iterator[Act]:
    told: dict[str, Any] = {"asked_by": "权属异议人（示范第三人）"}
    yield one.at(-4, partial(one.propose, "suspension", "第三人提出权属异议，须核实原始实验记录。", told))
    yield one.at(-3, one.approve)


def _correction(one: OneCase) -> Iterator[Act]:
    wrong: dict[str, Any] = {"changes": {"maturity": "两个地区调度机构离线运行一年零两个月。"}}
    yield one.at(-1, partial(one.propose, "erratum", "运行时间笔误，据离线运行报告更正。", wrong))


AFTERWARDS: dict[str, Callable[[OneCase], Iterator[Act]]] = {
    "application": _preparing,
    "supplement": _supplement,
    "returned": _returned,
    "suspended": _suspended,
    "correction": _correction,
}

"""What the people of a case do at the desk of its exchange, each in one step of the demo."""

from collections.abc import Sequence
from typing import Any

from accounts.actor import Actor
from accounts.models import Role
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.desk import commands as desk
from marketplace.desk import queries
from marketplace.desk.models import Case, Correction, Stage
from marketplace.desk.queries.checklist import lines_of
from marketplace.sandbox.loading.papers import picture
from marketplace.sandbox.loading.world import World

TITLES = {
    "title": "权属证明",
    "decision": "成果转化决策会议纪要",
    "valuation": "资产评估报告备案表",
    "publicity": "单位内协议定价公示材料",
}


class Casework:
    """The way of one listing through the desk; `organisation` and `exchange` are keys of the demo's data."""

    def __init__(self, world: World, organisation: str, exchange: str) -> None:
        self.world, self.organisation, self.exchange = world, organisation, exchange

    @property
    def applicant(self) -> Actor:
        return self.world.actor(self.organisation, Role.AGENT)

    @property
    def officer(self) -> Actor:
        return self.world.staff(self.exchange, Role.OFFICER)

    @property
    def reviewer(self) -> Actor:
        return self.world.staff(self.exchange, Role.REVIEWER)

    def prepare(self, listing: Listing, clock: Clock, *, leave_out: Sequence[str] = ()) -> Case:
        """Open the case and hand in every paper of its checklist, but for the purposes left out."""
        case = desk.open_case(listing=listing, actor=self.applicant, clock=clock)
        wanted = dict.fromkeys(line.paper for line in lines_of(listing, Stage.REVIEW) if line.paper)
        for purpose in wanted:
            if purpose not in leave_out:
                self._hand_in(case, purpose, clock)
        return case

    def _hand_in(self, case: Case, purpose: str, clock: Clock) -> None:
        title = TITLES[purpose]
        lines = [("项目", case.title), ("单位", case.applicant.name), ("用途", "随委托申请提交")]
        upload = picture(title, lines, seal=case.applicant.name[:12])
        desk.hand_in_paper(case=case, upload=upload, purpose=purpose, actor=self.applicant, clock=clock)

    def apply(self, listing: Listing, clock: Clock, *, leave_out: Sequence[str] = ()) -> Case:
        self.prepare(listing, clock, leave_out=leave_out)
        return desk.apply(listing=listing, actor=self.applicant, clock=clock)

    def accept(self, case: Case, clock: Clock) -> None:
        desk.take(case=case, actor=self.officer, clock=clock)
        self._tick_all(case, self.officer, clock)
        desk.accept(case=case, actor=self.officer, clock=clock)

    def examine(self, case: Case, clock: Clock) -> None:
        self._tick_all(case, self.reviewer, clock)
        desk.examine(case=case, actor=self.reviewer, clock=clock)

    def publish(self, case: Case, clock: Clock) -> None:
        desk.publish(case=case, actor=self.officer, clock=clock)

    def archive(self, case: Case, clock: Clock) -> None:
        desk.archive(case=case, note="案卷齐全。", actor=self.officer, clock=clock)

    def request(self, case: Case, pieces: Sequence[tuple[str, str]], clock: Clock) -> None:
        """Ask for everything that is missing, `(line of the checklist, what is wanted)`."""
        desk.take(case=case, actor=self.officer, clock=clock)
        asked = [{"code": code, "text": text} for code, text in pieces]
        desk.request_pieces(case=case, pieces=asked, actor=self.officer, clock=clock)

    def send_back(self, case: Case, text: str, clock: Clock) -> None:
        desk.take(case=case, actor=self.officer, clock=clock)
        desk.send_back(case=case, pieces=[{"code": "", "text": text}], actor=self.officer, clock=clock)

    def propose(self, case: Case, kind: str, reason: str, payload: dict[str, Any], clock: Clock) -> Correction:
        return desk.propose_correction(
            case=case, kind=kind, reason=reason, payload=payload, actor=self.officer, clock=clock
        )

    def approve(self, correction: Correction, clock: Clock) -> None:
        desk.approve_correction(correction=correction, actor=self.reviewer, clock=clock)

    def _tick_all(self, case: Case, actor: Actor, clock: Clock) -> None:
        """Meet what a person judges; a paper that is not there was waived."""
        now = clock.read()
        for item in queries.checklist(case, case.stage, now):
            if item.is_automatic:
                continue
            lacks = item.line.paper and not item.papers
            verdict, note = (
                ("waived", "已查阅原件，免交复印件。") if lacks else ("passed", NOTES.get(item.line.code, ""))
            )
            desk.tick_check(case=case, code=item.line.code, verdict=verdict, note=note, actor=actor, clock=clock)


NOTES = {"legal_status": "受理当日查询，权利有效。"}

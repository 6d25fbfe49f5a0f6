"""Needs that lead: a call that was awarded (what became of it: `engagement`), one that takes proposals, a need with offers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.actor import system_actor
from accounts.models import Role
from marketplace.catalogue.commands import post_need
from marketplace.catalogue.drafts import NeedDraft
from marketplace.catalogue.models import Need
from marketplace.commissioning import commands
from marketplace.commissioning.drafts import CallDraft, CriterionDraft, SolutionDraft
from marketplace.commissioning.milestones import Milestone
from marketplace.commissioning.models import NeedThread, OpenCall
from marketplace.core.clock import Clock
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

HEAVY, CASTING, CHEMICAL = "deyang-heavy-equipment", "yongchuan-casting", "changshou-chemical"
SWEEP = system_actor("sandbox.loading")
CRITERIA = (
    CriterionDraft("技术路线可行性", 40),
    CriterionDraft("团队和基础", 30),
    CriterionDraft("报价", 30, by_price=True),
)
FORGING: dict[str, Any] = {
    "mode": "lead",
    "title": "示范榜题：大型锻件内部缺陷的在线超声检测",
    "problem": "示范：锻件冷却后才能检测，缺陷发现晚，返工能耗高；希望在 400 摄氏度以上完成检测。",
    "indicators": "示范：检出当量直径 3 毫米以上的缺陷，检出率不低于 95%，单件检测不超过 20 分钟。",
    "budget_fen": 800_000_00,
    "secrecy": "示范审查员，公告前审查，不含国家秘密和商业秘密。",
    "criteria": CRITERIA,
}
GATING: dict[str, Any] = {
    "mode": "race",
    "teams": 2,
    "title": "示范榜题：薄壁铸件浇注系统的智能设计",
    "problem": "示范：浇注系统靠经验设计，新件试模三次以上；希望由工况和三维模型直接生成方案。",
    "indicators": "示范：新件试模不超过一次，铸件合格率不低于 92%。",
    "secrecy": "示范审查员，公告前审查，不含国家秘密和商业秘密。",
    "criteria": CRITERIA,
}
PROPOSALS = (  # who, price in yuan, points by the two judged criteria
    ("b3-mianyang-robot", 760_000, (90, 85)),
    ("b2-chongqing-equipment", 640_000, (70, 60)),
    ("b1-chengdu-control", 700_000, (75, 80)),
)


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    story, at = Calls(world, timeline), timeline.at
    yield Act(at(-50, "15:10:00"), story.draft_forging)
    yield Act(at(-48, "15:20:00"), story.publish_forging)
    yield Act(at(-40, "15:30:00"), story.propose)
    yield Act(at(-28, "17:00:00"), story.open_forging)
    yield Act(at(-27, "10:10:00"), story.score)
    yield Act(at(-26, "10:20:00"), story.publicise)
    yield Act(at(-15, "09:10:00"), story.award)
    yield Act(at(-12, "15:40:00"), story.sign)
    yield Act(at(-8, "15:10:00"), story.draft_gating)
    yield Act(at(-6, "15:20:00"), story.publish_gating)
    yield Act(at(-4, "15:30:00"), story.ask)
    yield Act(at(-3, "15:40:00"), story.offer)
    yield Act(at(-2, "15:50:00"), story.counter)


class Calls:
    """Who calls out, who proposes, who offers."""

    forging: OpenCall
    gating: OpenCall
    thread: NeedThread

    def __init__(self, world: World, timeline: Timeline) -> None:
        self.world = world
        self.timeline = timeline

    def _agent(self, organisation: str) -> Any:
        return self.world.actor(organisation, Role.AGENT)

    def _need(self, organisation: str, title: str, content: str, exchange: str, clock: Clock) -> Need:
        draft = NeedDraft(title=title, content=content, kind="challenge", exchange=exchange, keywords=["示范"])
        return post_need(draft=draft, actor=self._agent(organisation), clock=clock)

    def _draft(
        self, organisation: str, exchange: str, terms: dict[str, Any], due_at: datetime, clock: Clock
    ) -> OpenCall:
        need = self._need(organisation, terms["title"], terms["problem"], exchange, clock)
        draft = CallDraft(due_at=due_at, **terms)
        return commands.draft_call(need=need, draft=draft, actor=self._agent(organisation), clock=clock)

    def _publish(self, call: OpenCall, clock: Clock) -> OpenCall:
        staff = self.world.staff
        commands.check_call(call=call, actor=staff(call.exchange, Role.OFFICER), clock=clock)
        return commands.publish_call(call=call, actor=staff(call.exchange, Role.REVIEWER), clock=clock)

    def draft_forging(self, clock: Clock) -> None:
        self.forging = self._draft(HEAVY, "SW", FORGING, self.timeline.at(-28, "17:00:00"), clock)

    def publish_forging(self, clock: Clock) -> None:
        self._publish(self.forging, clock)

    def propose(self, clock: Clock) -> None:
        for who, yuan, _points in PROPOSALS:
            commands.hand_in_solution(call=self.forging, draft=_solution(yuan), actor=self._agent(who), clock=clock)

    def open_forging(self, clock: Clock) -> None:
        commands.open_solutions(call=self.forging, actor=SWEEP, clock=clock)

    def score(self, clock: Clock) -> None:
        staff = self.world.staff
        numbers = self.forging.solutions.order_by("pk").values_list("number", flat=True)
        points = [dict(enumerate(row[2], 1)) for row in PROPOSALS]
        scores = dict(zip(numbers, points, strict=True))
        commands.enter_scores(call=self.forging, scores=scores, actor=staff("SW", Role.OFFICER), clock=clock)
        commands.confirm_scores(call=self.forging, actor=staff("SW", Role.REVIEWER), clock=clock)

    def publicise(self, clock: Clock) -> None:
        commands.publicise_award(call=self.forging, actor=self._agent(HEAVY), clock=clock)

    def award(self, clock: Clock) -> None:
        commands.award_call(call=self.forging, actor=SWEEP, clock=clock)

    def sign(self, clock: Clock) -> None:
        engagement = self.forging.solutions.get(state="won").engagement
        for who in (HEAVY, PROPOSALS[0][0]):
            commands.sign_engagement(engagement=engagement, actor=self._agent(who), clock=clock)

    def draft_gating(self, clock: Clock) -> None:
        self.gating = self._draft(CASTING, "CQ", GATING, self.timeline.at(16, "17:00:00"), clock)

    def publish_gating(self, clock: Clock) -> None:
        self._publish(self.gating, clock)

    def ask(self, clock: Clock) -> None:
        first = {
            "call": self.gating,
            "text": "示范：是否提供历史试模数据？",
            "actor": self._agent("u1-chengdu-university"),
        }
        asked = commands.ask_question(clock=clock, **first)
        answer = "示范：签订保密协议后提供近三年的数据。"
        commands.answer_question(question=asked, answer=answer, actor=self._agent(CASTING), clock=clock)
        commands.hand_in_solution(
            call=self.gating, draft=_solution(350_000), actor=self._agent("chongqing-polytechnic"), clock=clock
        )

    def offer(self, clock: Clock) -> None:
        title, content = "示范：反应釜泄漏的早期识别", "示范：希望在可燃气体报警之前识别法兰微漏，误报每月不超过一次。"
        need = self._need(CHEMICAL, title, content, "CQ", clock)
        for who, yuan in (("chongqing-biomed-institute", 420_000), ("b1-chengdu-control", 380_000)):
            agent = self._agent(who)
            asked = {"kind": "commissioned", "foreign_link": "none", "actor": agent, "clock": clock}
            self.thread = commands.open_thread(need=need, **asked)
            self._offered(yuan, agent, clock)

    def counter(self, clock: Clock) -> None:
        self._offered(350_000, self._agent(CHEMICAL), clock)

    def _offered(self, yuan: int, by: Any, clock: Clock) -> None:
        draft = _solution(yuan)
        said = {"price_fen": draft.price_fen, "content": "示范：传感、算法和现场验证。", "milestones": draft.milestones}
        commands.make_need_offer(thread=self.thread, valid_days=20, actor=by, clock=clock, **said)


def _solution(yuan: int) -> SolutionDraft:
    price_fen = yuan * 100
    first = price_fen * 3 // 8
    return SolutionDraft(
        price_fen=price_fen,
        plan="示范技术方案：原理验证、样机、现场试验三步。",
        team="示范团队：研究人员六名，已有样机一台。",
        milestones=[
            Milestone("样机", "示范样机一台和测试报告", first, 120),
            Milestone("验收", "示范现场验收报告", price_fen - first, 300),
        ],
        foreign_link="none",
    )

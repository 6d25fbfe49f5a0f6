"""Rules on the move: a version of credit that two exchanges adopted, one on experts open for comments, a draft on data."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.models import Role
from marketplace.core.clock import Clock
from marketplace.rulebook import commands
from marketplace.rulebook.models import Family, RuleVersion
from marketplace.rulebook.queries import version_in_force
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    book = Book(timeline, world)
    yield Act(timeline.at(-32, "09:10:00"), book.draft_credit)
    yield Act(timeline.at(-31, "09:20:00"), lambda clock: book.publish(Family.CREDIT, "SW", clock))
    yield Act(timeline.at(-26, "10:00:00"), book.comment_and_answer)
    yield Act(timeline.at(-22, "10:30:00"), lambda clock: book.approve(Family.CREDIT, "CQ", clock))
    yield Act(timeline.at(-21, "15:00:00"), lambda clock: book.adopt("SW", clock))
    yield Act(timeline.at(-20, "15:00:00"), lambda clock: book.adopt("CQ", clock))
    yield Act(timeline.at(-5, "09:30:00"), book.draft_experts)
    yield Act(timeline.at(-4, "09:40:00"), lambda clock: book.publish(Family.EXPERT, "CD", clock))
    yield Act(timeline.at(-2, "11:10:00"), book.draft_data)


class Book:
    """The versions that the demo drafts, by family."""

    def __init__(self, timeline: Timeline, world: World) -> None:
        self.timeline, self.world = timeline, world
        self.versions: dict[str, RuleVersion] = {}

    def draft_credit(self, clock: Clock) -> None:
        self._draft(
            Family.CREDIT,
            "SW",
            clock,
            title_zh="信用规则（示范修订）",
            title_en="Credit rules (demonstration revision)",
            source="示范：信用工作组会议纪要（非真实文件）",
            effective_from=self._midnight(-15),
            changes={("R-CRE-06", "repair_working_days"): 7, ("R-CRE-07", "decision_working_days"): 3},
            explanation_zh="企业普遍反映修复和异议等得太久。两项期限缩短，其余不变。",
            explanation_en="Firms say that repairs and objections take too long. Both limits become shorter, the rest stays.",
        )

    def draft_experts(self, clock: Clock) -> None:
        self._draft(
            Family.EXPERT,
            "CD",
            clock,
            title_zh="专家规则（征求意见稿）",
            title_en="Expert rules (for consultation)",
            source="示范：专家库联席会议纪要（非真实文件）",
            effective_from=self._midnight(14),
            changes={("R-EXP-06", "draws_per_year"): 10, ("R-EXP-07", "valuers"): 2},
            explanation_zh="避免少数专家过于集中；评审组中至少有两名财务或评估专家。",
            explanation_en="No few experts shall do most reviews; a panel has at least two in finance or valuation.",
        )

    def draft_data(self, clock: Clock) -> None:
        self._draft(
            Family.DATA,
            "SW",
            clock,
            title_zh="数据规则（草案）",
            title_en="Data rules (draft)",
            source="示范：数据安全自查报告（非真实文件）",
            effective_from=self._midnight(30),
            changes={("R-GEN-10", "log_months"): 12},
            explanation_zh="网络日志多留半年，便于查清跨机构的问题。",
            explanation_en="Network logs are kept for half a year longer, to clear up what concerns several exchanges.",
        )

    def publish(self, family: str, exchange: str, clock: Clock) -> None:
        officer = self.world.staff(exchange, Role.OFFICER)
        commands.publish_version(version=self.versions[family], actor=officer, clock=clock)

    def comment_and_answer(self, clock: Clock) -> None:
        said = commands.comment_on_version(
            version=self.versions[Family.CREDIT],
            rule="R-CRE-06",
            text="七个工作日内能否同时撤下各机构网页上的公示？希望写清楚。",
            actor=self.world.actor("deyang-heavy-equipment", Role.AGENT),
            clock=clock,
        )
        answer = "修复决定作出后，停止公示、停止共享和使用一并生效（R-CRE-06），各机构同步撤下。"
        commands.answer_comment(comment=said, answer=answer, actor=self.world.staff("SW", Role.OFFICER), clock=clock)

    def approve(self, family: str, exchange: str, clock: Clock) -> None:
        reviewer = self.world.staff(exchange, Role.REVIEWER)
        commands.approve_version(version=self.versions[family], actor=reviewer, clock=clock)

    def adopt(self, exchange: str, clock: Clock) -> None:
        reviewer = self.world.staff(exchange, Role.REVIEWER)
        instrument = "示范采纳决定（非真实文件）"
        commands.adopt_version(version=self.versions[Family.CREDIT], instrument=instrument, actor=reviewer, clock=clock)

    def _draft(self, family: str, exchange: str, clock: Clock, **terms: Any) -> None:
        base = version_in_force(clock.read(), family=family)
        officer = self.world.staff(exchange, Role.OFFICER)
        self.versions[family] = commands.draft_version(
            base=base, edition="示范修订", actor=officer, clock=clock, **terms
        )

    def _midnight(self, day: int) -> datetime:
        return self.timeline.at(day, "00:00:00")

"""Fee schedules on the move: a second version of the unified structure open for comments, and a draft of one exchange's own."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from accounts.models import Role
from marketplace.core.clock import Clock
from marketplace.fees import commands
from marketplace.fees.models import Base, Criterion, Method, Schedule, Service, Side
from marketplace.fees.pricing import Band
from marketplace.fees.queries import day_of
from marketplace.fees.terms import LimitTerms, RateTerms, ReliefTerms, Terms
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

EDGES_FEN = (1_000_000_00, 5_000_000_00, 10_000_000_00, 50_000_000_00, 100_000_000_00, None)


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    desk = Desk(world)
    yield Act(timeline.at(-6, "09:20:00"), desk.draft_unified)
    yield Act(timeline.at(-5, "09:10:00"), desk.publish_unified)
    yield Act(timeline.at(-3, "14:40:00"), desk.comment_and_answer)
    yield Act(timeline.at(-2, "10:15:00"), desk.draft_own)


class Desk:
    """Officers who write schedules."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.unified: Schedule | None = None

    def draft_unified(self, clock: Clock) -> None:
        self.unified = commands.draft_schedule(
            code="E1",
            exchange="",
            titles=("统一结构收费示例 E1（示范修订稿）", "Unified structure, example E1 (demonstration revision)"),
            calibres=("各类技术交易，每一方", "technology deals of every kind, each side"),
            sources=("示范：分档和减免均为演示而设（非真实文件）", "Demonstration: bands and reliefs are made up"),
            effective_from=day_of(clock.read()) + timedelta(days=24),
            terms=Terms(
                rates=(
                    *both("2 1.5 1 0.5 0.2 0.1", minimum_fen=1_000_00, maximum_fen=500_000_00),
                    rates(Side.SELLER, "0.24 0.24 0.18 0.1 0.06 0.03", method=Method.COMPETITIVE),
                    rates(Side.BUYER, "3 2 1.2 0.8 0.4 0.3", method=Method.COMPETITIVE),
                    *both("1 1 0.8 0.5 0.2 0.1", method=Method.LICENCE, base=Base.RECEIPTS),
                    *both("0.5 0.4 0.3 0.2 0.1 0.05", service=Service.VALUATION, minimum_fen=3_000_00),
                ),
                limits=(LimitTerms(minimum_fen=3_600_00, method=Method.COMPETITIVE),),
                reliefs=self._reliefs(clock),
            ),
            actor=self.world.staff("SW", Role.OFFICER),
            clock=clock,
        )

    def _reliefs(self, clock: Clock) -> tuple[ReliefTerms, ...]:
        first = day_of(clock.read()) + timedelta(days=24)
        free = ReliefTerms(Criterion.EVERYONE, Fraction(1), Method.OPEN_LICENCE, first, first + timedelta(days=183))
        return (
            free,
            ReliefTerms(Criterion.SMALL_FIRM, Fraction(1, 5)),
            ReliefTerms(Criterion.FIRST_DEAL, Fraction(1, 2)),
        )

    def publish_unified(self, clock: Clock) -> None:
        assert self.unified
        commands.publish_schedule(schedule=self.unified, actor=self.world.staff("SW", Role.OFFICER), clock=clock)

    def comment_and_answer(self, clock: Clock) -> None:
        assert self.unified
        agent = self.world.actor("deyang-heavy-equipment", Role.AGENT)
        text = "竞价方式下受让方费率高于现行标准，小额项目能否再低一些？"
        said = commands.comment_on_schedule(schedule=self.unified, text=text, actor=agent, clock=clock)
        answer = "中小微企业另减免 20%，首次成交减免 50%，不分所在地；分档将在汇总全部意见后再议。"
        officer = self.world.staff("SW", Role.OFFICER)
        commands.answer_schedule_comment(comment=said, answer=answer, actor=officer, clock=clock)

    def draft_own(self, clock: Clock) -> None:
        commands.draft_schedule(
            code="CQ",
            exchange="CQ",
            titles=("重庆联交所收费示例（示范草案）", "Chongqing United, example (demonstration draft)"),
            calibres=("产权协议转让，向交易双方分别收取", "agreed transfers of property rights, charged to each side"),
            sources=("示范：为演示而设（非真实文件）", "Demonstration: made up"),
            effective_from=day_of(clock.read()) + timedelta(days=40),
            terms=Terms(both("0.7 0.6 0.5 0.3 0.2 0.1", minimum_fen=500_00)),
            actor=self.world.staff("CQ", Role.OFFICER),
            clock=clock,
        )


def both(percents: str, **more: object) -> tuple[RateTerms, ...]:
    return tuple(rates(side, percents, **more) for side in Side)


def rates(side: Side, percents: str, **more: object) -> RateTerms:
    """The bands of the examples with other rates, in percent."""
    bands, lower_fen = [], 0
    for edge_fen, text in zip(EDGES_FEN, percents.split(), strict=True):
        bands.append(Band(lower_fen, edge_fen, Fraction(text) / 100))
        lower_fen = edge_fen or lower_fen
    return RateTerms(side.value, tuple(bands), **more)  # type: ignore[arg-type]  # names and values of its fields

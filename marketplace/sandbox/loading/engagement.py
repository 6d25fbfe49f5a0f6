"""What became of the call that was awarded (`calls`): its first milestone was paid, handed in, accepted and passed on."""

from collections.abc import Iterator

from accounts.actor import Actor
from accounts.models import Role
from marketplace.commissioning import commands
from marketplace.commissioning.models import Engagement, StagePayment
from marketplace.contracts import commands as contracts
from marketplace.contracts.models import Handover
from marketplace.core.clock import Clock
from marketplace.files.commands import store
from marketplace.sandbox.loading.calls import HEAVY, PROPOSALS
from marketplace.sandbox.loading.papers import picture
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.sandbox.receiving import receive_stage_payment


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    first = FirstMilestone(world)
    for day, do in ((-10, first.pay), (-7, first.hand_in), (-5, first.accept), (-4, first.pass_on)):
        yield Act(timeline.at(day, "16:10:00"), do)


class FirstMilestone:
    """The steps of one milestone; who commissioned pays before the work, and the supplier gets it after the acceptance."""

    handover: Handover

    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def payment(self) -> StagePayment:
        client = self.world.organisations[HEAVY]
        return Engagement.objects.get(client=client).payments.order_by("pk")[0]

    def pay(self, clock: Clock) -> None:
        staff = {"finance": self.world.staff("SW", Role.FINANCE), "officer": self.world.staff("SW", Role.OFFICER)}
        receive_stage_payment(payment=self.payment, mark="示范", clock=clock, **staff)

    def hand_in(self, clock: Clock) -> None:
        by = self._agent(PROPOSALS[0][0])
        report = picture("样机测试报告", [("示范", "样机一台，检出率和节拍的测试记录")], seal="示范")
        file = store(upload=report, purpose="handover", actor=by, clock=clock)
        handed = {"milestone": self.payment.milestone, "note": "示范：样机和测试报告。", "handed": [file]}
        self.handover = contracts.hand_in(actor=by, clock=clock, **handed)

    def accept(self, clock: Clock) -> None:
        contracts.accept_handover(handover=self.handover, actor=self._agent(HEAVY), clock=clock)

    def pass_on(self, clock: Clock) -> None:
        reviewer = self.world.staff("SW", Role.REVIEWER)
        commands.settle_stage_payment(payment=self.payment, actor=reviewer, clock=clock)

    def _agent(self, organisation: str) -> Actor:
        return self.world.actor(organisation, Role.AGENT)

"""Deals that do not go straight: a price in parts of which one is overdue, a winner in default, a fee that waits to be given back."""

from collections.abc import Iterator

from accounts.models import Role
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.sandbox.loading.files import rows
from marketplace.sandbox.loading.sales import SWEEP, Lot
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.sandbox.receiving import receive_instalment
from marketplace.trading import commands
from marketplace.trading.models import Default, Instalment, Sale
from marketplace.trading.queries.instalments import is_overdue

FIRST_FEN, REST_FEN = 680_000_00, 1_000_000_00  # of 1,680,000.00
REFUNDED = "silicon-nitride-substrate"


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    for place, row in enumerate(rows("sales")):
        if row.get("until") in WAYS:
            yield from WAYS[row["until"]](timeline, world, row, place).acts()
    yield Act(timeline.at(-1, "11:20:00"), lambda clock: propose_refund(world, clock))


class InParts(Lot):
    """The first part has been passed on; the rest was due a month later, has not come and was demanded."""

    def acts(self) -> Iterator[Act]:
        yield from super().acts()
        day, at = self.row["opens"][0], self.timeline.at
        yield Act(at(day, "15:20:00"), self._close)
        yield Act(at(day, "15:40:00"), self._return_deposits)
        yield Act(at(day + 1, "15:50:00"), self._agree)
        yield Act(at(day + 2, "16:30:00"), self._pay_first)
        yield Act(at(day + 3, "17:00:00"), self._pass_first_on)
        yield Act(at(day + 3, "17:30:00"), self._certify)
        yield Act(at(-3, "00:10:00"), self._note)
        yield Act(at(-2, "15:10:00"), self._demand)

    def _agree(self, clock: Clock) -> None:
        parts = [commands.Parcel(FIRST_FEN, 0), commands.Parcel(REST_FEN, 1)]
        commands.propose_instalments(
            sale=self.sale,
            parts=parts,
            security="bank_guarantee",
            security_note="示范银行自贡分行保函，示范保函-0417，1,000,000.00 元",
            interest_bp=365,
            actor=self.world.actor(self._winner(), Role.AGENT),
            clock=clock,
        )
        self.sale.refresh_from_db()
        self._sign(clock)

    def _part(self, position: int) -> Instalment:
        return Instalment.objects.get(plan__contract__sale=self.sale, position=position)

    def _pay_first(self, clock: Clock) -> None:
        part = self._part(1)
        receive_instalment(part=part, mark="示范", clock=clock, **self._cashiers())

    def _pass_first_on(self, clock: Clock) -> None:
        commands.settle_instalment(instalment=self._part(1), actor=self._staff(Role.REVIEWER), clock=clock)
        self.sale.refresh_from_db()

    def _note(self, clock: Clock) -> None:
        """A holiday may have moved its day: then it is not over yet."""
        part = self._part(2)
        if is_overdue(part, self.sale, clock.read()):
            commands.note_overdue(instalment=part, actor=SWEEP, clock=clock)

    def _demand(self, clock: Clock) -> None:
        part = self._part(2)
        if is_overdue(part, self.sale, clock.read()):
            commands.demand_instalment(instalment=part, actor=self._staff(Role.OFFICER), clock=clock)


class Defaulted(Lot):
    """The winner has not signed: found by one person, declared by another; the lot is on offer again."""

    default: Default

    def acts(self) -> Iterator[Act]:
        yield from super().acts()
        day, at = self.row["opens"][0], self.timeline.at
        yield Act(at(day, "15:20:00"), self._close)
        yield Act(at(day, "15:40:00"), self._return_deposits)
        yield Act(at(-6, "10:10:00"), self._accuse)
        yield Act(at(-5, "10:40:00"), self._declare)

    def _accuse(self, clock: Clock) -> None:
        self.default = commands.propose_default(
            sale=self.sale,
            grounds="not_signed",
            reason="示范：签约期限届满，受让方两次书面答复暂无签约安排，至今未签署。",
            costs_fen=6_000_00,
            actor=self._staff(Role.OFFICER),
            clock=clock,
        )

    def _declare(self, clock: Clock) -> None:
        commands.declare_default(default=self.default, actor=self._staff(Role.REVIEWER), clock=clock)


WAYS: dict[str, type[Lot]] = {"instalments": InParts, "default": Defaulted}


def propose_refund(world: World, clock: Clock) -> None:
    """Of a deal that was settled: it waits for another person."""
    listing: Listing = world.listings[REFUNDED]
    commands.propose_unwinding(
        sale=Sale.objects.get(listing=listing),
        kind="refund_buyer",
        reason="示范：仲裁裁决（示范仲裁字第 0032 号）认定合同无效，受让方没有过错。",
        actor=world.staff(listing.exchange, Role.OFFICER),
        clock=clock,
    )

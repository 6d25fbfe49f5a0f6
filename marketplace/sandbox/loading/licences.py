"""Licences: an open one on offer with one licence in force, a trial in its second month whose first report is due, and terms that
wait for their check."""

from collections.abc import Iterator
from typing import Any

from accounts.models import Role
from marketplace.core.clock import Clock
from marketplace.licensing import commands
from marketplace.licensing.drafts import OfferDraft
from marketplace.licensing.models import Licence, Offer
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.sandbox.receiving import receive_licence_charge

BATTERY, WHEEL = "battery-runaway-warning", "wheel-tread-inspection"
POLYTECHNIC, RAILWAY = "chongqing-polytechnic", "tianfu-rail-institute"
OPEN: dict[str, Any] = {
    "kind": "open",
    "scope": "示范范围：全国轨道交通车辆段，不限数量。",
    "term_months": 36,
    "fixed_fen": 30_000_00,
}
TRIAL: dict[str, Any] = {
    "kind": "trial",
    "scope": "示范范围：成渝地区，工业车辆和储能设备的电池包，不限数量。",
    "term_months": 60,
    "base": "net_sales",
    "rate_bp": 300,
    "trigger_fen": 2_000_000_00,
    "trigger_months": 24,
    "cap_fen": 600_000_00,
    "report_months": 1,
}
WAITING: dict[str, Any] = {
    "kind": "open",
    "scope": "示范范围：全国，道路车辆电池包，不限数量。",
    "term_months": 60,
    "base": "net_sales",
    "rate_bp": 200,
    "cap_fen": 300_000_00,
    "report_months": 3,
}


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    terms, at = Terms(world), timeline.at
    yield Act(at(-40, "14:10:00"), terms.offer_trial)
    yield Act(at(-38, "14:20:00"), terms.apply)
    yield Act(at(-36, "14:30:00"), terms.accept)
    yield Act(at(-22, "14:10:00"), terms.offer_open)
    yield Act(at(-16, "14:20:00"), terms.take)
    yield Act(at(-14, "14:30:00"), terms.pay)
    yield Act(at(-13, "14:40:00"), terms.settle)
    yield Act(at(-1, "14:50:00"), terms.declare)


class Terms:
    """Who offers, who takes, and the exchanges where it happens."""

    trial: Offer
    open: Offer
    tried: Licence
    taken: Licence

    def __init__(self, world: World) -> None:
        self.world = world

    def _declared(self, listing: str, owner: str, terms: dict[str, Any], clock: Clock) -> Offer:
        found = self.world.listings[listing]
        right = found.rights.filter(kind="patent", status="granted").order_by("position").first()
        assert right
        agent = self.world.actor(owner, Role.AGENT)
        draft = OfferDraft(right=right.number, **terms)
        return commands.declare_offer(listing=found, draft=draft, actor=agent, clock=clock)

    def _published(self, offer: Offer, announcement: str, clock: Clock) -> Offer:
        officer = self.world.staff(offer.exchange, Role.OFFICER)
        return commands.publish_offer(offer=offer, announcement=announcement, actor=officer, clock=clock)

    def offer_trial(self, clock: Clock) -> None:
        self.trial = self._published(self._declared(BATTERY, POLYTECHNIC, TRIAL, clock), "", clock)

    def apply(self, clock: Clock) -> None:
        self.tried = commands.take_licence(
            offer=self.trial,
            use="示范：装配线搬运车电池包的预警单元。",
            foreign_link="none",
            actor=self.world.actor("b2-chongqing-equipment", Role.AGENT),
            clock=clock,
        )

    def accept(self, clock: Clock) -> None:
        licensor = self.world.actor(POLYTECHNIC, Role.AGENT)
        commands.accept_licence(licence=self.tried, actor=licensor, clock=clock)

    def offer_open(self, clock: Clock) -> None:
        self.open = self._published(self._declared(WHEEL, RAILWAY, OPEN, clock), "示范公告 第 1 号", clock)

    def take(self, clock: Clock) -> None:
        self.taken = commands.take_licence(
            offer=self.open,
            use="示范：车辆段踏面检测装置。",
            foreign_link="none",
            actor=self.world.actor("chengdu-rail-equipment", Role.AGENT),
            clock=clock,
        )

    def pay(self, clock: Clock) -> None:
        staff = self.world.staff
        exchange = self.open.exchange
        receive_licence_charge(
            charge=self.taken.charges.get(),
            mark="示范",
            finance=staff(exchange, Role.FINANCE),
            officer=staff(exchange, Role.OFFICER),
            clock=clock,
        )

    def settle(self, clock: Clock) -> None:
        reviewer = self.world.staff(self.open.exchange, Role.REVIEWER)
        commands.settle_charge(charge=self.taken.charges.get(), actor=reviewer, clock=clock)

    def declare(self, clock: Clock) -> None:
        self._declared(BATTERY, POLYTECHNIC, WAITING, clock)

"""What is made of the deal that went all the way: a reward rule, a team, a distribution of which one payout was paid, and the
contract before its registrar; an external contract that waits to be accepted."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from accounts.models import Role
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.files.commands import store
from marketplace.proceeds import commands
from marketplace.proceeds.drafts import CostDraft, MemberDraft
from marketplace.proceeds.models import Distribution, RewardRule, Team
from marketplace.registry import commands as registry
from marketplace.registry.drafts import FilingDraft, ItemDraft
from marketplace.registry.models import Filing, Purpose
from marketplace.registry.queries import prefilled
from marketplace.sandbox.loading.papers import picture
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.trading.models import Sale

UNIT, FIRM = "u1-chengdu-university", "deyang-heavy-equipment"
SOLD = "cascade-hydropower-software"
STAMP_FEN = 402_00  # 0.03 % of 1,340,000.00


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    unit = Unit(world)
    at = timeline.at
    yield Act(at(-30, "10:40:00"), unit.draft_rule)
    yield Act(at(-29, "10:40:00"), unit.publish_rule)
    yield Act(at(-3, "17:35:00"), unit.propose_team)
    yield Act(at(-3, "17:40:00"), unit.consent)
    yield Act(at(-3, "17:45:00"), unit.draft)
    yield Act(at(-3, "17:50:00"), unit.approve)
    yield Act(at(-2, "17:55:00"), unit.pay_lead)
    yield Act(at(-2, "18:00:00"), unit.file)
    yield Act(at(-1, "18:10:00"), unit.accept)
    yield Act(at(-1, "18:20:00"), unit.file_external)


def day_of(clock: Clock) -> date:
    return clock.read().astimezone(SHANGHAI).date()


class Unit:
    """The university that sold, and who acts for it."""

    rule: RewardRule
    team: Team
    distribution: Distribution
    filing: Filing

    def __init__(self, world: World) -> None:
        self.world = world

    def _by(self, role: str, party: str = UNIT) -> Any:
        return self.world.actor(party, role)

    @property
    def sale(self) -> Sale:
        return Sale.objects.get(listing=self.world.listings[SOLD])

    def draft_rule(self, clock: Clock) -> None:
        self.rule = commands.draft_reward_rule(
            kind="transfer",
            reward_bp=7_000,
            main_bp=5_000,
            from_date=day_of(clock) + timedelta(days=2),
            consultation="示范：经教职工代表大会讨论，并在校内公示征求意见。",
            actor=self._by(Role.AGENT),
            clock=clock,
        )

    def publish_rule(self, clock: Clock) -> None:
        commands.publish_reward_rule(rule=self.rule, actor=self._by(Role.ADMIN), clock=clock)

    def propose_team(self, clock: Clock) -> None:
        lead = self._by(Role.AGENT).user
        members = [
            MemberDraft(lead.name, Fraction(1, 2), main=True, user=lead.number),
            MemberDraft("示范完成人二", Fraction(3, 10)),
            MemberDraft("示范完成人三", Fraction(1, 5)),
        ]
        listing = self.world.listings[SOLD]
        self.team = commands.propose_team(of=listing, members=members, actor=self._by(Role.AGENT), clock=clock)

    def consent(self, clock: Clock) -> None:
        agent = self._by(Role.AGENT)
        commands.consent_to_team(team=self.team, actor=agent, clock=clock)
        for position in (1, 2):
            commands.record_team_consent(
                team=self.team, position=position, note="示范：书面同意书", actor=agent, clock=clock
            )

    def draft(self, clock: Clock) -> None:
        agent = self._by(Role.AGENT)
        bill = picture("评估费发票", [("项目", "示范软件评估"), ("金额", "20000.00 元")], seal="示范评估机构")
        evidence = store(upload=bill, purpose="cost", actor=agent, clock=clock)
        costs = [
            CostDraft("taxes", STAMP_FEN, "印花税"),
            CostDraft("upkeep", 6_400_00, "软件维护"),
            CostDraft("valuation", 20_000_00, "评估费", evidence=evidence),
        ]
        self.distribution = commands.draft_distribution(
            deal=self.sale, costs=costs, announced_date=day_of(clock), actor=agent, clock=clock
        )

    def approve(self, clock: Clock) -> None:
        commands.approve_distribution(distribution=self.distribution, actor=self._by(Role.FINANCE), clock=clock)

    def pay_lead(self, clock: Clock) -> None:
        payout = self.distribution.payouts.get(user=self._by(Role.AGENT).user)
        told = {"paid_date": day_of(clock), "reference": "示范工资单"}
        commands.mark_payout_paid(payout=payout, actor=self._by(Role.FINANCE), clock=clock, **told)

    def file(self, clock: Clock) -> None:
        """From the sale: what contract, parties and rights say is filled in already."""
        agent = self._by(Role.AGENT)
        offered: dict[str, Any] = prefilled(agent, self.sale)
        mine = {
            "ends_date": day_of(clock) + timedelta(days=365),
            "goal": "能源生产和合理利用",
            "expected_investment_fen": 3_000_000_00,
            "expected_output_fen": 12_000_000_00,
            "subtype": "other_right",
            "kind": "transfer",
            "own_contact": "示范联系人",
            "own_region": "5101",
            "other_region": offered.get("other_region") or "5106",
            "technology_field": offered.get("technology_field") or "new_energy",
            "right_numbers": offered.get("right_numbers") or "示范登记号",
        }
        self.filing = registry.draft_filing(
            draft=FilingDraft(**offered | mine), sale=self.sale, actor=agent, clock=clock
        )
        self._hand_in(self.filing, agent, clock)
        facts = registry.Stated(income_date=day_of(clock), cost_fen=120_000_00, charges_fen=30_000_00)
        registry.state_tax_facts(filing=self.filing, facts=facts, actor=agent, clock=clock)

    def _hand_in(self, filing: Filing, by: Any, clock: Clock) -> None:
        for purpose in Purpose:
            paper = picture(str(purpose.label), [("合同编号", filing.contract_number)], seal="示范用章")
            registry.hand_in_paper(filing=filing, purpose=purpose.value, upload=paper, actor=by, clock=clock)
        registry.submit_filing(filing=filing, actor=by, clock=clock)

    def accept(self, clock: Clock) -> None:
        officer = self.world.staff(self.filing.exchange, Role.OFFICER)
        registry.accept_filing(filing=self.filing, actor=officer, clock=clock)

    def file_external(self, clock: Clock) -> None:
        """A contract closed elsewhere, large enough for experts (S9)."""
        agent = self._by(Role.AGENT, FIRM)
        draft = FilingDraft(
            name="示范：大型铸锻件热处理技术转让合同",
            contract_number="示范合同-0001",
            kind="transfer",
            subtype="secret",
            other_name="示范重型机械有限公司",
            other_region="5000",
            other_form="firm",
            own_region="5106",
            own_form="firm",
            own_contact="示范联系人",
            signed_date=day_of(clock) - timedelta(days=10),
            ends_date=day_of(clock) + timedelta(days=720),
            total_fen=8_600_000_00,
            payment_mode="instalments",
            technology_field="advanced_manufacturing",
            right_type="trade_secret",
            goal="工商业发展",
            expected_investment_fen=0,
            expected_output_fen=30_000_000_00,
            items=(ItemDraft("equipment", "示范热处理炉", 1_200_000_00),),
        )
        filing = registry.draft_filing(draft=draft, exchange="SW", actor=agent, clock=clock)
        self._hand_in(filing, agent, clock)

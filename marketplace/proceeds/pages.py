"""What the pages of proceeds show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from accounts.actor import Actor
from marketplace.core.rates import percent
from marketplace.proceeds import rules
from marketplace.proceeds.dealing import flow_of
from marketplace.proceeds.models import Distribution, Member, Payout, RewardRule, Team
from marketplace.proceeds.models.reward import WHOLE_BP
from marketplace.proceeds.queries import (
    Holding,
    base_of,
    distributions_for,
    holdings,
    payouts_for,
    reward_rules_for,
    teams_for,
)
from marketplace.proceeds.telling import sentences
from marketplace.registry.taxing import RewardBase

SHOWN = 100
TONES = {
    "draft": "waiting",
    "published": "done",
    "proposed": "waiting",
    "agreed": "done",
    "superseded": "",
    "approved": "done",
    "rejected": "failed",
    "due": "waiting",
    "paid": "done",
    "void": "",
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    rule: RewardRule
    tone: str
    reward: str
    main: str
    may_publish: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A team, a distribution or a payout in a list."""

    one: Team | Distribution | Payout
    tone: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    payouts: Sequence[Line]
    rules: Sequence[RuleRow]
    teams: Sequence[Line]
    distributions: Sequence[Line]
    may_manage: bool


def overview(actor: Actor) -> Overview:
    """One's own payouts; of one's unit what one may know of."""
    return Overview(
        payouts=[Line(one, TONES[one.state]) for one in payouts_for(actor).order_by("-pk")[:SHOWN]],
        rules=[_rule_row(actor, one) for one in reward_rules_for(actor).order_by("kind", "-from_date", "-pk")[:SHOWN]],
        teams=[Line(one, TONES[one.state], _waits(actor, one)) for one in teams_for(actor).order_by("-pk")[:SHOWN]],
        distributions=[
            Line(one, TONES[one.state], one.state == "draft" and rules.may_decide(actor, one))
            for one in distributions_for(actor).order_by("-pk")[:SHOWN]
        ],
        may_manage=rules.may_manage(actor),
    )


def _rule_row(actor: Actor, one: RewardRule) -> RuleRow:
    reward, main = (percent(Fraction(points, WHOLE_BP)) for points in (one.reward_bp, one.main_bp))
    return RuleRow(one, TONES[one.state], reward, main, one.state == "draft" and rules.may_publish(actor, one))


def _waits(actor: Actor, team: Team) -> bool:
    mine = [one for one in team.members.all() if actor.user and one.user_id == actor.user.pk]
    return team.state == Team.State.PROPOSED and any(one.consented_at is None for one in mine)


@dataclass(frozen=True, slots=True)
class MemberRow:
    member: Member
    share: str
    may_record: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    team: Team
    tone: str
    members: Sequence[MemberRow]
    may_consent: bool


def team_page(actor: Actor, team: Team) -> TeamPage:
    waits = team.state == Team.State.PROPOSED
    records = waits and rules.may_record_consent(actor, team)
    rows = [
        MemberRow(
            one,
            percent(Fraction(one.share_numerator, one.share_denominator)),
            records and one.user_id is None and one.consented_at is None,
        )
        for one in sorted(team.members.all(), key=lambda one: one.position)
    ]
    return TeamPage(team, TONES[team.state], rows, _waits(actor, team))


@dataclass(frozen=True, slots=True)
class DistributionPage:
    distribution: Distribution
    tone: str
    payouts: Sequence[Line]
    holdings: Sequence[tuple[Holding, str]]  # of a company, with the share in words
    may_decide: bool
    may_record: bool
    may_correct: bool


def distribution_page(actor: Actor, one: Distribution) -> DistributionPage:
    """The whole of a distribution, for the unit's money people and who drafted it."""
    money = rules.may_record_money(actor, one)
    payouts = sorted(one.payouts.all(), key=lambda payout: payout.pk)
    return DistributionPage(
        distribution=one,
        tone=TONES[one.state],
        payouts=[Line(payout, TONES[payout.state], money and payout.state == "due") for payout in payouts],
        holdings=[(row, percent(row.share)) for row in holdings(one)],
        may_decide=one.state == "draft" and rules.may_decide(actor, one),
        may_record=one.state in ("draft", "approved") and money and not one.in_shares,
        may_correct=one.state == "approved" and rules.may_manage(actor),
    )


@dataclass(frozen=True, slots=True)
class PayoutPage:
    payout: Payout
    tone: str
    sentences: Sequence[str]
    base: RewardBase | None


def payout_page(payout: Payout, now: datetime) -> PayoutPage:
    """One's own payout: the amount, how it came about, what of it is taxable."""
    return PayoutPage(payout, TONES[payout.state], sentences(flow_of(payout)), base_of(payout, now))

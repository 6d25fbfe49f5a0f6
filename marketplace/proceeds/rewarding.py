"""What a unit owes those who made an achievement: by its own rule, never below the legal floor (R-RWD-01..03). Pure.

An amount is divided between team and unit, then within the team, by largest remainder (R-GEN-07). Where rounding would leave the
team or its main contributors a fraction of a fen below their floor, they get the fen: a floor is never undercut.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Self

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse
from marketplace.core.money import split
from marketplace.core.rates import percent
from marketplace.trading.rule_rows import RuleRows, share


@dataclass(frozen=True, slots=True)
class Floor:
    """The least share of net income, or of shares in a company, that is reward, and of the reward for the main contributors."""

    reward: Fraction
    main: Fraction

    @classmethod
    def of_income(cls, rows: RuleRows) -> Self:
        """For a transfer or a licence."""
        return cls(share(rows, "R-RWD-01", "reward_min_bp"), share(rows, "R-RWD-02", "main_min_bp"))

    @classmethod
    def of_shares(cls, rows: RuleRows) -> Self:
        """For a contribution to a company."""
        return cls(share(rows, "R-RWD-01", "equity_reward_min_bp"), share(rows, "R-RWD-02", "main_min_bp"))

    @classmethod
    def of_work(cls, rows: RuleRows) -> Self:
        """For development, consulting and service: the law sets none, the unit's rule stands alone (R-RWD-10)."""
        return cls(share(rows, "R-RWD-10", "reward_min_bp"), share(rows, "R-RWD-10", "main_min_bp"))


@dataclass(frozen=True, slots=True)
class Contributor:
    """One of the team: his share of the reward, and whether he is a main contributor."""

    payee: str
    share: Fraction
    main: bool = False


@dataclass(frozen=True, slots=True)
class UnitRule:
    """How a unit rewards: `reward` by its rule or agreement, None if it has neither. A state-set unit may not go below the floor."""

    reward: Fraction | None
    team: tuple[Contributor, ...]
    state_set: bool = True

    def share(self, floor: Floor) -> Fraction:
        """The share that is paid: without a rule the law's."""
        return floor.reward if self.reward is None else self.reward

    def least(self, floor: Floor) -> Fraction:
        """The share below which it may not fall; a private unit with its own rule is bound by nothing but that."""
        return floor.reward if self.state_set or self.reward is None else Fraction(0)


@dataclass(frozen=True, slots=True)
class Reward:
    """An amount divided: what the team gets, each part in the team's order, and what the unit keeps."""

    total_fen: int
    parts: tuple[int, ...]
    kept_fen: int


def divide(amount_fen: int, rule: UnitRule, floor: Floor) -> Reward:
    """Divide an amount between a unit and its team. Raises Invalid if the rule is unlawful or the amount negative."""
    refuse(check_rule(rule, floor) or _check_amount(amount_fen))
    by_rule = rule.share(floor)
    total_fen = max(split(amount_fen, [by_rule, 1 - by_rule])[0], ceil(rule.least(floor) * amount_fen))
    return Reward(total_fen, tuple(_parts(total_fen, rule, floor)), amount_fen - total_fen)


def _parts(total_fen: int, rule: UnitRule, floor: Floor) -> Sequence[int]:
    parts = split(total_fen, [one.share for one in rule.team])
    least_fen = ceil(floor.main * total_fen) if rule.state_set else 0
    if sum(part for part, one in zip(parts, rule.team, strict=True) if one.main) >= least_fen:
        return parts
    main = iter(split(least_fen, [one.share for one in rule.team if one.main]))
    others = iter(split(total_fen - least_fen, [one.share for one in rule.team if not one.main]))
    return [next(main if one.main else others) for one in rule.team]


def _check_amount(amount_fen: int) -> list[Finding]:
    if amount_fen >= 0:
        return []
    return [Finding("amount_fen", "R-RWD-04", _("净收入为负，没有可以奖励的金额（规则 R-RWD-04）。"))]


def check_rule(rule: UnitRule, floor: Floor, prefix: str = "") -> list[Finding]:
    """What is unlawful in a unit's rule; fields `reward` and `team`, led by `prefix`."""
    return [*_check_reward(rule, floor, f"{prefix}reward"), *_check_team(rule, floor, f"{prefix}team")]


def _check_reward(rule: UnitRule, floor: Floor, field: str) -> list[Finding]:
    by_rule = rule.share(floor)
    if not 0 <= by_rule <= 1:
        return [Finding(field, "R-RWD-01", _("奖励比例须在 0 至 100% 之间（规则 R-RWD-01）。"))]
    if by_rule < rule.least(floor):
        text = _("奖励比例 {share} 低于法定最低 {floor}，国家设立的高校院所不得低于该比例（规则 R-RWD-01）。")
        return [Finding(field, "R-RWD-01", text.format(share=percent(by_rule), floor=percent(floor.reward)))]
    return []


def _check_team(rule: UnitRule, floor: Floor, field: str) -> list[Finding]:
    if not rule.team:
        return [Finding(field, "R-RWD-01", _("请列出完成人及其份额（规则 R-RWD-01）。"))]
    faults = check_shares([(one.payee, one.share) for one in rule.team], field)
    main = sum((one.share for one in rule.team if one.main), Fraction(0))
    if rule.state_set and main < floor.main:
        text = _("主要贡献人员合计占奖励总额 {share}，低于最低 {floor}（规则 R-RWD-02）。")
        faults.append(Finding(field, "R-RWD-02", text.format(share=percent(main), floor=percent(floor.main))))
    return faults


def check_shares(shares: Sequence[tuple[str, Fraction]], field: str) -> list[Finding]:
    """Whether the shares of several payees are positive, sum to one, and name nobody twice (R-GEN-07)."""
    faults = [
        Finding(f"{field}.{place}.share", "R-GEN-07", _("份额须大于零（规则 R-GEN-07）。"))
        for place, (_payee, part) in enumerate(shares)
        if part <= 0
    ]
    whole = sum((part for _payee, part in shares), Fraction(0))
    if whole != 1:
        text = _("各份额合计须为 100%，现为 {whole}（规则 R-GEN-07）。")
        faults.append(Finding(field, "R-GEN-07", text.format(whole=percent(whole))))
    if len({payee for payee, _part in shares}) < len(shares):
        faults.append(Finding(field, "R-GEN-07", _("同一收款人只能列一次（规则 R-GEN-07）。")))
    return faults

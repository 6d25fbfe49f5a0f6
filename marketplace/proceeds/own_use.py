"""The reward from an achievement that its unit uses itself or with others: a share of each year's profit (R-RWD-01). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Self

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse
from marketplace.core.money import round_half_up
from marketplace.core.rates import percent
from marketplace.trading.rule_rows import RuleRows, share


@dataclass(frozen=True, slots=True)
class LeastUse:
    """What the law leaves no state-set unit below: the share of operating profit, and for how many years in a row."""

    share: Fraction
    years: int

    @classmethod
    def read(cls, rows: RuleRows) -> Self:
        return cls(share(rows, "R-RWD-01", "own_use_min_bp"), rows.value("R-RWD-01", "own_use_min_years"))


@dataclass(frozen=True, slots=True)
class UseRule:
    """What a unit agreed with its team."""

    share: Fraction
    years: int
    state_set: bool = True


def yearly_rewards(profits_fen: Sequence[int], rule: UseRule, least: LeastUse) -> list[int]:
    """The reward of each year from the first in which profit was made on; a year with a loss gives nothing, and takes nothing back.

    Raises Invalid with field and rule if the agreement is unlawful; years beyond it give nothing.
    """
    refuse(check_use(rule, least))
    floor = least.share if rule.state_set else Fraction(0)
    gains = [max(profit, 0) if place < rule.years else 0 for place, profit in enumerate(profits_fen)]
    return [max(round_half_up(gain * rule.share), ceil(gain * floor)) for gain in gains]


def check_use(rule: UseRule, least: LeastUse) -> list[Finding]:
    """What is unlawful in an agreement on own use; fields `share` and `years`."""
    faults = []
    if not 0 <= rule.share <= 1:
        faults.append(Finding("share", "R-RWD-01", _("奖励比例须在 0 至 100% 之间（规则 R-RWD-01）。")))
    elif rule.state_set and rule.share < least.share:
        text = _("自行或合作实施的奖励每年不得低于营业利润的 {floor}，现为 {share}（规则 R-RWD-01）。")
        said = text.format(floor=percent(least.share), share=percent(rule.share))
        faults.append(Finding("share", "R-RWD-01", said))
    if rule.state_set and rule.years < least.years:
        text = _("自行或合作实施的奖励不得少于连续 {years} 年（规则 R-RWD-01）。")
        faults.append(Finding("years", "R-RWD-01", text.format(years=least.years)))
    return faults

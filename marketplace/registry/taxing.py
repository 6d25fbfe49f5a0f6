"""Estimates of the taxes of a technology deal: VAT, stamp duty, a reward's taxable base (R-TAX-01, R-TAX-04..06). Pure.

Nothing here is tax advice, and every result says so with the version of the rules it is of. Income tax: `income_tax.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Self

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse
from marketplace.core.money import round_half_up
from marketplace.trading.rule_rows import RuleRows, share


@dataclass(frozen=True, slots=True)
class Condition:
    """What a relief depends on, and whether it is met."""

    text: str
    rule: str
    met: bool


def all_met(conditions: Iterable[Condition]) -> bool:
    return all(condition.met for condition in conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What every estimate carries (R-TAX-06): the version of the rules, and the conditions of its relief."""

    rule_version: str
    conditions: tuple[Condition, ...] = ()

    @property
    def relieved(self) -> bool:
        """Whether there is a relief and all it depends on is met."""
        return bool(self.conditions) and all_met(self.conditions)

    @property
    def notice(self) -> str:
        """The words that stand beside the amounts wherever they are shown."""
        text = _("按规则版本 {number} 估算，仅供参考，不构成税务意见（规则 R-TAX-06）。")
        return text.format(number=self.rule_version)


def check_amount(field: str, amount_fen: int, rule: str) -> list[Finding]:
    """A finding if an amount is negative."""
    return [Finding(field, rule, _("计税金额不能为负（规则 {rule}）。").format(rule=rule))] if amount_fen < 0 else []


# --- Value added tax (R-TAX-01)


class Supply(StrEnum):
    """What a line of a contract pays for."""

    TECHNOLOGY = "technology"  # transfer or development
    RELATED = "related"  # consulting and services that belong to it
    SERVICE = "service"  # a service by itself: never exempt
    GOODS = "goods"


@dataclass(frozen=True, slots=True)
class Line:
    """An amount without tax; a related service is exempt on the invoice of its technology only."""

    supply: Supply
    amount_fen: int
    same_invoice: bool = False


@dataclass(frozen=True, slots=True)
class VatFacts:
    """What the seller has done: the contract is registered, its income accounted for apart, the exemption not waived."""

    registered: bool
    separate_accounts: bool
    waived: bool = False


@dataclass(frozen=True, slots=True)
class VatTerms:
    exempt: bool  # whether the exemption is continued
    service_rate: Fraction
    goods_rate: Fraction
    rule_version: str

    @classmethod
    def read(cls, rows: RuleRows) -> Self:
        service, goods = (share(rows, "R-TAX-01", key) for key in ("service_bp", "goods_bp"))
        return cls(rows.value("R-TAX-01", "exempt"), service, goods, rows.number)


@dataclass(frozen=True, slots=True)
class VatLine:
    """A line with its rate, 0 if it is exempt, and its tax, rounded once."""

    line: Line
    exempt: bool
    tax_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vat(Estimate):
    lines: tuple[VatLine, ...]

    @property
    def exempt_fen(self) -> int:
        return sum(one.line.amount_fen for one in self.lines if one.exempt)

    @property
    def tax_fen(self) -> int:
        return sum(one.tax_fen for one in self.lines)


def vat(lines: Sequence[Line], facts: VatFacts, terms: VatTerms) -> Vat:
    """The tax of each line, on top of its amount. Raises Invalid with field and rule for a negative amount."""
    refuse(
        [
            fault
            for place, line in enumerate(lines)
            for fault in check_amount(f"lines.{place}.amount_fen", line.amount_fen, "R-TAX-01")
        ]
    )
    conditions = (
        Condition(_("免税政策在执行中"), "R-TAX-01", terms.exempt),
        Condition(_("技术合同已认定登记"), "R-TAX-01", facts.registered),
        Condition(_("免税收入单独核算"), "R-TAX-01", facts.separate_accounts),
        Condition(_("未放弃免税"), "R-TAX-01", not facts.waived),
    )
    taxed = tuple(_vat_line(line, all_met(conditions), terms) for line in lines)
    return Vat(rule_version=terms.rule_version, conditions=conditions, lines=taxed)


def _vat_line(line: Line, relief: bool, terms: VatTerms) -> VatLine:
    belongs = line.supply == Supply.TECHNOLOGY or (line.supply == Supply.RELATED and line.same_invoice)
    if relief and belongs:
        return VatLine(line, exempt=True, tax_fen=0)
    rate = terms.goods_rate if line.supply == Supply.GOODS else terms.service_rate
    return VatLine(line, exempt=False, tax_fen=round_half_up(line.amount_fen * rate))


# --- Stamp duty (R-TAX-05)


@dataclass(frozen=True, slots=True, kw_only=True)
class StampDuty(Estimate):
    """The duty of one signatory; each pays it."""

    amount_fen: int
    tax_fen: int


def stamp_duty(amount_fen: int, rows: RuleRows) -> StampDuty:
    """The duty of one signatory on a contract's amount. Raises Invalid for a negative amount."""
    refuse(check_amount("amount_fen", amount_fen, "R-TAX-05"))
    tax = round_half_up(amount_fen * share(rows, "R-TAX-05", "stamp_bp"))
    return StampDuty(rule_version=rows.number, amount_fen=amount_fen, tax_fen=tax)


# --- Individual income tax on a reward in cash (R-TAX-04)


@dataclass(frozen=True, slots=True)
class RewardFacts:
    """Who pays a reward to whom: `pay_by` is the last day of the months after the income arrived."""

    non_profit: bool  # a university or an institute
    registered: bool
    announced: bool  # for the working days of R-TAX-04
    paid_date: date
    pay_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardBase(Estimate):
    """What of a reward counts into that month's wages."""

    reward_fen: int
    base_fen: int


def reward_base(reward_fen: int, facts: RewardFacts, rows: RuleRows) -> RewardBase:
    """The taxable base of a reward: the reduced share of it if every condition is met, else all of it. Raises Invalid if negative."""
    refuse(check_amount("reward_fen", reward_fen, "R-TAX-04"))
    months = rows.value("R-TAX-04", "payment_months")
    days = rows.value("R-TAX-04", "announcement_working_days")
    conditions = (
        Condition(_("由非营利性高校或科研机构发放"), "R-TAX-04", facts.non_profit),
        Condition(_("技术合同已认定登记"), "R-TAX-04", facts.registered),
        Condition(_("已公示不少于 {days} 个工作日").format(days=days), "R-TAX-04", facts.announced),
        Condition(
            _("自取得转化收入起 {months} 个月内发放").format(months=months), "R-TAX-04", facts.paid_date <= facts.pay_by
        ),
    )
    counted = share(rows, "R-TAX-04", "counted_bp") if all_met(conditions) else Fraction(1)
    base = round_half_up(reward_fen * counted)
    return RewardBase(rule_version=rows.number, conditions=conditions, reward_fen=reward_fen, base_fen=base)

"""Corporate income tax on technology transfers, an estimate: a threshold for each tax year, half above it (R-TAX-02, R-TAX-03). Pure.

The tax of a transfer is that of the year so far less that of the year before it, each rounded once: income that comes in parts is
taxed like income that comes at once, and a new year starts from nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Self

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse
from marketplace.core.money import round_half_up, yuan
from marketplace.registry.taxing import Condition, Estimate, all_met, check_amount
from marketplace.trading.rule_rows import RuleRows, share


@dataclass(frozen=True, slots=True)
class IncomeTerms:
    """Exempt in a year, the share of the rest that is taxed, the statutory rate, the least years of a licence,
    whether income from wholly related parties stays out."""

    exempt_fen: int
    taxed_share: Fraction
    rate: Fraction
    licence_years: int
    related_excluded: bool
    rule_version: str

    @classmethod
    def read(cls, rows: RuleRows) -> Self:
        return cls(
            rows.value("R-TAX-02", "exempt_fen"),
            share(rows, "R-TAX-02", "taxed_bp"),
            share(rows, "R-TAX-03", "rate_bp"),
            rows.value("R-TAX-02", "licence_years"),
            rows.value("R-TAX-03", "related_excluded"),
            rows.number,
        )

    def relieved_tax(self, year_fen: int) -> Fraction:
        """The unrounded tax of a year's income. The rate is the statutory one, whatever lower one the firm else pays (R-TAX-03)."""
        return max(year_fen - self.exempt_fen, 0) * self.taxed_share * self.rate


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """Of the seller and the contract. `licence_years` is None if ownership passes."""

    resident: bool
    registered: bool
    separate_accounts: bool
    wholly_related: bool  # seller and buyer are wholly one's own
    licence_years: int | None = None
    transfer: bool = True  # of ownership or of use; development, consulting and services are not relieved


@dataclass(frozen=True, slots=True)
class Transfer:
    """Net income of one transfer, and the day on which it counts."""

    day: date
    income_fen: int
    facts: TransferFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeTax(Estimate):
    """The tax of one transfer: what of its income is exempt, what is taxed in part, the tax, and what it were without relief."""

    income_fen: int
    before_fen: int  # relieved income of the same year before it
    exempt_fen: int
    reduced_fen: int
    tax_fen: int
    unrelieved_fen: int

    @property
    def saving_fen(self) -> int:
        return self.unrelieved_fen - self.tax_fen


def transfer_income(revenue_fen: int, cost_fen: int, charges_fen: int) -> int:
    """Net income of a transfer: revenue less its cost and related taxes and fees. Raises Invalid if anything is negative."""
    amounts = {"revenue_fen": revenue_fen, "cost_fen": cost_fen, "charges_fen": charges_fen}
    faults = [fault for field, amount in amounts.items() for fault in check_amount(field, amount, "R-TAX-02")]
    net = revenue_fen - cost_fen - charges_fen
    if not faults and net < 0:
        text = _("成本和税费超过收入 {revenue} 元，技术转让所得为负（规则 R-TAX-02）。")
        faults.append(Finding("cost_fen", "R-TAX-02", text.format(revenue=yuan(revenue_fen))))
    refuse(faults)
    return net


def income_tax(income_fen: int, before_fen: int, facts: TransferFacts, terms: IncomeTerms) -> IncomeTax:
    """The tax of a transfer after `before_fen` of relieved income in the same year. Raises Invalid for a negative amount."""
    refuse([*check_amount("income_fen", income_fen, "R-TAX-02"), *check_amount("before_fen", before_fen, "R-TAX-02")])
    conditions = _conditions(facts, terms)
    unrelieved = round_half_up(income_fen * terms.rate)
    exempt = reduced = 0
    tax = unrelieved
    if all_met(conditions):
        exempt = min(income_fen, max(terms.exempt_fen - before_fen, 0))
        reduced = income_fen - exempt
        after = terms.relieved_tax(before_fen + income_fen)
        tax = round_half_up(after) - round_half_up(terms.relieved_tax(before_fen))
    return IncomeTax(
        rule_version=terms.rule_version,
        conditions=conditions,
        income_fen=income_fen,
        before_fen=before_fen,
        exempt_fen=exempt,
        reduced_fen=reduced,
        tax_fen=tax,
        unrelieved_fen=unrelieved,
    )


def of_years(transfers: Sequence[Transfer], terms: IncomeTerms) -> list[IncomeTax]:
    """The tax of each transfer in the order given, the threshold carried through each calendar year and started again with the next."""
    so_far: defaultdict[int, int] = defaultdict(int)
    taxes = []
    for one in transfers:
        tax = income_tax(one.income_fen, so_far[one.day.year], one.facts, terms)
        if tax.relieved:
            so_far[one.day.year] += one.income_fen
        taxes.append(tax)
    return taxes


def _conditions(facts: TransferFacts, terms: IncomeTerms) -> tuple[Condition, ...]:
    long_enough = facts.licence_years is None or facts.licence_years >= terms.licence_years
    licence = _("转让所有权，或许可不短于 {years} 年").format(years=terms.licence_years)
    return (
        Condition(_("居民企业"), "R-TAX-02", facts.resident),
        Condition(_("技术转让或许可合同"), "R-TAX-02", facts.transfer),
        Condition(licence, "R-TAX-02", long_enough),
        Condition(_("技术合同已认定登记"), "R-TAX-02", facts.registered),
        Condition(_("技术转让所得单独核算"), "R-TAX-02", facts.separate_accounts),
        Condition(_("受让方不是全资关联方"), "R-TAX-03", not (terms.related_excluded and facts.wholly_related)),
    )

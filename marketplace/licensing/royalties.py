"""Use first, pay later: what is due of each report of net sales (R-LIC-06, story S8). Pure; terms are those of the contract.

Nothing is owed before the trigger. Then the royalty on all sales so far, or with `retroactive` off on what exceeds the trigger, up to
the cap. Due now is what is owed so far less what was owed before, so that sales reported in parts cost the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse
from marketplace.core.money import round_half_up

RULE = "R-LIC-06"


@dataclass(frozen=True, slots=True)
class TrialTerms:
    """What a contract agreed: the royalty of net sales, the cumulative sales that trigger it and by when, the most that is ever paid."""

    rate: Fraction
    trigger_fen: int
    trigger_by: date  # last day of the trial: sales reported for later do not trigger
    cap_fen: int | None = None
    retroactive: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """Net sales of a period that ends on a day."""

    period_end: date
    net_sales_fen: int


@dataclass(frozen=True, slots=True)
class Due:
    """What a report makes due: sales so far, whether the trigger is met, what this report adds, and what is owed altogether."""

    report: Report
    cumulative_fen: int
    triggered: bool
    due_fen: int
    owed_fen: int
    capped: bool


def royalties(terms: TrialTerms, reports: Sequence[Report]) -> list[Due]:
    """What each report makes due, in the order of the periods. Raises Invalid with field and rule for bad terms or reports."""
    refuse(check_trial(terms, reports))
    dues: list[Due] = []
    cumulative, owed, triggered = 0, 0, False
    for report in reports:
        cumulative += report.net_sales_fen
        triggered = triggered or (report.period_end <= terms.trigger_by and cumulative >= terms.trigger_fen)
        raw = _owed(terms, cumulative) if triggered else 0
        now_owed = raw if terms.cap_fen is None else min(raw, terms.cap_fen)
        dues.append(Due(report, cumulative, triggered, now_owed - owed, now_owed, capped=now_owed < raw))
        owed = now_owed
    return dues


def lapsed(terms: TrialTerms, dues: Sequence[Due], today: date) -> bool:
    """Whether the trial is over without its trigger: no royalty, the licence ends, the technical files go back."""
    return today > terms.trigger_by and not any(due.triggered for due in dues)


def _owed(terms: TrialTerms, cumulative_fen: int) -> int:
    base = cumulative_fen if terms.retroactive else cumulative_fen - terms.trigger_fen
    return round_half_up(base * terms.rate)


def check_trial(terms: TrialTerms, reports: Sequence[Report]) -> list[Finding]:
    """What is wrong with terms or reports."""
    faults = []
    if not 0 < terms.rate <= 1:
        faults.append(Finding("rate", RULE, _("提成比例须大于零、不超过 100%（规则 R-LIC-06）。")))
    if terms.trigger_fen < 0 or (terms.cap_fen is not None and terms.cap_fen < 0):
        field = "trigger_fen" if terms.trigger_fen < 0 else "cap_fen"
        faults.append(Finding(field, RULE, _("触发金额和封顶金额不能为负（规则 R-LIC-06）。")))
    for place, report in enumerate(reports):
        if report.net_sales_fen < 0:
            text = _("净销售额不能为负；退货请在合同约定的期间内冲减（规则 R-LIC-06）。")
            faults.append(Finding(f"reports.{place}.net_sales_fen", RULE, text))
    if any(later.period_end <= earlier.period_end for earlier, later in pairwise(reports)):
        faults.append(Finding("reports", RULE, _("各期报告须按期间先后排列，同一期间只报一次（规则 R-LIC-06）。")))
    return faults

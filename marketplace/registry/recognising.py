"""The two amounts of a technology contract and how long its registration takes (R-REG-03, R-REG-04, story S9). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse
from marketplace.core.money import yuan
from marketplace.trading.rule_rows import RuleRows


@dataclass(frozen=True, slots=True)
class Part:
    """What a contract pays for besides technology; `kind` is a code of R-REG-04 such as `equipment`."""

    kind: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """合同成交额 and 技术交易额, and the working days in which the registrar decides; longer where experts look into it."""

    total_fen: int
    technology_fen: int
    expert_review: bool
    working_days: int
    rule_version: str


def recognise(total_fen: int, parts: Sequence[Part], rows: RuleRows, *, disputed: bool = False) -> Recognised:
    """The whole price, and what of it is technology. Raises Invalid with field and rule if the parts do not fit."""
    refuse(_check(total_fen, parts, frozenset(rows.value("R-REG-04", "deducted"))))
    technology = total_fen - sum(part.amount_fen for part in parts)
    review = disputed or technology >= rows.value("R-REG-03", "expert_from_fen")
    key = "expert_working_days" if review else "decision_working_days"
    return Recognised(total_fen, technology, review, rows.value("R-REG-03", key), rows.number)


def _check(total_fen: int, parts: Sequence[Part], deducted: frozenset[str]) -> list[Finding]:
    faults = []
    for place, part in enumerate(parts):
        if part.kind not in deducted:
            text = _("该项不从合同成交额中扣除（规则 R-REG-04）。只扣除设备、仪器、零部件和原材料。")
            faults.append(Finding(f"parts.{place}.kind", "R-REG-04", text))
        if part.amount_fen < 0:
            faults.append(Finding(f"parts.{place}.amount_fen", "R-REG-04", _("金额不能为负（规则 R-REG-04）。")))
    whole = sum(part.amount_fen for part in parts)
    if whole > total_fen:
        text = _("扣除 {whole} 元超过合同成交额 {total} 元（规则 R-REG-04）。")
        faults.append(Finding("parts", "R-REG-04", text.format(whole=yuan(whole), total=yuan(total_fen))))
    return faults

"""Technology contributed to a company: who holds what of it, and which part is the team's (R-RWD-01, story S7). Pure.

Contributions are whole fen of the registered capital, so stakes are exact fractions that sum to one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse
from marketplace.core.money import yuan
from marketplace.proceeds.rewarding import Floor, UnitRule, check_rule, divide


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one shareholder brings in; with a rule it is a unit's technology, of which its team gets shares."""

    payee: str
    value_fen: int
    rule: UnitRule | None = None


@dataclass(frozen=True, slots=True)
class Stake:
    """What a shareholder holds: fen of the registered capital, and their share of it."""

    payee: str
    value_fen: int
    share: Fraction


def cap_table(capital_fen: int, contributions: Sequence[Contribution], floor: Floor) -> list[Stake]:
    """The holders in the order of the contributions, each unit followed by its team; their shares sum to one exactly.

    Raises Invalid with field and rule if the contributions are not the registered capital or a unit's rule is unlawful.
    """
    refuse(_check(capital_fen, contributions, floor))
    held: list[tuple[str, int]] = []
    for one in contributions:
        if one.rule is None:
            held.append((one.payee, one.value_fen))
            continue
        reward = divide(one.value_fen, one.rule, floor)
        held.append((one.payee, reward.kept_fen))
        held += zip((member.payee for member in one.rule.team), reward.parts, strict=True)
    return [Stake(payee, value_fen, Fraction(value_fen, capital_fen)) for payee, value_fen in held]


def _check(capital_fen: int, contributions: Sequence[Contribution], floor: Floor) -> list[Finding]:
    faults = []
    for place, one in enumerate(contributions):
        if one.value_fen <= 0:
            text = _("出资额须大于零（规则 R-FEE-06）。")
            faults.append(Finding(f"contributions.{place}.value_fen", "R-FEE-06", text))
        if one.rule is not None:
            faults += check_rule(one.rule, floor, f"contributions.{place}.rule.")
    whole = sum(one.value_fen for one in contributions)
    if whole != capital_fen:
        text = _("各方出资合计 {whole} 元，须等于注册资本 {capital} 元（规则 R-FEE-06）。")
        faults.append(Finding("capital_fen", "R-FEE-06", text.format(whole=yuan(whole), capital=yuan(capital_fen))))
    return faults

"""Whether a price may be paid in parts, and in these (R-SET-04, story S3). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding
from marketplace.core.money import round_half_up, yuan

RULE = "R-SET-04"


@dataclass(frozen=True, slots=True)
class Instalment:
    amount_fen: int
    due_date: date


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the rules ask of instalments: the least first share, the last day of the first part and of all."""

    first_share: Fraction
    first_by: date  # as for a price paid at once
    last_by: date


def least_first_fen(price_fen: int, first_share: Fraction) -> int:
    """The least first part: 30 % of 4,500,000.00 is 1,350,000.00; a fraction of a fen counts up.

    >>> least_first_fen(4_500_000_00, Fraction(3, 10))
    135000000
    """
    return ceil(price_fen * first_share)


def interest_fen(amount_fen: int, rate: Fraction, first: date, due: date, year_days: int) -> int:
    """Interest of a later part from the day the first was due to its own, simple, by days; rounded once.

    >>> interest_fen(3_150_000_00, Fraction(36, 1000), date(2027, 4, 7), date(2028, 3, 30), 360)
    11277000
    """
    return round_half_up(amount_fen * rate * Fraction((due - first).days, year_days))


def check_instalments(
    price_fen: int, parts: Sequence[Instalment], bounds: Bounds, *, secured: bool, state_asset: bool
) -> list[Finding]:
    """What keeps a price from being paid in these parts; empty if nothing does.

    A state-owned firm's asset is paid at once; one part is no instalment and wants no security.
    """
    faults = _check_amounts(price_fen, parts, bounds) + _check_days(parts, bounds)
    if len(parts) > 1 and state_asset:
        faults.append(Finding("instalments", RULE, _("国有产权价款应一次付清，不得分期（规则 R-SET-04）。")))
    if len(parts) > 1 and not secured:
        faults.append(Finding("security", RULE, _("分期付款须提供转让方认可的担保（规则 R-SET-04）。")))
    return faults


def _check_amounts(price_fen: int, parts: Sequence[Instalment], bounds: Bounds) -> list[Finding]:
    faults = [
        Finding(f"instalments.{place}.amount_fen", RULE, _("每期金额须大于零（规则 R-SET-04）。"))
        for place, part in enumerate(parts)
        if part.amount_fen <= 0
    ]
    whole = sum(part.amount_fen for part in parts)
    if whole != price_fen:
        text = _("各期合计 {whole} 元，须等于价款 {price} 元（规则 R-SET-04）。")
        faults.append(Finding("instalments", RULE, text.format(whole=yuan(whole), price=yuan(price_fen))))
    least = least_first_fen(price_fen, bounds.first_share)
    if parts and parts[0].amount_fen < least:
        text = _("首期付款不得少于 {least} 元（规则 R-SET-04）。")
        faults.append(Finding("instalments.0.amount_fen", RULE, text.format(least=yuan(least))))
    return faults


def _check_days(parts: Sequence[Instalment], bounds: Bounds) -> list[Finding]:
    faults = []
    if parts and parts[0].due_date > bounds.first_by:
        text = _("首期须在 {day} 前（含当日）付清（规则 R-SET-04）。").format(day=bounds.first_by)
        faults.append(Finding("instalments.0.due_date", RULE, text))
    if any(later.due_date <= earlier.due_date for earlier, later in pairwise(parts)):
        faults.append(Finding("instalments", RULE, _("各期付款日须依次在后（规则 R-SET-04）。")))
    if parts and parts[-1].due_date > bounds.last_by:
        text = _("全部价款须在 {day} 前（含当日）付清（规则 R-SET-04）。").format(day=bounds.last_by)
        faults.append(Finding(f"instalments.{len(parts) - 1}.due_date", RULE, text))
    return faults

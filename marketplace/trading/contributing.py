"""Technology as equity: what an offer of shares must say, and when its value is doubted (R-FEE-06, R-VAL-10). Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.rates import percent

EQUITY = "equity"


@dataclass(frozen=True, slots=True)
class InKind:
    """The value of a contribution, the registered capital with it, what a report valued it at."""

    value_fen: int
    capital_fen: int | None
    valuation_fen: int | None


def faults(offer: InKind, modes: Collection[str]) -> list[Finding]:
    """What is wrong with an offer, as far as it is one of shares; `modes` are those of the listing."""
    if offer.capital_fen is None:
        if set(modes) == {EQUITY}:
            return [
                Finding("capital", "R-FEE-06", _("该成果只接受作价入股，请填写出资后的注册资本（规则 R-FEE-06）。"))
            ]
        if offer.valuation_fen is not None:
            return [Finding("valuation", "R-VAL-10", _("只有作价入股才填写评估值（规则 R-VAL-10）。"))]
        return []
    if EQUITY not in modes:
        return [Finding("capital", "R-FEE-06", _("该成果的转化方式不含作价入股（规则 R-FEE-06）。"))]
    if not offer.value_fen < offer.capital_fen <= MAX_FEN:
        text = _("注册资本须大于出资额 {value} 元（规则 R-FEE-06）。").format(value=yuan(offer.value_fen))
        return [Finding("capital", "R-FEE-06", text)]
    if offer.valuation_fen is not None and not 0 < offer.valuation_fen <= MAX_FEN:
        return [Finding("valuation", "R-VAL-10", _("评估值须大于零（规则 R-VAL-10）。"))]
    return []


def warnings(offer: InKind, over: Fraction) -> list[Finding]:
    """A value above its report by more than `over` is warned of, not refused (R-VAL-10).

    >>> [one.field for one in warnings(InKind(900, 4_000, 800), Fraction(1, 10))]
    ['price']
    """
    if offer.capital_fen is None or offer.valuation_fen is None:
        return []
    if offer.value_fen <= offer.valuation_fen * (1 + over):
        return []
    text = _("出资额高于评估值 {report} 元超过 {over}，请说明依据（规则 R-VAL-10）。")
    return [Finding("price", "R-VAL-10", text.format(report=yuan(offer.valuation_fen), over=percent(over)))]

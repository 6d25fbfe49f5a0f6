"""How a technology contract is paid (R-CON-04): what each mode wants, and its words. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.rates import percent

RULE = "R-CON-04"
MODES = ("at_once", "instalments", "royalty", "entry_royalty")
BASES = ("price", "output", "profit", "sales")
MOST_YEARS, MOST_BP, MOST_WORDS = 30, 10_000, 500


@dataclass(frozen=True, slots=True)
class Payment:
    """`rates_bp` are the ratios of the years, the last one standing for all that follow: one is fixed, several rise or fall."""

    mode: str = "at_once"
    entry_fen: int | None = None
    base: str = ""
    rates_bp: tuple[int, ...] = ()
    inspection: str = ""  # how the accounts may be looked into

    @property
    def has_royalty(self) -> bool:
        return self.mode in ("royalty", "entry_royalty")


def check(payment: Payment, price_fen: int | None) -> Iterator[Finding]:
    """What keeps a way of paying from being lawful; a royalty names base, ratios and the right to look into the accounts."""
    if payment.mode not in MODES:
        yield Finding("payment.mode", RULE, _("请选择支付方式（规则 R-CON-04）。"))
        return
    if price_fen is not None and not 0 < price_fen <= MAX_FEN:
        yield Finding("price", RULE, _("价款须大于零且不超出上限。"))
    if payment.has_royalty:
        yield from _of_royalty(payment)
    else:
        if price_fen is None:
            yield Finding("price", RULE, _("一次总付或分期支付的合同须写明价款（规则 R-CON-04）。"))
        if payment.base or payment.rates_bp or payment.entry_fen is not None:
            yield Finding("payment.base", RULE, _("只有提成支付才约定提成基数、比例和入门费（规则 R-CON-04）。"))


def _of_royalty(payment: Payment) -> Iterator[Finding]:
    if payment.base not in BASES:
        yield Finding("payment.base", RULE, _("请选择提成基数（规则 R-CON-04）。"))
    rates = payment.rates_bp
    if not 1 <= len(rates) <= MOST_YEARS or not all(0 < rate <= MOST_BP for rate in rates):
        text = _("请按年度写明提成比例，每个比例在 0.01% 至 100% 之间（规则 R-CON-04）。")
        yield Finding("payment.rates_bp", RULE, text)
    elif list(rates) != sorted(rates) and list(rates) != sorted(rates, reverse=True):
        yield Finding("payment.rates_bp", RULE, _("提成比例可以固定、逐年递增或者逐年递减（规则 R-CON-04）。"))
    if not payment.inspection.strip() or len(payment.inspection) > MOST_WORDS:
        yield Finding("payment.inspection", RULE, _("请约定查阅有关会计账目的办法（规则 R-CON-04）。"))
    if payment.mode == "entry_royalty" and (payment.entry_fen is None or not 0 < payment.entry_fen <= MAX_FEN):
        yield Finding("payment.entry", RULE, _("请写明入门费（规则 R-CON-04）。"))
    if payment.mode == "royalty" and payment.entry_fen is not None:
        yield Finding("payment.entry", RULE, _("只有附加入门费的提成支付才约定入门费（规则 R-CON-04）。"))


def words(payment: Payment) -> str:
    """The mode as the contract prints it."""
    if payment.mode == "at_once":
        return _("一次总算、一次总付。")
    if payment.mode == "instalments":
        return _("一次总算、分期支付。")
    base = {
        "price": _("产品价格"),
        "output": _("实施技术新增的产值"),
        "profit": _("实施技术新增的利润"),
        "sales": _("产品销售额"),
    }[payment.base]
    rates = "、".join(percent(Fraction(rate, 10_000)) for rate in payment.rates_bp)
    if len(payment.rates_bp) == 1:
        text = _("按{base}的 {rates} 提成支付。").format(base=base, rates=rates)
    else:
        text = _("按{base}提成支付，各年度比例依次为 {rates}，其后各年按最后一个比例。").format(base=base, rates=rates)
    entry = _("入门费 {amount} 元。").format(amount=yuan(payment.entry_fen)) if payment.entry_fen else ""
    return entry + text + _("查阅账目：{inspection}").format(inspection=payment.inspection)

"""The terms of an offer in sentences, in the reader's language."""

from fractions import Fraction

from django.utils.translation import gettext as _

from marketplace.core.money import yuan
from marketplace.core.rates import percent
from marketplace.licensing.models import Base, Offer


def price(offer: Offer) -> str:
    """What is paid, in one short line."""
    if offer.fixed_fen is not None:
        return _("一次付清 {amount} 元").format(amount=yuan(offer.fixed_fen))
    base = Base(offer.base).label
    return _("{base}的 {rate}").format(base=base, rate=percent(Fraction(offer.rate_bp or 0, 10_000)))


def sentences(offer: Offer) -> list[str]:
    """All that a licensee pays and when."""
    told = [price(offer)]
    if offer.trigger_months:
        text = _("{months} 个月内累计达到 {amount} 元之后才付费；未达到的，许可终止，不收费用。")
        told.append(text.format(months=offer.trigger_months, amount=yuan(offer.trigger_fen)))
        told.append(_("触发后对此前的销售一并计费。") if offer.retroactive else _("触发后只对超过触发金额的部分计费。"))
    if offer.cap_fen:
        told.append(_("累计不超过 {amount} 元。").format(amount=yuan(offer.cap_fen)))
    if offer.report_months:
        told.append(
            _("{cycle}报告一次，期满后 {days} 日内提交。").format(
                cycle=offer.get_report_months_display(), days=offer.rule_version.value("R-LIC-07", "report_days")
            )
        )
    return told

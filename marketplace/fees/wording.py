"""A fee told in words: each slice with its rate and amount, the limit that applied, what to keep in mind."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.money import round_half_up, yuan
from marketplace.core.rates import decimal, in_percent
from marketplace.fees.models import Base, Criterion, Method, Schedule
from marketplace.fees.phasing import Way
from marketplace.fees.pricing import Explanation, Slice, Tariff, explain

AT_VENUE = "venue"  # the reason of a cut that the venue decided for everybody as it adopted the schedule
DEAL_LIMITS = {
    "deal_minimum": gettext_lazy("双方合计低于每笔最低收费，本方按 {fee} 元收取。"),
    "deal_maximum": gettext_lazy("双方合计高于每笔最高收费，本方按 {fee} 元收取。"),
}


def sentences(explanation: Explanation) -> list[str]:
    """How a fee came about, one sentence a step, in the reader's language; empty for a price of 0."""
    told = [_slice(part, explanation) for part in explanation.slices]
    if len(told) > 1:
        told.append(_("合计 {raw} 元。").format(raw=exact_yuan(explanation.raw)))
    if explanation.limit == "minimum":
        told.append(_("低于每方最低收费，按最低 {fee} 元收取。").format(fee=yuan(round_half_up(explanation.limited))))
    if explanation.limit == "maximum":
        told.append(_("高于每方最高收费，按最高 {fee} 元收取。").format(fee=yuan(round_half_up(explanation.limited))))
    if explanation.limit in DEAL_LIMITS:
        told.append(str(DEAL_LIMITS[explanation.limit]).format(fee=yuan(round_half_up(explanation.limited))))
    told += cut_sentences(explanation)
    if explanation.fee != explanation.charge_fen:
        told.append(_("四舍五入到分：{fee} 元（R-GEN-06）。").format(fee=yuan(explanation.charge_fen)))
    return told


def cut_sentences(explanation: Explanation) -> Iterator[str]:
    """Each cut with what is left after it, unrounded."""
    left = explanation.limited
    for cut in explanation.cuts:
        before, left = left, left * (1 - cut.share)
        text = _("{reason}：减免 {share}%，{before} 元 × {kept}% = {left} 元。")
        yield text.format(
            reason=cut_reason(cut.reason),
            share=in_percent(cut.share),
            kept=in_percent(1 - cut.share),
            before=exact_yuan(before),
            left=exact_yuan(left),
        )


def cut_reason(code: str) -> str:
    """Whom a cut is for, or who decided it."""
    return _("该交易机构自行决定减收（R-FEE-12）") if code == AT_VENUE else str(Criterion(code).label)


def phase_sentences(way: Way, before_fen: int, after_fen: int) -> list[str]:
    """How the fee on the way to a schedule is made up of the old and the new one (R-FEE-13)."""
    if not way.phased or way.legacy is None:
        return []
    old, new = explain(after_fen, way.legacy).fee, explain(after_fen, way.target).fee
    mixed = mixed_sentences(old, new, way.weight, lower_of=way.lower_of)
    return [*mixed, *due_sentences(before_fen, way.charge(before_fen), way.charge(after_fen))]


def mixed_sentences(old: Fraction, new: Fraction, weight: Fraction, *, lower_of: bool) -> list[str]:
    """The mix of two fees in fen, unrounded, and the lower one where it is offered."""
    mixed = old * (1 - weight) + new * weight
    text = _("过渡期：原标准 {old} 元 × {old_weight} + 新标准 {new} 元 × {new_weight} = {mixed} 元（R-FEE-13）。")
    told = [
        text.format(
            old=exact_yuan(old), new=exact_yuan(new), old_weight=1 - weight, new_weight=weight, mixed=exact_yuan(mixed)
        )
    ]
    if lower_of and old < mixed:
        told.append(_("中小微企业不高于原标准：按 {old} 元收取。").format(old=exact_yuan(old)))
    return told


def due_sentences(before_fen: int, charged_fen: int, total_fen: int) -> list[str]:
    """What is due now of a total in fen, less what was due on what came before."""
    told = []
    if before_fen:
        text = _("减去此前累计 {before} 元应收的 {charged} 元。")
        told.append(text.format(before=yuan(before_fen), charged=yuan(charged_fen)))
    return [*told, _("应收 {amount} 元。").format(amount=yuan(total_fen - charged_fen))]


def floor_wanted() -> str:
    return _("该收费标准按底价一次计费：须给出底价，且不按累计收款计算。")


def method_note(schedule: Schedule, method: str) -> str:
    """Whether a schedule has rates of its own for a method; empty where none was said."""
    if not method:
        return ""
    if any(rate.method == method for rate in schedule.rates.all()):
        text = _("按收费标准 {schedule} 对“{method}”的费率计收。")
    else:
        text = _("收费标准 {schedule} 不按交易方式区分费率：“{method}”与其他方式收费相同。")
    return text.format(schedule=schedule.number, method=Method(method).label)


def band_sentence(tariff: Tariff) -> str:
    """How the bands of a tariff are laid on an amount."""
    if len(tariff.bands) == 1:
        return _("全额按一个费率计收（规则 R-FEE-02）。")
    if tariff.whole_amount:
        return _("全额按所在一段的费率计收，分界点归入较低的一段（规则 R-FEE-02、R-FEE-03）。")
    return _("分段累计，每段按各自的费率计收，分界点归入较低的一段（规则 R-FEE-02、R-FEE-03）。")


def base_note(base: str) -> str:
    """On which amount it is charged, where that is not the price; empty where it is."""
    if base == Base.PRICE:
        return ""
    return _("计费基数为{base}，此处以所填金额代入。").format(base=Base(base).label)


def calibre_note() -> str:
    """What must stand beside every comparison of schedules (R-FEE-13)."""
    return _("各标准口径不同：西南联交所原区间适用于知识产权交易，重庆联交所原区间适用于产权协议转让，比较仅供参考。")


def increment_sentences(before: Explanation, after: Explanation) -> list[str]:
    """How the fee of a payment came about that follows others: F(after) - F(before) (R-FEE-05); of the first it is its own."""
    if not after.price_fen:
        return [_("金额为零，不收费（R-FEE-07）。")]
    if not before.price_fen:
        return sentences(after)
    amount_fen = after.charge_fen - before.charge_fen
    sums = {"before": yuan(before.price_fen), "after": yuan(after.price_fen)}
    charges = {"total": yuan(after.charge_fen), "charged": yuan(before.charge_fen), "amount": yuan(amount_fen)}
    return [
        _("此前累计 {before} 元，连同本次累计 {after} 元，按累计额计费（R-FEE-05）。").format(**sums),
        *sentences(after),
        _("减去此前累计 {before} 元应收的 {charged} 元：{total} − {charged} = {amount} 元。").format(**sums, **charges),
    ]


def ceiling_warning(ceiling: Fraction) -> str:
    """What is said beside a fee above that share of the price (R-FEE-04)."""
    text = _("服务费超过价款的 {ceiling}%（规则 R-FEE-04，拍卖未约定佣金时的上限）。请与交易机构确认。")
    return text.format(ceiling=in_percent(ceiling))


def _slice(part: Slice, explanation: Explanation) -> str:
    band = part.band
    values = {
        "lower": yuan(band.lower_fen),
        "upper": yuan(band.upper_fen or 0),
        "width": yuan(part.width_fen),
        "rate": in_percent(band.rate),
        "amount": exact_yuan(part.amount),
    }
    if part.width_fen == explanation.price_fen and (band.lower_fen or band.upper_fen is None):
        return _("全额 {width} 元 × {rate}% = {amount} 元。").format(**values)
    if band.lower_fen == 0:
        return _("{upper} 元及以下部分：{width} 元 × {rate}% = {amount} 元。").format(**values)
    if band.upper_fen is None:
        return _("超过 {lower} 元的部分：{width} 元 × {rate}% = {amount} 元。").format(**values)
    return _("超过 {lower} 元至 {upper} 元的部分：{width} 元 × {rate}% = {amount} 元。").format(**values)


def exact_yuan(amount: Fraction) -> str:
    """Unrounded fen as yuan: two decimals where these are exact, all of them where they end, else rounded with a sign of it.

    >>> exact_yuan(Fraction(5_525_000)), exact_yuan(Fraction(3, 200)), exact_yuan(Fraction(1, 3))
    ('55,250.00', '0.00015', '≈0.00')
    """
    if amount.denominator == 1:
        return yuan(int(amount))
    text = decimal(amount / 100)
    whole, _point, decimals = text.partition(".")
    return f"≈{yuan(round_half_up(amount))}" if "/" in text else f"{int(whole):,}.{decimals}"

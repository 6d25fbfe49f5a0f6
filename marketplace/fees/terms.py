"""What a draft of a schedule says, as it was typed, and what is wrong with it, field by field with its rule.

Nothing here is refused at the first fault: whoever drafts sees all of them at once. Amounts are fen, rates Fractions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from marketplace.core.errors import Invalid
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.rates import in_percent
from marketplace.fees import pricing
from marketplace.fees.limits import per_deal
from marketplace.fees.models import Base, Criterion, Method, Service, Side

MOST_RATES, MOST_BANDS, MOST_RELIEFS = 60, 20, 20
FINEST = 10**8  # rates and shares are whole multiples of one part in so many: six decimals of a percent


@dataclass(frozen=True, slots=True)
class RateTerms:
    """What one side is to pay by a method for a service; bands as they were typed, in order or not."""

    side: str
    bands: tuple[pricing.Band, ...]
    minimum_fen: int | None = None
    maximum_fen: int | None = None
    whole_amount: bool = False
    method: str = ""
    service: str = Service.TRADING
    base: str = Base.PRICE

    @classmethod
    def of(cls, side: str, tariff: pricing.Tariff, **more: str) -> "RateTerms":
        return cls(side, tariff.bands, tariff.minimum_fen, tariff.maximum_fen, tariff.whole_amount, **more)

    @property
    def group(self) -> tuple[str, str]:
        return self.service, self.method

    def tariff(self) -> pricing.Tariff:
        """Raises ValueError for bands that are none."""
        return pricing.Tariff(self.bands, self.minimum_fen, self.maximum_fen, self.whole_amount)


@dataclass(frozen=True, slots=True)
class LimitTerms:
    """A minimum or maximum of both sides' fees together."""

    minimum_fen: int | None = None
    maximum_fen: int | None = None
    method: str = ""
    service: str = Service.TRADING

    @property
    def group(self) -> tuple[str, str]:
        return self.service, self.method


@dataclass(frozen=True, slots=True)
class ReliefTerms:
    """What is not to be charged to whoever meets a criterion; `region` is asked for only to be refused (R-FEE-10)."""

    criterion: str
    share: Fraction
    method: str = ""
    from_date: date | None = None
    to_date: date | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that a schedule charges."""

    rates: tuple[RateTerms, ...]
    limits: tuple[LimitTerms, ...] = ()
    reliefs: tuple[ReliefTerms, ...] = ()

    @classmethod
    def of(cls, tariffs: Mapping[str, pricing.Tariff]) -> "Terms":
        """One tariff for each side, whatever the method."""
        return cls(tuple(RateTerms.of(side, tariff) for side, tariff in tariffs.items()))


class Fault(NamedTuple):
    field: str  # rates.0.bands.1.above
    message: str
    rule: str


def require_sound(terms: Terms, *, ceiling: Fraction, effective_from: date) -> None:
    """Raises Invalid with every fault by field, and the rule of the first."""
    found = list(faults(terms, ceiling=ceiling, effective_from=effective_from))
    if found:
        fields: dict[str, list[str]] = {}
        for fault in found:
            fields.setdefault(fault.field, []).append(fault.message)
        raise Invalid(fields=fields, rule=found[0].rule)


def faults(terms: Terms, *, ceiling: Fraction, effective_from: date) -> Iterator[Fault]:
    """What is wrong; `ceiling` is the share of the price above which a rate of the trading service is unlawful (R-FEE-04)."""
    yield from _faults_of_groups(terms)
    for place, rate in enumerate(terms.rates):
        highest = ceiling if rate.service == Service.TRADING else Fraction(1)
        yield from _faults_of_rate(f"rates.{place}", rate, highest)
    for place, limit in enumerate(terms.limits):
        yield from _faults_of_limit(f"limits.{place}", limit, terms)
    yield from _repeated("limits", [limit.group for limit in terms.limits])
    for place, relief in enumerate(terms.reliefs):
        yield from _faults_of_relief(f"reliefs.{place}", relief, effective_from)
    yield from _repeated("reliefs", [(one.criterion, one.method, one.from_date) for one in terms.reliefs])


def _faults_of_groups(terms: Terms) -> Iterator[Fault]:
    if len(terms.rates) > MOST_RATES or len(terms.reliefs) > MOST_RELIEFS:
        yield Fault(
            "rates",
            _("费率不超过 {rates} 项，减免不超过 {reliefs} 项。").format(rates=MOST_RATES, reliefs=MOST_RELIEFS),
            "R-FEE-02",
        )
    sides: dict[tuple[str, str], set[str]] = {(Service.TRADING.value, ""): set()}
    for rate in terms.rates:
        sides.setdefault(rate.group, set()).add(rate.side)
    for (service, method), known in sides.items():
        if known != set(Side.values):
            named = _named(service, method)
            yield Fault("rates", _("“{group}”须分别列出转让方和受让方的费率。").format(group=named), "R-FEE-02")
    yield from _repeated("rates", [(*rate.group, rate.side) for rate in terms.rates])


def _named(service: str, method: str) -> str:
    parts = [Service(service).label, Method(method).label if method else _("各种方式")]
    return " · ".join(map(str, parts))


def _repeated(field: str, keys: Sequence[tuple[object, ...]]) -> Iterator[Fault]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield Fault(f"{field}.{max(i for i, k in enumerate(keys) if k == key)}", _("与前面一项重复。"), "R-FEE-02")


def _faults_of_rate(field: str, rate: RateTerms, highest: Fraction) -> Iterator[Fault]:
    if not rate.bands or len(rate.bands) > MOST_BANDS:
        yield Fault(f"{field}.bands", _("须有 1 至 {most} 档。").format(most=MOST_BANDS), "R-FEE-02")
        return
    for place, band in enumerate(rate.bands):
        yield from _faults_of_band(f"{field}.bands.{place}", band, highest)
    yield from _faults_between(field, rate.bands)
    yield from _faults_of_amounts(field, rate.minimum_fen, rate.maximum_fen)


def _faults_of_band(field: str, band: pricing.Band, highest: Fraction) -> Iterator[Fault]:
    if band.lower_fen < 0 or (band.upper_fen is not None and not band.lower_fen < band.upper_fen <= MAX_FEN):
        yield Fault(
            f"{field}.up_to", _("档的上限须大于下限 {lower} 元。").format(lower=yuan(band.lower_fen)), "R-FEE-02"
        )
    if band.rate < 0:
        yield Fault(f"{field}.rate_percent", _("费率不能为负。"), "R-FEE-02")
    if band.rate > highest:
        told = _("费率 {rate}% 超过上限 {highest}%（拍卖法第五十六条）。请降低费率。")
        text = told.format(rate=in_percent(band.rate), highest=in_percent(highest))
        yield Fault(f"{field}.rate_percent", text, "R-FEE-04")
    if not is_decimal(band.rate):
        yield Fault(f"{field}.rate_percent", _("费率最多六位小数。"), "R-GEN-06")


def _faults_between(field: str, bands: Sequence[pricing.Band]) -> Iterator[Fault]:
    if bands[0].lower_fen:
        yield Fault(f"{field}.bands.0.above", _("第一档须从 0 开始。"), "R-FEE-02")
    for place, (lower, upper) in enumerate(pairwise(bands), start=1):
        if lower.upper_fen is None:
            yield Fault(f"{field}.bands.{place - 1}.up_to", _("只有最后一档不设上限。"), "R-FEE-02")
        elif upper.lower_fen != lower.upper_fen:
            text = (
                _("与上一档重叠：上一档到 {edge} 元。")
                if upper.lower_fen < lower.upper_fen
                else _("与上一档之间有缺口：上一档到 {edge} 元。")
            )
            yield Fault(f"{field}.bands.{place}.above", text.format(edge=yuan(lower.upper_fen)), "R-FEE-02")
    if bands[-1].upper_fen is not None:
        yield Fault(f"{field}.bands.{len(bands) - 1}.up_to", _("最后一档不设上限，请留空。"), "R-FEE-02")


def _faults_of_amounts(field: str, minimum_fen: int | None, maximum_fen: int | None) -> Iterator[Fault]:
    for name, amount in (("minimum", minimum_fen), ("maximum", maximum_fen)):
        if amount is not None and not 0 <= amount <= MAX_FEN:
            yield Fault(f"{field}.{name}", _("金额不能为负。"), "R-GEN-06")
    if minimum_fen is not None and maximum_fen is not None and minimum_fen > maximum_fen:
        yield Fault(
            f"{field}.maximum",
            _("最高收费不能低于最低收费 {minimum} 元。").format(minimum=yuan(minimum_fen)),
            "R-FEE-02",
        )


def _faults_of_limit(field: str, limit: LimitTerms, terms: Terms) -> Iterator[Fault]:
    yield from _faults_of_amounts(field, limit.minimum_fen, limit.maximum_fen)
    if (not limit.minimum_fen and not limit.maximum_fen) or limit.minimum_fen == 0 or limit.maximum_fen == 0:
        yield Fault(f"{field}.minimum", _("请填写每笔的最低或最高收费，须大于零。"), "R-FEE-02")
        return
    pair = {rate.side: rate for rate in terms.rates if rate.group == limit.group}
    if set(pair) != set(Side.values):
        yield Fault(f"{field}.method", _("该方式和服务没有自己的费率。请先列出双方费率。"), "R-FEE-02")
        return
    seller, buyer = pair[Side.SELLER], pair[Side.BUYER]
    if seller.base != buyer.base or seller.whole_amount or buyer.whole_amount:
        yield Fault(f"{field}.minimum", _("每笔的最低和最高收费只用于双方计费基数相同、按差额累进的费率。"), "R-FEE-02")
        return
    if limit.minimum_fen and limit.maximum_fen and limit.minimum_fen > limit.maximum_fen:
        return
    try:
        pair_of_tariffs = seller.tariff(), buyer.tariff()
    except ValueError:
        return  # told of the rates themselves
    try:
        per_deal(pair_of_tariffs, limit.minimum_fen, limit.maximum_fen)
    except ValueError:
        text = _("按双方费率和每方限额，任何价款都达不到或都超过这一限额。请核对。")
        yield Fault(f"{field}.{'minimum' if limit.minimum_fen else 'maximum'}", text, "R-FEE-02")


def _faults_of_relief(field: str, relief: ReliefTerms, effective_from: date) -> Iterator[Fault]:
    if relief.region:
        yield Fault(f"{field}.region", local_refusal(), "R-FEE-10")
    if relief.criterion not in Criterion.values:
        yield Fault(f"{field}.criterion", local_refusal(), "R-FEE-10")
    if not 0 < relief.share <= 1 or not is_decimal(relief.share):
        yield Fault(f"{field}.percent", _("减免比例须大于 0，不超过 100%。"), "R-FEE-10")
    if relief.criterion == Criterion.EVERYONE and not (relief.from_date and relief.to_date):
        yield Fault(f"{field}.to_date", _("对全部交易方的减免须有起止日期。"), "R-FEE-10")
    if relief.from_date and relief.to_date and relief.to_date < relief.from_date:
        yield Fault(f"{field}.to_date", _("终止日不能早于起始日。"), "R-GEN-08")
    if relief.to_date and relief.to_date < effective_from:
        yield Fault(f"{field}.to_date", _("减免在收费标准生效之前已经结束。"), "R-GEN-08")


def is_decimal(share: Fraction) -> bool:
    """Whether a share is written in percent with six decimals at most."""
    return (share * FINEST).denominator == 1


def local_refusal() -> str:
    """Why a discount for locals only is refused, whatever it is called."""
    offered = _("、").join(str(label) for label in Criterion.labels)
    text = _(
        "减免须对符合条件的所有当事人开放，不得只给本地当事人或按地域区别（公平竞争审查条例第九条第四项、第十条）。"
        "可选条件：{offered}。"
    )
    return text.format(offered=offered)


def terms_of(rates: Iterable[RateTerms], limits: Iterable[LimitTerms], reliefs: Iterable[ReliefTerms]) -> Terms:
    return Terms(tuple(rates), tuple(limits), tuple(reliefs))

"""What a deal would cost by a schedule: for many deals in as many statements as for one, and nothing is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid
from marketplace.core.money import MAX_FEN
from marketplace.fees import pricing
from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.models import Rate, Schedule
from marketplace.fees.queries import day_of
from marketplace.fees.wording import ceiling_warning, increment_sentences
from marketplace.rulebook.queries import value as rule_value

MOST_DEALS = 1_000


class Method(models.TextChoices):
    """How a deal comes about. A rate of today's model belongs to a side, not to a method: no schedule tells them apart yet."""

    AGREED = "agreed", gettext_lazy("协议转让")
    LISTED = "listed", gettext_lazy("挂牌交易")
    COMPETITIVE = "competitive", gettext_lazy("网络竞价")
    LICENCE = "licence", gettext_lazy("许可")
    EQUITY = "equity", gettext_lazy("作价入股")
    OPEN_LICENCE = "open_licence", gettext_lazy("开放许可")


@dataclass(frozen=True, slots=True)
class Deal:
    """What somebody asks about. `cumulative_fen` is what was received before the price (R-FEE-05); empty sides mean both."""

    schedule: str
    price_fen: int
    side: str = ""
    method: str = ""
    cumulative_fen: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What one side owes; `explanation` in the reader's language, empty where it was not asked for."""

    side: str
    amount_fen: int
    explanation: Sequence[str]
    warning: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a deal costs by the version of the schedule that is in force on its day."""

    deal: Deal
    schedule: Schedule
    day: date
    dues: tuple[Due, ...]

    @property
    def method_note(self) -> str:
        if not self.deal.method:
            return ""
        text = _("收费标准 {schedule} 不按交易方式区分费率：“{method}”与其他方式收费相同。")
        return text.format(schedule=self.schedule.number, method=Method(self.deal.method).label)


class PriceBook:
    """The schedules that are asked about, read once, with their tariffs as fractions and as whole numbers."""

    def __init__(self, codes: Iterable[str], now: datetime, *, explained: bool = True) -> None:
        self.today = day_of(now)
        self.explained = explained
        self.ceiling = Fraction(rule_value("R-FEE-04", "ceiling_bp", now), 10_000)
        rates = Prefetch("rates", Rate.objects.order_by("-side").prefetch_related("bands"))
        found = Schedule.objects.exclude(state=Schedule.State.DRAFT).filter(code__in=set(codes))
        self.versions = list(found.prefetch_related(rates).order_by("code", "version"))
        self.tariffs = {
            known.pk: {rate.side: (tariff := rate.tariff(), IntegerTariff.of(tariff)) for rate in known.rates.all()}
            for known in self.versions
        }

    def answer(self, deal: Deal) -> Answer:
        """Raises Invalid, by field: no such schedule, none in force on the day, a sum beyond all bounds."""
        day = deal.day or self.today
        schedule = self._version(deal.schedule, day)
        sides = self.tariffs[schedule.pk]
        if deal.price_fen + deal.cumulative_fen > MAX_FEN:
            raise Invalid(fields={"cumulative": [_("累计金额过大。")]}, rule="R-FEE-05")
        asked = [deal.side] if deal.side else list(sides)
        return Answer(deal, schedule, day, tuple(self._due(deal, side, *sides[side]) for side in asked))

    def _version(self, code: str, day: date) -> Schedule:
        versions = [known for known in self.versions if known.code == code]
        if not versions:
            unknown = _("没有收费标准“{code}”。请对照收费标准页上的代码。").format(code=code[:20])
            raise Invalid(fields={"schedule": [unknown]}, rule="R-GEN-08")
        for known in versions:
            if known.in_force(day):
                return known
        lacking = _("{date} 没有有效的收费标准“{code}”。请查看收费标准页上的生效日期。").format(date=day, code=code)
        raise Invalid(fields={"date": [lacking]}, rule="R-GEN-08")

    def _due(self, deal: Deal, side: str, tariff: pricing.Tariff, whole: IntegerTariff) -> Due:
        after_fen = deal.cumulative_fen + deal.price_fen
        total_fen = whole.charge(after_fen)
        amount_fen = total_fen - whole.charge(deal.cumulative_fen)
        told = _told(deal.cumulative_fen, after_fen, tariff) if self.explained else []
        return Due(
            side, amount_fen, told, ceiling_warning(self.ceiling) if total_fen > after_fen * self.ceiling else ""
        )


def answers(deals: Sequence[Deal | Invalid], *, explained: bool = True) -> list[Answer | Invalid]:
    """What each deal costs, or why it cannot be said, in the same order; what is already refused stays so."""
    codes = [deal.schedule for deal in deals if isinstance(deal, Deal)]
    book = PriceBook(codes, market_clock.read(), explained=explained)
    return [_answer(book, deal) for deal in deals]


def _answer(book: PriceBook, deal: Deal | Invalid) -> Answer | Invalid:
    try:
        return deal if isinstance(deal, Invalid) else book.answer(deal)
    except Invalid as refused:
        return refused


def _told(before_fen: int, after_fen: int, tariff: pricing.Tariff) -> list[str]:
    return increment_sentences(pricing.explain(before_fen, tariff), pricing.explain(after_fen, tariff))

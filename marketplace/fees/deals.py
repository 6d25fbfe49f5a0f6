"""What somebody asks about a deal, and what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from marketplace.fees.models import Base, Method, Schedule, Service
from marketplace.fees.occasions import Occasion


@dataclass(frozen=True, slots=True)
class Deal:
    """What somebody asks about. `cumulative_fen` is what was received before the price (R-FEE-05); empty sides mean both.

    With `exchange` it is what that venue charges: its phase, and what it reduced. `criteria` are what the payer says to meet.
    """

    schedule: str
    price_fen: int
    side: str = ""
    method: str = ""
    cumulative_fen: int = 0
    day: date | None = None
    services: Sequence[str] = (Service.TRADING.value,)
    criteria: Sequence[str] = ()
    floor_fen: int | None = None
    exchange: str = ""

    def occasion(self, day: date, service: str = Service.TRADING, exchange: str = "") -> Occasion:
        return Occasion(day, self.method, service, frozenset(self.criteria), exchange or self.exchange)

    def span(self, base: str) -> tuple[int, int]:
        """From where to where the bands are gone through: from what came before to the sum, or through all of the floor price."""
        if base == Base.FLOOR:
            return 0, self.price_fen if self.floor_fen is None else self.floor_fen
        return self.cumulative_fen, self.cumulative_fen + self.price_fen


@dataclass(frozen=True, slots=True)
class AtVenue:
    """What the deal would cost had it been listed there: by the old tariff, on the way, by the new one (R-FEE-13)."""

    exchange: str
    phase: str
    weight: Fraction
    legacy: Schedule
    target: Schedule
    legacy_fen: int
    phased_fen: int
    target_fen: int
    small_firm_fen: int


@dataclass(frozen=True, slots=True)
class Due:
    """What one side owes for one service; `explanation` in the reader's language, empty where it was not asked for."""

    side: str
    amount_fen: int
    explanation: Sequence[str]
    warning: str
    service: str = Service.TRADING
    base: str = Base.PRICE
    venues: Sequence[AtVenue] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a deal costs by the version of the schedule that is in force on its day."""

    deal: Deal
    schedule: Schedule
    day: date
    dues: tuple[Due, ...]

    @property
    def method_note(self) -> str:
        """Whether the method made a difference; empty where none was said."""
        if not self.deal.method:
            return ""
        if any(rate.method == self.deal.method for rate in self.schedule.rates.all()):
            text = _("按收费标准 {schedule} 对“{method}”的费率计收。")
        else:
            text = _("收费标准 {schedule} 不按交易方式区分费率：“{method}”与其他方式收费相同。")
        return text.format(schedule=self.schedule.number, method=Method(self.deal.method).label)

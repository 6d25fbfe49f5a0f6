"""What somebody asks about a deal, and what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from marketplace.fees.models import Base, Schedule, Service
from marketplace.fees.occasions import Occasion
from marketplace.fees.wording import method_note


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
        return method_note(self.schedule, self.deal.method)

"""The tariffs of schedules that are read once, made up as they are asked for: as fractions and as whole numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.models import Phase, Schedule, Service
from marketplace.fees.occasions import Occasion, cuts_of, small_firm_option
from marketplace.fees.phasing import Way
from marketplace.fees.pricing import Cut, Tariff
from marketplace.fees.queries import phases_on

Key = tuple[int, str, str, str, tuple[Cut, ...]]


@dataclass(frozen=True)
class Compiled:
    """A tariff beside its whole numbers."""

    tariff: Tariff
    base: str

    @cached_property
    def whole(self) -> IntegerTariff:
        return IntegerTariff.of(self.tariff)


@dataclass(frozen=True, slots=True)
class Charged:
    """What a side is charged, in whole numbers wherever one tariff alone decides."""

    way: Way
    target: Compiled
    legacy: Compiled | None

    @property
    def base(self) -> str:
        return self.target.base

    def charge(self, price_fen: int) -> int:
        if not self.way.phased or self.legacy is None:
            return self.target.whole.charge(price_fen)
        return self.legacy.whole.charge(price_fen) if not self.way.weight else self.way.charge(price_fen)

    def increment(self, before_fen: int, after_fen: int) -> int:
        return self.charge(after_fen) - (self.charge(before_fen) if before_fen else 0)


class Tariffs:
    """Whatever the occasion, a tariff is made up once for each set of cuts: occasions differ by the day, tariffs hardly ever."""

    def __init__(self, phases: Iterable[Phase]) -> None:
        self._phases = list(phases)
        self._known: dict[Key, Compiled] = {}
        self._days: dict[date, dict[str, Phase]] = {}

    def phases_on(self, day: date) -> dict[str, Phase]:
        """The phase in force at each venue."""
        if day not in self._days:
            self._days[day] = phases_on(self._phases, day)
        return self._days[day]

    def compiled(self, schedule: Schedule, side: str, occasion: Occasion) -> Compiled:
        """Raises LookupError for a service that the schedule does not offer."""
        trading = occasion.service == Service.TRADING
        cuts = tuple(cuts_of(schedule, occasion)) if trading else ()
        key = (schedule.pk, side, occasion.method, occasion.service, cuts)
        if key not in self._known:
            tariff = replace(schedule.tariff(side, occasion.method, occasion.service), cuts=cuts)
            base = schedule.rate(side, occasion.method, occasion.service).base
            self._known[key] = Compiled(tariff, base)
        return self._known[key]

    def charged(self, schedule: Schedule, side: str, occasion: Occasion, phase: Phase | None) -> Charged:
        """By the schedule, or by the phase on the way to it. Raises LookupError as `compiled` does."""
        target = self.compiled(schedule, side, occasion)
        if phase is None or phase.target_id != schedule.pk or occasion.service != Service.TRADING:
            return Charged(Way(target.tariff), target, None)
        legacy = self.compiled(phase.legacy, side, occasion)
        small = small_firm_option(phase, occasion)
        return Charged(Way(target.tariff, legacy.tariff, phase.weight, small), target, legacy)

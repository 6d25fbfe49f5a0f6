"""What one price costs under each schedule, and on the way from the old tariffs to the unified one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import F, Q

from marketplace.core.clock import market_clock
from marketplace.fees import pricing
from marketplace.fees.models import Criterion, Phase, Schedule, Side
from marketplace.fees.occasions import Occasion, tariff_of, way_of
from marketplace.fees.phasing import Way
from marketplace.fees.queries.schedules import charged_on, day_of, with_terms
from marketplace.rulebook.queries import value as rule_value


@dataclass(frozen=True, slots=True)
class Line:
    """What one side pays under one schedule, and how that came about."""

    schedule: Schedule
    side: str
    explanation: pricing.Explanation
    ceiling: Fraction  # share of the price above which a fee is worth a warning (R-FEE-04)

    @property
    def amount_fen(self) -> int:
        return self.explanation.charge_fen

    @property
    def above_ceiling(self) -> bool:
        return self.amount_fen > self.explanation.price_fen * self.ceiling


@dataclass(frozen=True, slots=True)
class Step:
    """What one side pays at one exchange in one phase; `small_firm_fen` is what a small firm pays there (R-FEE-13)."""

    phase: Phase
    side: str
    amount_fen: int
    small_firm_fen: int
    in_force: bool
    legacy_fen: int = 0
    target_fen: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One price under every schedule and in every phase at every venue. A party pays the venue's, not its home exchange's."""

    price_fen: int
    day: date
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]

    def amount(self, code: str, side: str = Side.BUYER) -> int:
        """The fee in fen under one schedule."""
        return next(line.amount_fen for line in self.lines if line.schedule.code == code and line.side == side)

    def path(self, exchange: str, side: str = Side.BUYER) -> list[int]:
        """The fees in fen at one venue, phase by phase."""
        return [step.amount_fen for step in self.steps if step.phase.exchange == exchange and step.side == side]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The schedules in force on a day and those of every phase, with all that they charge: read once, for any number of fees."""

    day: date
    schedules: tuple[Schedule, ...]
    phases: tuple[Phase, ...]

    def in_force(self) -> list[Schedule]:
        """Those in force on its day: the unified ones first, then each exchange's."""
        return [known for known in self.schedules if known.in_force(self.day)]

    def same(self, schedule: Schedule) -> Schedule:
        """The schedule as it was read here; one that is neither in force nor part of a phase as it is."""
        return next((known for known in self.schedules if known.pk == schedule.pk), schedule)

    def way(self, schedule: Schedule, side: str, occasion: Occasion) -> Way:
        """What a side is charged on an occasion, by the phase of the venue on its day. Raises LookupError as `way_of` does."""
        phase = phases_on(self.phases, occasion.day).get(occasion.exchange)
        return way_of(self.same(schedule), side, occasion, phase)


def read_shelf(at: datetime | None = None) -> Shelf:
    """Of the day of an instant, of market time now if none is given."""
    day = day_of(at)
    asked = Q(phases_from__isnull=False) | Q(phases_to__isnull=False) | charged_on(day)
    found = with_terms(Schedule.objects.filter(asked).distinct().order_by("exchange", "code"))
    return Shelf(day, tuple(found), tuple(phases_among(found)))


def compare(
    price_fen: int,
    at: datetime | None = None,
    *,
    method: str = "",
    criteria: Iterable[str] = (),
    sides: Sequence[str] = Side.values,
    shelf: Shelf | None = None,
) -> Comparison:
    """What a price costs each side under every schedule in force, and phase by phase at each venue (R-FEE-13).

    The price stands for the floor price too where a schedule charges on that. `shelf` where the caller has read one of that day.
    """
    shelf = shelf or read_shelf(at)
    occasion = Occasion(shelf.day, method=method, criteria=frozenset(criteria))
    ceiling = Fraction(rule_value("R-FEE-04", "ceiling_bp", at or market_clock.read()), 10_000)
    lines = tuple(
        Line(known, side, pricing.explain(price_fen, tariff_of(known, side, occasion)), ceiling)
        for known in shelf.in_force()
        for side in sides
    )
    return Comparison(price_fen, shelf.day, lines, tuple(_steps(price_fen, occasion, sides, shelf.phases)))


def phases_among(schedules: Iterable[Schedule]) -> list[Phase]:
    """Every phase of every venue, SW first, in time, out of schedules that were read: every one of a phase must be among them."""
    known = {schedule.pk: schedule for schedule in schedules}
    phases = list(Phase.objects.order_by(F("exchange").desc(), "from_date"))
    for phase in phases:
        phase.legacy, phase.target = known[phase.legacy_id], known[phase.target_id]
    return phases


def phases_on(phases: Iterable[Phase], day: date) -> dict[str, Phase]:
    """The phase that is in force at each venue on a day, out of all in time."""
    return {phase.exchange: phase for phase in phases if phase.from_date <= day}


def phase_at(exchange: str, day: date) -> Phase | None:
    """The phase in force at a venue on a day, if it has a way at all."""
    known = Phase.objects.filter(exchange=exchange, from_date__lte=day).select_related("legacy", "target")
    return known.order_by("-from_date").first()


def _steps(price_fen: int, occasion: Occasion, sides: Sequence[str], phases: Sequence[Phase]) -> list[Step]:
    current = phases_on(phases, occasion.day)
    return [
        _step(price_fen, phase, side, occasion, in_force=current.get(phase.exchange) == phase)
        for phase in phases
        for side in sides
    ]


def _step(price_fen: int, phase: Phase, side: str, occasion: Occasion, *, in_force: bool) -> Step:
    def way(criteria: frozenset[str]) -> Way:
        there = Occasion(occasion.day, method=occasion.method, criteria=criteria, exchange=phase.exchange)
        return way_of(phase.target, side, there, phase)

    whole = way(occasion.criteria)
    assert whole.legacy is not None
    amount_fen = whole.charge(price_fen)
    differs = Criterion.SMALL_FIRM not in occasion.criteria and _favours_small_firms(phase)
    return Step(
        phase,
        side,
        amount_fen=amount_fen,
        small_firm_fen=way(occasion.also(Criterion.SMALL_FIRM).criteria).charge(price_fen) if differs else amount_fen,
        in_force=in_force,
        legacy_fen=pricing.charge(price_fen, whole.legacy),
        target_fen=pricing.charge(price_fen, whole.target),
    )


def _favours_small_firms(phase: Phase) -> bool:
    """Whether a small firm may pay something else there: by the option of the way, or by a relief of either end."""
    reliefs = (*phase.target.reliefs.all(), *phase.legacy.reliefs.all())
    return phase.lower_of_for_small_firms or any(one.criterion == Criterion.SMALL_FIRM for one in reliefs)

"""What each venue charges, before and after: every tariff that a deal may meet, made up once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from accounts.models import ExchangeCode
from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.bulk_phasing import PhasedTariff
from marketplace.fees.models import Criterion, Method, Schedule, Service, Side
from marketplace.fees.occasions import Occasion
from marketplace.fees.queries import is_charged_by, with_terms
from marketplace.fees.tariffs import Tariffs
from marketplace.simulation.models import Baseline, Simulation
from marketplace.simulation.weighing import Charging, Key, Terms

BANDS_MOST = 12
METHODS = ["", *Method.values]
SMALL = Criterion.SMALL_FIRM.value


@dataclass(frozen=True, slots=True)
class Charges:
    """`terms` for the calculation; `schedules` by venue the numbers of what was before and what after; `known` the criteria that count."""

    terms: Terms
    schedules: Mapping[str, tuple[str, str]]
    known: frozenset[str]


def charges(simulation: Simulation) -> Charges:
    """The tariffs of a simulation. A schedule of one exchange changes what that exchange charges, and no other's."""
    tried = with_terms(Schedule.objects.all()).get(pk=simulation.schedule_id)
    before = _baseline(simulation.baseline, simulation.day)
    after = {venue: tried if tried.exchange in ("", venue) else schedule for venue, schedule in before.items()}
    known = _criteria([*before.values(), tried])
    keys = list(_keys(before, known))
    tariffs = Tariffs([])
    old = {key: _tariff(tariffs, before[key[0]], key, simulation.day) for key in keys}
    new = {key: _tariff(tariffs, after[key[0]], key, max(simulation.day, after[key[0]].effective_from)) for key in keys}
    lower_of = simulation.lower_of_for_small_firms
    steps = {
        key: [_step(old[key], new[key], weight, lower_of=lower_of and SMALL in key[3]) for weight in simulation.steps]
        for key in keys
    }
    numbers = {venue: (schedule.number, after[venue].number) for venue, schedule in before.items()}
    return Charges(Terms(old, new, steps, _edges(tried)), numbers, known)


def _baseline(baseline: str, day: date) -> dict[str, Schedule]:
    """By venue what it charges on a day: the unified structure if it adopted it, else its own; or its own wherever it has one."""
    published = with_terms(Schedule.objects.filter(state__in=Schedule.CHARGED)).order_by("-effective_from", "-id")
    known = [one for one in published if one.in_force(day)]
    found = {}
    for venue in ExchangeCode.values:
        charged = [one for one in known if is_charged_by(one, venue, day)]
        wanted = venue if baseline == Baseline.OWN else ""
        if charged:
            found[venue] = min(charged, key=lambda one: one.exchange != wanted)
    return found


def _criteria(schedules: list[Schedule]) -> frozenset[str]:
    """What a payer may qualify by under any of them, and what the transition asks; who is everybody needs no criterion."""
    named = {relief.criterion for schedule in schedules for relief in schedule.reliefs.all()}
    return frozenset({SMALL, *named} - {Criterion.EVERYONE.value})


def _keys(venues: Mapping[str, Schedule], known: frozenset[str]) -> Iterator[Key]:
    met = [frozenset(some) for count in range(len(known) + 1) for some in combinations(sorted(known), count)]
    yield from product(venues, Side.values, METHODS, met)


def _tariff(tariffs: Tariffs, schedule: Schedule, key: Key, day: date) -> IntegerTariff:
    venue, side, method, criteria = key
    return tariffs.compiled(schedule, side, Occasion(day, method=method, criteria=criteria, exchange=venue)).whole


def _step(old: IntegerTariff, new: IntegerTariff, weight: Fraction, *, lower_of: bool) -> Charging:
    """What is paid in a period: at its ends by one of the tariffs, between them by both (R-FEE-13)."""
    if weight in (0, 1):
        return new if weight else old
    return PhasedTariff.of(old, new, weight, lower_of=lower_of)


def _edges(schedule: Schedule) -> dict[str, list[int]]:
    """The deals of a side are parted by price as the schedule that is tried parts them for that side, whatever the method."""
    return {side: _edges_of(schedule, side) for side in Side.values}


def _edges_of(schedule: Schedule, side: str) -> list[int]:
    """Services beside a deal have bands of their own, which part no deal (R-FEE-06)."""
    rates = (rate for rate in schedule.rates.all() if rate.side == side and rate.service == Service.TRADING)
    edges = {band.upper_fen for rate in rates for band in rate.bands.all() if band.upper_fen is not None}
    return sorted(edges)[:BANDS_MOST]

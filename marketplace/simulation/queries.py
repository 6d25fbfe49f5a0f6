"""Simulations for whom may see them, the schedules that may be tried, and what each venue charges before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode, Scale
from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.bulk_phasing import PhasedTariff
from marketplace.fees.models import Quote, Schedule, Side
from marketplace.simulation.models import Baseline, Simulation
from marketplace.simulation.rules import may_simulate
from marketplace.simulation.weighing import Charging, Deal, Payer, Terms

SMALL = {Scale.SMALL, Scale.MICRO}
BANDS_MOST = 12
PAGE = 5_000
WITH_RATES = ("rates__bands", "limits", "adoptions")


def simulations(actor: Actor, /) -> QuerySet[Simulation]:
    """Those of the exchange for which the actor works, newest first."""
    if not may_simulate(actor):
        return Simulation.objects.none()
    found = Simulation.objects.filter(exchange=actor.exchange)
    return found.select_related("schedule", "job", "file", "created_by").defer("result", "faults").order_by("-id")


def simulation(actor: Actor, /, number: str) -> Simulation:
    """One of them. Raises Http404."""
    found = simulations(actor).defer(None).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到测算 {number}。").format(number=number[:20]))
    return found


def candidates(actor: Actor, /) -> QuerySet[Schedule]:
    """The schedules that the actor may try: every published one, and the drafts of the unified structure and of the own exchange."""
    drafts = Q(state=Schedule.State.DRAFT)
    known = Schedule.objects.filter(~drafts | Q(exchange__in=["", actor.exchange]))
    return known.order_by("exchange", "code", "-version") if may_simulate(actor) else Schedule.objects.none()


def candidate(actor: Actor, /, number: str) -> Schedule | None:
    """The schedule that the log names so (`E1.2`), if the actor may try it."""
    code, _point, version = number.rpartition(".")
    if not (version.isascii() and version.isdigit() and len(version) <= 5):
        return None
    return candidates(actor).filter(code=code, version=int(version)).first()


@dataclass(frozen=True, slots=True)
class Charges:
    """What each venue charges: `terms` for the calculation, `schedules` by venue the numbers of what was before and what after."""

    terms: Terms
    schedules: Mapping[str, tuple[str, str]]


def charges(simulation: Simulation) -> Charges:
    """The tariffs of a simulation. A schedule of one exchange changes what that exchange charges, and no other's."""
    tried = Schedule.objects.prefetch_related(*WITH_RATES).get(pk=simulation.schedule_id)
    before = _baseline(simulation.baseline, simulation.day)
    after = {venue: tried if tried.exchange in ("", venue) else schedule for venue, schedule in before.items()}
    old, new = _tariffs(before), _tariffs(after)
    steps = {
        payer: [
            _step(old[payer], new[payer], weight, simulation.lower_of_for_small_firms) for weight in simulation.steps
        ]
        for payer in old
    }
    numbers = {venue: (schedule.number, after[venue].number) for venue, schedule in before.items()}
    return Charges(Terms(old, new, steps, _edges(tried)), numbers)


def _baseline(baseline: str, day: date) -> dict[str, Schedule]:
    """By venue what it charges on a day: the unified structure if it adopted it, else its own; or its own wherever it has one."""
    published = Schedule.objects.exclude(state=Schedule.State.DRAFT).prefetch_related(*WITH_RATES)
    known = [one for one in published.order_by("-effective_from", "-id") if one.in_force(day)]
    found = {}
    for venue in ExchangeCode.values:
        own = [one for one in known if one.exchange == venue]
        adopted = [one for one in known if not one.exchange and _adopted(one, venue, day)]
        choice = own + adopted if baseline == Baseline.OWN else adopted + own
        if choice:
            found[venue] = choice[0]
    return found


def _adopted(schedule: Schedule, venue: str, day: date) -> bool:
    return any(one.exchange == venue and one.effective_from <= day for one in schedule.adoptions.all())


def _tariffs(schedules: Mapping[str, Schedule]) -> dict[Payer, IntegerTariff]:
    return {
        (venue, side): IntegerTariff.of(schedule.tariff(side))
        for venue, schedule in schedules.items()
        for side in Side.values
    }


def _step(old: IntegerTariff, new: IntegerTariff, weight: Fraction, lower_of: bool) -> tuple[Charging, Charging]:
    """What an ordinary and a small firm pay in a period: at its ends by one of the tariffs, between them by both (R-FEE-13)."""
    if weight in (0, 1):
        return (new, new) if weight else (old, old)
    return PhasedTariff.of(old, new, weight), PhasedTariff.of(old, new, weight, lower_of=lower_of)


def _edges(schedule: Schedule) -> list[int]:
    """The deals are parted by price as the schedule that is tried parts them."""
    rates = schedule.rates.all()
    edges = {band.upper_fen for rate in rates for band in rate.bands.all() if band.upper_fen is not None}
    return sorted(edges)[:BANDS_MOST]


def quoted(simulation: Simulation, after: int) -> Iterator[tuple[int, Deal]]:
    """The fees that venues asked for until the simulation was begun, as deals, each with its key; from beyond `after` on."""
    asked = Quote.objects.exclude(exchange="").filter(pk__lte=simulation.last_quote).order_by("pk")
    names = ("pk", "exchange", "side", "price_fen", "payer__number", "payer__scale")
    while rows := list(asked.filter(pk__gt=after).values_list(*names)[:PAGE]):
        for key, venue, side, price_fen, payer, scale in rows:
            yield key, Deal(venue, side, price_fen, payer=payer, small=scale in SMALL)
        after = rows[-1][0]


def quotes_to_replay() -> QuerySet[Quote]:
    return Quote.objects.exclude(exchange="")

"""How likely a lot is to find two qualified bidders. Pure; what it assumes and what it is worth: docs/algorithms/thin_lots.md.

Registrations come as a Poisson process whose rate differs from lot to lot by a Gamma distribution; when they come, as a
share of the time for registering, follows the network's past. Both are fitted from sales that are over, drawn towards the
whole network where those of a kind are few, and updated with what this sale has so far.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import fmean, pvariance

STEPS = 10  # of the profile: tenths of the time for registering
# What is believed without any past, and how many sales or registrations it weighs as much as.
MEAN, MEAN_WEIGHT = 1.5, 4
SPREAD = 1.0  # the shape of the Gamma distribution while too few sales say how much lots differ
SPREAD_FROM = 12  # sales
SPREAD_LIMITS = (0.3, 20.0)
PROFILE_WEIGHT = 10  # registrations, spread evenly
QUALIFIES, QUALIFIES_WEIGHT = 0.8, 5
CONVERTS, CONVERTS_WEIGHT = 0.2, 5
NEXT_TO_CERTAIN = 1.0 - 1e-9  # many who are pending are not two who have qualified
KIND_WEIGHT = 6  # sales of the whole network that those of a kind are drawn towards


@dataclass(frozen=True, slots=True)
class PastSale:
    """A sale that is over. `positions`: when its registrations came, as shares (0 to 1) of the time for registering."""

    kind: tuple[str, int]  # method, tier of price
    positions: Sequence[float]
    qualified: int
    came_by_itself: int  # registrations of firms that had not shown interest in the lot before
    interested: int  # firms that had
    interested_came: int


@dataclass(frozen=True, slots=True)
class Habit:
    """What is expected of a lot of one kind before anything is known of it."""

    shape: float
    rate: float  # shape / rate: registrations expected in the whole time
    profile: tuple[float, ...]  # cumulated at the end of each tenth; the last is 1
    qualifies: float
    converts: float
    sales: int  # of the kind
    sales_in_all: int

    @property
    def mean(self) -> float:
        return self.shape / self.rate

    def arrived(self, share: float) -> float:
        """What part of all registrations has usually come by a share of the time."""
        place = min(max(share, 0.0), 1.0) * STEPS
        whole = min(int(place), STEPS - 1)
        before = self.profile[whole - 1] if whole else 0.0
        return before + (self.profile[whole] - before) * (place - whole)


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a sale has. Numbers only: no name comes near the calculation (R-BID-05)."""

    share: float  # of the time for registering that is over
    came_by_itself: int
    pending: int  # registered, not yet qualified, not refused
    qualified: int
    interested: int  # firms that showed interest and have not registered


def habit_of(past: Sequence[PastSale], kind: tuple[str, int]) -> Habit:
    """Fit what is expected of a kind of lot."""
    alike = [sale for sale in past if sale.kind == kind]
    overall = _drawn([sale.came_by_itself for sale in past], MEAN, MEAN_WEIGHT)
    mean = _drawn([sale.came_by_itself for sale in alike], overall, KIND_WEIGHT)
    shape = _spread([sale.came_by_itself for sale in past])
    registered = sum(len(sale.positions) for sale in past)
    return Habit(
        shape=shape,
        rate=shape / mean,
        profile=_profile([position for sale in past for position in sale.positions]),
        qualifies=_share(sum(sale.qualified for sale in past), registered, QUALIFIES, QUALIFIES_WEIGHT),
        converts=_share(
            sum(sale.interested_came for sale in past),
            sum(sale.interested for sale in past),
            CONVERTS,
            CONVERTS_WEIGHT,
        ),
        sales=len(alike),
        sales_in_all=len(past),
    )


def likelihood(habit: Habit, so_far: SoFar) -> float:
    """Probability that at least two are qualified when registration ends: 0 to 1, and 1 only if two are already."""
    if so_far.qualified >= 2:
        return 1.0
    arrived = habit.arrived(so_far.share)
    none_or_one = (1.0, 0.0)
    for part in (
        _tries(so_far.pending, habit.qualifies),
        _tries(so_far.interested, _comes_yet(habit.converts, arrived) * habit.qualifies),
        _others(habit, so_far.came_by_itself, arrived),
    ):
        none_or_one = _together(none_or_one, part)
    none, one = none_or_one
    left_to_one = none if so_far.qualified else none + one
    return min(max(1.0 - left_to_one, 0.0), NEXT_TO_CERTAIN)


def percent(value: float) -> int:
    """For people: whole percents, of which 0 and 100 are kept for what is certain."""
    if value in (0.0, 1.0):
        return round(value * 100)
    return min(max(round(value * 100), 1), 99)


def _others(habit: Habit, came: int, arrived: float) -> tuple[float, float]:
    """None and exactly one more that qualifies: the rate given what came is Gamma, so what is still to come negative binomial."""
    shape, rate = habit.shape + came, habit.rate + arrived
    coming = (1.0 - arrived) * habit.qualifies
    none = (rate / (rate + coming)) ** shape
    return none, none * shape * coming / (rate + coming)


def _comes_yet(converts: float, arrived: float) -> float:
    """That a firm comes which has not come while `arrived` of those who come at all have."""
    return converts * (1.0 - arrived) / (1.0 - converts * arrived)


def _tries(count: int, chance: float) -> tuple[float, float]:
    """None and exactly one of so many independent chances."""
    if not count:
        return 1.0, 0.0
    miss = 1.0 - chance
    return miss**count, count * chance * miss ** (count - 1)


def _together(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    return first[0] * second[0], first[0] * second[1] + first[1] * second[0]


def _drawn(counts: Sequence[int], towards: float, weight: float) -> float:
    return (sum(counts) + towards * weight) / (len(counts) + weight)


def _share(hits: int, tries: int, towards: float, weight: float) -> float:
    return (min(hits, tries) + towards * weight) / (tries + weight)


def _spread(counts: Sequence[int]) -> float:
    """How alike lots are, by moments: the variance beyond that of a Poisson process is the rate's own."""
    if len(counts) < SPREAD_FROM or not any(counts):
        return SPREAD
    mean = fmean(counts)
    beyond = pvariance(counts) - mean
    least, most = SPREAD_LIMITS
    return most if beyond <= mean * mean / most else max(mean * mean / beyond, least)


def _profile(positions: Sequence[float]) -> tuple[float, ...]:
    """Cumulated shares by tenths, drawn towards an even flow."""
    tenths = [PROFILE_WEIGHT / STEPS] * STEPS
    for position in positions:
        tenths[min(int(min(max(position, 0.0), 1.0) * STEPS), STEPS - 1)] += 1
    cumulated = list(accumulate(tenths))
    return tuple(value / cumulated[-1] for value in cumulated)

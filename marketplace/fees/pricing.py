"""What a service fee is, exactly. Pure: fen are integers, rates and weights Fractions, nothing is rounded before the end.

The page for people is docs/algorithms/fees.md.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import prod

from marketplace.core.money import round_half_up

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Band:
    """The part of a price above `lower_fen` and up to `upper_fen` (None: without end), and its rate (1 is 100 %)."""

    lower_fen: int
    upper_fen: int | None
    rate: Fraction

    def width(self, price_fen: int) -> int:
        """How much of the price lies in this band; its edge belongs to it, not to the next (R-FEE-03)."""
        top = price_fen if self.upper_fen is None else min(price_fen, self.upper_fen)
        return max(top - self.lower_fen, 0)


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a fee that is not charged, to everybody whom `reason` (a code) describes: `share` 1 is all of it (R-FEE-10)."""

    reason: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Tariff:
    """What one side pays: bands without gap from zero upward, a minimum and a maximum in fen, and what is cut of it at last.

    Each slice of the price pays its own rate (R-FEE-02), or with `whole_amount` the whole price the rate of the band it
    ends in. `of_deal` names the limits that come of one for the whole deal (`limits.per_deal`).
    Raises ValueError if the bands leave a gap, overlap, or have an end.
    """

    bands: tuple[Band, ...]
    minimum_fen: int | None = None
    maximum_fen: int | None = None
    whole_amount: bool = False
    cuts: tuple[Cut, ...] = ()
    of_deal: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        edges = [0, *(band.upper_fen for band in self.bands)]
        if not self.bands or edges[-1] is not None or [band.lower_fen for band in self.bands] != edges[:-1]:
            raise ValueError("bands must follow each other from 0 without end")
        if any(band.width(band.upper_fen or band.lower_fen + 1) <= 0 or band.rate < 0 for band in self.bands):
            raise ValueError("a band must have a width and a rate that is not negative")
        if self.minimum_fen is not None and self.maximum_fen is not None and self.minimum_fen > self.maximum_fen:
            raise ValueError("the minimum must not exceed the maximum")
        if not all(0 <= cut.share <= 1 for cut in self.cuts):
            raise ValueError("a cut is a share between 0 and 1")

    @property
    def kept(self) -> Fraction:
        """What is left of a fee after every cut, one after the other."""
        return prod((1 - cut.share for cut in self.cuts), start=Fraction(1))


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the price, the rate that applies to it, and the unrounded fen that come of it."""

    band: Band
    width_fen: int
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a fee came about: the slices, their sum, the limit that replaced it, and what was cut of that.

    `limit` is `minimum`, `maximum`, `deal_minimum`, `deal_maximum` or empty; `limited` the fee before the cuts.
    """

    price_fen: int
    slices: tuple[Slice, ...]
    raw: Fraction
    fee: Fraction
    limit: str
    limited: Fraction = NOTHING
    cuts: tuple[Cut, ...] = ()

    @property
    def charge_fen(self) -> int:
        return round_half_up(self.fee)


def explain(price_fen: int, tariff: Tariff) -> Explanation:
    """The fee of a price in fen with its way of calculation. No deal, no fee: at a price of 0 not even the minimum (R-FEE-07).

    Raises ValueError for a negative price.
    """
    if price_fen < 0:
        raise ValueError("a price cannot be negative")
    slices = tuple(_whole(price_fen, tariff) if tariff.whole_amount else _slices(price_fen, tariff))
    raw = sum((part.amount for part in slices), NOTHING)
    limited, limit = raw, ""
    if price_fen and tariff.minimum_fen is not None and raw < tariff.minimum_fen:
        limited, limit = Fraction(tariff.minimum_fen), "minimum"
    if tariff.maximum_fen is not None and raw > tariff.maximum_fen:
        limited, limit = Fraction(tariff.maximum_fen), "maximum"
    named = f"deal_{limit}" if limit in tariff.of_deal else limit
    return Explanation(price_fen, slices, raw, limited * tariff.kept, named, limited, tariff.cuts)


def _slices(price_fen: int, tariff: Tariff) -> list[Slice]:
    widths = [(band, band.width(price_fen)) for band in tariff.bands]
    return [Slice(band, width, width * band.rate) for band, width in widths if width]


def _whole(price_fen: int, tariff: Tariff) -> list[Slice]:
    return [Slice(part.band, price_fen, price_fen * part.band.rate) for part in _slices(price_fen, tariff)[-1:]]


def fee(price_fen: int, tariff: Tariff) -> Fraction:
    """The fee in fen, after minimum, maximum and cuts, unrounded (R-FEE-02)."""
    return explain(price_fen, tariff).fee


def charge(price_fen: int, tariff: Tariff) -> int:
    """The fee in whole fen: rounded once, half up (R-GEN-06).

    >>> flat = Tariff((Band(0, 1_000_000_00, Fraction(2, 100)), Band(1_000_000_00, None, Fraction(15, 1000))))
    >>> charge(3_350_000_00, flat)
    5525000
    """
    return round_half_up(fee(price_fen, tariff))


def increment(received_before_fen: int, received_after_fen: int, tariff: Tariff) -> int:
    """The fee due when the cumulative amount received grows: F(after) - F(before), so that splitting a payment changes nothing (R-FEE-05).

    Negative (a credit) only under a whole-amount tariff whose rate falls at an edge that was crossed.

    >>> tariff = Tariff((Band(0, None, Fraction(2, 100)),), minimum_fen=1_000_00)
    >>> increment(0, 67_500_00, tariff), increment(67_500_00, 157_500_00, tariff)
    (135000, 180000)
    """
    return charge(received_after_fen, tariff) - charge(received_before_fen, tariff)


def phase_in(price_fen: int, legacy: Tariff, target: Tariff, weight: Fraction, *, lower_of: bool = False) -> int:
    """The fee in fen on the way from a legacy tariff to a target; `weight` runs from 0 (legacy) to 1 (target) (R-FEE-13).

    Both are taken after their minimum and maximum and unrounded; the mix is rounded once. With `lower_of` no more than
    the legacy fee is charged, the option for small firms. Raises ValueError if the weight lies outside 0 to 1.

    >>> from_flat, to_flat = (Tariff((Band(0, None, Fraction(rate, 1000)),)) for rate in (7, 20))
    >>> phase_in(75_757_50, from_flat, to_flat, Fraction(1, 3))
    85859
    """
    if not 0 <= weight <= 1:
        raise ValueError("a weight lies between 0 and 1")
    old, new = fee(price_fen, legacy), fee(price_fen, target)
    mixed = old * (1 - weight) + new * weight
    return round_half_up(min(mixed, old) if lower_of else mixed)

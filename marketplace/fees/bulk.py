"""The fees of `pricing` in whole numbers only, for many deals at once. Pure; the same to the fen at every price (tests/fees/test_bulk.py)."""

from bisect import bisect_left
from dataclasses import dataclass
from math import lcm

from marketplace.core.money import round_half_up
from marketplace.fees.pricing import Tariff


@dataclass(frozen=True, slots=True)
class IntegerTariff:
    """A tariff over one common denominator: in the band where a price ends, fee = (price · rate + offset) / denominator.

    `rates` and `offsets` are of the bands, twice their worth, with the half fen that rounds up already in the offset; so is
    the `divisor`. `least` and `most` are the limits times the divisor, unrounded where a cut leaves parts of a fen. `edges` are the upper edges of all bands but the last.
    """

    edges: tuple[int, ...]
    rates: tuple[int, ...]
    offsets: tuple[int, ...]
    divisor: int
    minimum_fen: int
    maximum_fen: int | None
    least: int
    most: int | None

    @classmethod
    def of(cls, tariff: Tariff) -> "IntegerTariff":
        charged = [band.rate * tariff.kept for band in tariff.bands]
        denominator = lcm(tariff.kept.denominator, *(rate.denominator for rate in charged))
        rates = [int(rate * denominator) for rate in charged]
        least = (tariff.minimum_fen or 0) * tariff.kept
        most = None if tariff.maximum_fen is None else tariff.maximum_fen * tariff.kept
        offsets: list[int] = []
        paid_below = 0  # what the slices below a band pay, times the denominator
        for band, rate in zip(tariff.bands, rates, strict=True):
            offsets.append(0 if tariff.whole_amount else paid_below - band.lower_fen * rate)
            paid_below += rate * ((band.upper_fen or band.lower_fen) - band.lower_fen)
        return cls(
            edges=tuple(band.upper_fen for band in tariff.bands if band.upper_fen is not None),
            rates=tuple(2 * rate for rate in rates),
            offsets=tuple(2 * offset + denominator for offset in offsets),
            divisor=2 * denominator,
            minimum_fen=round_half_up(least),
            maximum_fen=None if most is None else round_half_up(most),
            least=int(least * 2 * denominator),
            most=None if most is None else int(most * 2 * denominator),
        )

    def charge(self, price_fen: int) -> int:
        """As `pricing.charge`. Rounding keeps the order of amounts, so that limits rounded beforehand come to the same.

        >>> from marketplace.fees.pricing import Band, Fraction
        >>> IntegerTariff.of(Tariff((Band(0, 1_000_000_00, Fraction(2, 100)), Band(1_000_000_00, None, Fraction(15, 1000))))).charge(3_350_000_00)
        5525000
        """
        if price_fen <= 0:
            if price_fen:
                raise ValueError("a price cannot be negative")
            return 0
        place = bisect_left(self.edges, price_fen)
        fee = (price_fen * self.rates[place] + self.offsets[place]) // self.divisor
        if fee < self.minimum_fen:
            return self.minimum_fen
        if self.maximum_fen is not None and fee > self.maximum_fen:
            return self.maximum_fen
        return fee

    def unrounded(self, price_fen: int) -> int:
        """As `pricing.fee`, times the divisor."""
        if price_fen <= 0:
            return self.charge(price_fen)  # nothing, or the refusal of what is negative
        place = bisect_left(self.edges, price_fen)
        fee = price_fen * self.rates[place] + self.offsets[place] - self.divisor // 2  # without the half fen
        if fee < self.least:
            return self.least
        return fee if self.most is None else min(fee, self.most)

    def increment(self, received_before_fen: int, received_after_fen: int) -> int:
        """As `pricing.increment` (R-FEE-05)."""
        return self.charge(received_after_fen) - self.charge(received_before_fen)

"""The fees of `pricing.phase_in` in whole numbers only, for many deals at once. Pure; the same to the fen (tests/fees/test_bulk_phasing.py)."""

from dataclasses import dataclass
from fractions import Fraction

from marketplace.fees.bulk import IntegerTariff


@dataclass(frozen=True, slots=True)
class PhasedTariff:
    """A tariff on the way from `legacy` to `target`: both unrounded over one denominator, mixed by whole weights, rounded once (R-FEE-13).

    With `lower_of` never more than the legacy fee, the option for small firms.
    """

    legacy: IntegerTariff
    target: IntegerTariff
    legacy_weight: int
    target_weight: int
    divisor: int
    lower_of: bool = False

    @classmethod
    def of(
        cls, legacy: IntegerTariff, target: IntegerTariff, weight: Fraction, *, lower_of: bool = False
    ) -> "PhasedTariff":
        """Raises ValueError if the weight lies outside 0 to 1."""
        if not 0 <= weight <= 1:
            raise ValueError("a weight lies between 0 and 1")
        return cls(
            legacy=legacy,
            target=target,
            legacy_weight=2 * (weight.denominator - weight.numerator) * target.divisor,
            target_weight=2 * weight.numerator * legacy.divisor,
            divisor=2 * weight.denominator * legacy.divisor * target.divisor,
            lower_of=lower_of,
        )

    def charge(self, price_fen: int) -> int:
        """As `pricing.phase_in`.

        >>> from marketplace.fees.pricing import Band, Tariff
        >>> seven, twenty = (IntegerTariff.of(Tariff((Band(0, None, Fraction(rate, 1000)),))) for rate in (7, 20))
        >>> PhasedTariff.of(seven, twenty, Fraction(1, 3)).charge(75_757_50)
        85859
        """
        old, new = self.legacy.unrounded(price_fen), self.target.unrounded(price_fen)
        mixed = (old * self.legacy_weight + new * self.target_weight + self.divisor // 2) // self.divisor
        return min(mixed, self.legacy.charge(price_fen)) if self.lower_of else mixed

    def increment(self, received_before_fen: int, received_after_fen: int) -> int:
        """What a payment that follows others comes to (R-FEE-05)."""
        return self.charge(received_after_fen) - self.charge(received_before_fen)

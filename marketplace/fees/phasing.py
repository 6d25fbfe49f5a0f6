"""The way from a legacy tariff to a target, for a price and for payments that follow each other. Pure (R-FEE-13)."""

from dataclasses import dataclass
from fractions import Fraction

from marketplace.fees import pricing
from marketplace.fees.pricing import Tariff

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Way:
    """What is charged at a venue: the target, or on the way to it legacy·(1−weight) + target·weight.

    With `lower_of` no more than the legacy fee, the option for small firms. Without a legacy tariff the weight is 1.
    """

    target: Tariff
    legacy: Tariff | None = None
    weight: Fraction = WHOLE
    lower_of: bool = False

    @property
    def phased(self) -> bool:
        """Whether the legacy tariff still has a part in it."""
        return self.legacy is not None and (self.weight < 1 or self.lower_of)

    def charge(self, price_fen: int) -> int:
        """The fee in whole fen, rounded once."""
        if self.legacy is None:
            return pricing.charge(price_fen, self.target)
        return pricing.phase_in(price_fen, self.legacy, self.target, self.weight, lower_of=self.lower_of)

    def increment(self, received_before_fen: int, received_after_fen: int) -> int:
        """The fee due as the amount received grows; the parts sum to the charge of the whole (R-FEE-05)."""
        return self.charge(received_after_fen) - self.charge(received_before_fen)

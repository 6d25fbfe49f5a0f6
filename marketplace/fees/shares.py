"""How exchanges divide the fees of one deal among themselves: a contract of theirs, not the payer's price. Pure."""

from dataclasses import dataclass

from marketplace.core.money import split


@dataclass(frozen=True, slots=True)
class Shares:
    """Weights of the exchange that listed, of the one through which the buyer registered, and of the alliance's fund (R-FEE-14)."""

    listing: int
    referral: int
    fund: int

    def split(self, pool_fen: int) -> tuple[int, int, int]:
        """The pool in fen as (listing, referral, fund); sums to it exactly (R-GEN-07).

        >>> Shares(60, 30, 10).split(4_703_704)
        (2822223, 1411111, 470370)
        """
        listing, referral, fund = split(pool_fen, [self.listing, self.referral, self.fund])
        return listing, referral, fund

    def split_part(self, before_fen: int, after_fen: int, *, last: bool) -> tuple[int, int, int]:
        """What a pool adds that grew from `before_fen` to `after_fen`; with the last part all have what `split` says of the whole.

        Until then fractions of a fen wait in the pool, so that nobody's part is ever below zero.

        >>> shares = Shares(60, 30, 10)
        >>> shares.split_part(0, 5_050_000, last=False), shares.split_part(5_050_000, 14_500_001, last=True)
        ((3030000, 1515000, 505000), (5670001, 2835000, 945000))
        """
        before = self._floors(before_fen)
        after = self.split(after_fen) if last else self._floors(after_fen)
        listing, referral, fund = (late - early for early, late in zip(before, after, strict=True))
        return listing, referral, fund

    def _floors(self, pool_fen: int) -> tuple[int, int, int]:
        whole = self.listing + self.referral + self.fund
        return pool_fen * self.listing // whole, pool_fen * self.referral // whole, pool_fen * self.fund // whole

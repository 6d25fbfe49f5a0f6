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

"""The secret reserve price, sealed until the end under a public commitment (R-BID-09). Pure but for the nonce.

The commitment is SHA-256 over a canonical JSON of the listing's number, the price and a nonce: after the end whoever is
shown the three recomputes it.
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Self

NONCE_BYTES = 32
RESERVE = "trading.reserve"  # what the key that seals reserve prices is derived for


class BrokenSeal(Exception):
    """What was kept is not what was committed to."""


@dataclass(frozen=True, slots=True)
class Reserve:
    listing: str  # L-2027-000042
    reserve_fen: int
    nonce: str

    @classmethod
    def draw(cls, listing: str, reserve_fen: int) -> Self:
        """A reserve with a nonce of its own, so that the same price never has the same commitment."""
        return cls(listing, reserve_fen, secrets.token_hex(NONCE_BYTES))

    @classmethod
    def read(cls, text: str, commitment: str) -> Self:
        """A reserve from its canonical text. Raises BrokenSeal unless it is the one committed to."""
        reserve = cls(**json.loads(text))
        if reserve.commitment != commitment:
            raise BrokenSeal(f"the reserve price of {reserve.listing} is not the one committed to")
        return reserve

    @property
    def text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @property
    def commitment(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

"""The secret reserve price, sealed until the end (R-BID-09): a public commitment, and a ciphertext only the market opens.

Pure but for randomness: the keys are handed in. The commitment is SHA-256 over a canonical JSON of the listing's number,
the price and a nonce, so that after the end whoever is shown the three recomputes it.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 32
PURPOSE = b"trading.reserve"


class BrokenSeal(Exception):
    """The ciphertext cannot be opened with these keys, or what it holds is not what was committed to."""


@dataclass(frozen=True, slots=True)
class SealedReserve:
    commitment: str  # SHA-256, hexadecimal; public
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class OpenReserve:
    listing: str  # L-2027-000042
    reserve_fen: int
    nonce: str


def commitment(reserve: OpenReserve) -> str:
    return hashlib.sha256(_canonical(reserve)).hexdigest()


def seal(*, listing: str, reserve_fen: int, master_keys: Sequence[str]) -> SealedReserve:
    """Seal a price with the first of the keys; the others still open what was sealed before a change of keys."""
    reserve = OpenReserve(listing, reserve_fen, secrets.token_hex(NONCE_BYTES))
    return SealedReserve(commitment(reserve), _box(master_keys).encrypt(_canonical(reserve)))


def unseal(sealed: SealedReserve, *, master_keys: Sequence[str]) -> OpenReserve:
    """Open a sealed price and check it against its commitment. Raises BrokenSeal."""
    try:
        reserve = OpenReserve(**json.loads(_box(master_keys).decrypt(sealed.ciphertext)))
    except InvalidToken as error:
        raise BrokenSeal("no key opens this reserve price") from error
    if commitment(reserve) != sealed.commitment:
        raise BrokenSeal("the reserve price is not the one committed to")
    return reserve


def _canonical(reserve: OpenReserve) -> bytes:
    fields = {"listing": reserve.listing, "nonce": reserve.nonce, "reserve_fen": reserve.reserve_fen}
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def _box(master_keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(_derive(key)) for key in master_keys])


def _derive(master_key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(master_key.encode())
    return base64.urlsafe_b64encode(derived)

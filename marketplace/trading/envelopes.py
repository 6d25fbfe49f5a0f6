"""The envelope of a sealed price, pure: what it must look like, and how a quorum of shares opens it (decisions/0011).

    {"format": …, "sale": …, "round": 1, "code": "A7", "commitment": SHA-256 of the opening,
     "iv": …, "ciphertext": …, "ephemeral": …, "shares": [{"key": "OK-…", "hash": …, "ciphertext": …}, …]}

The opening, canonical JSON of code, nonce, price_fen, round and sale, is padded so that its length says nothing of the price, and
encrypted under a random key; that key is split over the custodians. Only the bidder's side makes one: `static/js/sealing.js` and
`standalone/seal_bid.py`.
"""

import binascii
import hashlib
import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from marketplace.audit.chain import canonical
from marketplace.core.money import MAX_FEN

FORMAT = "shuangcheng-sealed-bid/1"
PLAIN_BYTES, IV_BYTES, POINT_BYTES, KEY_BYTES, TAG_BYTES = 256, 12, 65, 32, 16
FIELDS = frozenset({"format", "sale", "round", "code", "commitment", "iv", "ciphertext", "ephemeral", "shares"})
HEX_DIGITS = frozenset("0123456789abcdef")


class Malformed(Exception):
    """No envelope of this round for these custodians; says why in a word of the format."""


class Unreadable(Exception):
    """What the shares open is not what was committed to."""


@dataclass(frozen=True, slots=True)
class Place:
    """What an envelope is bound to: it opens in no other sale, round, or under another bidder's code."""

    sale: str
    round: int
    code: str

    @property
    def bound(self) -> bytes:
        return canonical({"code": self.code, "format": FORMAT, "round": self.round, "sale": self.sale})


@dataclass(frozen=True, slots=True)
class Opening:
    """A price in fen with the nonce that hid it."""

    place: Place
    price_fen: int
    nonce: str

    @property
    def text(self) -> bytes:
        """What the commitment is the SHA-256 of."""
        told = {"code": self.place.code, "round": self.place.round, "sale": self.place.sale}
        return canonical({**told, "nonce": self.nonce, "price_fen": self.price_fen})

    @property
    def commitment(self) -> str:
        return hashlib.sha256(self.text).hexdigest()


def check(envelope: Any, place: Place, keys: Sequence[str]) -> str:
    """The canonical text of an envelope for the custodians' `keys` (their numbers, in order). Raises Malformed."""
    _require(isinstance(envelope, dict) and set(envelope) == FIELDS, "fields")
    _require(envelope["format"] == FORMAT, "format")
    bound = (envelope["sale"], envelope["round"], envelope["code"])
    _require(bound == (place.sale, place.round, place.code) and type(envelope["round"]) is int, "place")
    _require(is_hex(envelope["commitment"]), "commitment")
    sizes = {"iv": IV_BYTES, "ciphertext": PLAIN_BYTES + TAG_BYTES, "ephemeral": POINT_BYTES}
    for name, size in sizes.items():
        _require(len(_bytes(envelope[name])) == size, name)
    _require(is_point(envelope["ephemeral"]), "ephemeral")
    shares = envelope["shares"]
    _require(isinstance(shares, list) and all(isinstance(share, dict) for share in shares), "shares")
    _require(all(set(share) == {"key", "hash", "ciphertext"} for share in shares), "shares")
    _require([share["key"] for share in shares] == list(keys), "shares")
    whole = all(is_hex(one["hash"]) and len(_bytes(one["ciphertext"])) == KEY_BYTES + TAG_BYTES for one in shares)
    _require(whole, "shares")
    return canonical(envelope).decode()


def is_point(text: Any) -> bool:
    """Whether it is a public key: a point of P-256, uncompressed, in base64."""
    try:
        raw = _bytes(text)
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw)
    except (Malformed, ValueError):
        return False
    return len(raw) == POINT_BYTES


def fingerprint(public_key: str) -> str:
    """SHA-256 of a public key: what people compare."""
    return hashlib.sha256(b64decode(public_key)).hexdigest()


def is_share(envelope: Mapping[str, Any], position: int, value: str) -> bool:
    """Whether a custodian's decrypted share, in hexadecimal, is the one that the envelope names at its position, from 1."""
    if not is_hex(value):
        return False
    return bool(hashlib.sha256(bytes.fromhex(value)).hexdigest() == envelope["shares"][position - 1]["hash"])


def opened(envelope: Mapping[str, Any], shares: Mapping[int, str]) -> Opening:
    """The opening by a quorum of shares, by position. Raises Unreadable unless it is what the envelope committed to."""
    place = Place(envelope["sale"], envelope["round"], envelope["code"])
    key = combine({position: bytes.fromhex(value) for position, value in shares.items()})
    try:
        plain = AESGCM(key).decrypt(b64decode(envelope["iv"]), b64decode(envelope["ciphertext"]), place.bound)
        told = json.loads(plain)
        opening = Opening(place, told["price_fen"], told["nonce"])
        sound = type(opening.price_fen) is int and 0 < opening.price_fen <= MAX_FEN and is_hex(opening.nonce)
    except (InvalidTag, ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable from None
    if not sound or opening.commitment != envelope["commitment"]:
        raise Unreadable
    return opening


def combine(shares: Mapping[int, bytes]) -> bytes:
    """Shamir over GF(256), byte by byte: the polynomial through the points, at zero."""
    secret = bytearray(KEY_BYTES)
    for x, value in shares.items():
        factor = 1
        for other in shares:
            if other != x:
                factor = _times(factor, _times(other, _inverse(other ^ x)))
        for place, byte in enumerate(value):
            secret[place] ^= _times(byte, factor)
    return bytes(secret)


def _times(a: int, b: int) -> int:
    """In the field of AES: polynomials modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _inverse(a: int) -> int:
    """The 254th power."""
    result = 1
    for _step in range(254):
        result = _times(result, a)
    return result


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise Malformed(what)


def _bytes(text: Any) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise Malformed("base64") from None


def is_hex(text: Any) -> bool:
    """Whether it is 32 bytes in hexadecimal: a hash, a nonce, a share."""
    return isinstance(text, str) and len(text) == 2 * KEY_BYTES and set(text) <= HEX_DIGITS

#!/usr/bin/env python3
"""Seals a price for a sale whose prices are opened together, and keeps the copy with which the bidder can open it.

    python seal_bid.py sealed.json --price 1880000.00 --envelope envelope.json --copy copy.json

`sealed.json` is what the market answers at `/api/v1/sales/S-…/sealed`: sale, round, your code, quorum and the custodians' public keys.
Needs Python 3.11 and the package `cryptography`, nothing of the market; the price never leaves this machine but encrypted.
What it makes a browser makes too (`static/js/sealing.js`); docs/decisions/0011 tells the scheme. Exit code 0: sealed; 2: not.
"""

import argparse
import hashlib
import json
import secrets
import sys
from base64 import b64decode, b64encode
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

try:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
        load_der_private_key,
    )
except ImportError:
    sys.stderr.write("It could not be sealed: the package `cryptography` is missing (pip install cryptography).\n")
    raise SystemExit(2) from None

FORMAT = "shuangcheng-sealed-bid/1"
CURVE = ec.SECP256R1()
PLAIN_BYTES, KEY_BYTES, IV_BYTES = 256, 32, 12
ITERATIONS = 600_000
ONCE = bytes(IV_BYTES)  # every share has a key of its own, used once
Json = dict[str, Any]


def canonical(value: Any) -> bytes:
    """JSON in one way only: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def base64(raw: bytes) -> str:
    return b64encode(raw).decode()


# --- Sealing: the bidder.


def seal(terms: Json, price_fen: int) -> tuple[Json, Json]:
    """An envelope for the custodians of `terms`, and the opening that the bidder keeps."""
    place = {"code": terms["code"], "round": terms["round"], "sale": terms["sale"]}
    opening = {**place, "nonce": secrets.token_hex(32), "price_fen": price_fen}
    text, bound = canonical(opening), canonical({**place, "format": FORMAT})
    key, iv = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(IV_BYTES)
    ephemeral = ec.generate_private_key(CURVE)
    point = raw_point(ephemeral.public_key())
    shares = []
    for custodian, share in zip(
        terms["custodians"], split(key, terms["quorum"], len(terms["custodians"])), strict=True
    ):
        public = b64decode(custodian["public_key"])
        peer = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
        sealed = AESGCM(share_key(ephemeral, peer, point + public, bound)).encrypt(ONCE, share, bound)
        shares.append(
            {"key": custodian["key"], "hash": hashlib.sha256(share).hexdigest(), "ciphertext": base64(sealed)}
        )
    envelope = {
        **place,
        "format": FORMAT,
        "commitment": hashlib.sha256(text).hexdigest(),
        "iv": base64(iv),
        "ciphertext": base64(AESGCM(key).encrypt(iv, text.ljust(PLAIN_BYTES), bound)),
        "ephemeral": base64(point),
        "shares": shares,
    }
    return envelope, opening


def share_key(own: ec.EllipticCurvePrivateKey, peer: ec.EllipticCurvePublicKey, salt: bytes, bound: bytes) -> bytes:
    """The key of one share: both sides derive it, `salt` being the ephemeral point and the custodian's."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=bound).derive(own.exchange(ec.ECDH(), peer))


def split(secret: bytes, quorum: int, count: int) -> list[bytes]:
    """Shamir over GF(256), byte by byte: any `quorum` shares make the secret, fewer say nothing of it."""
    rows = [secret, *(secrets.token_bytes(len(secret)) for _degree in range(quorum - 1))]
    return [
        bytes(value_at(x, [row[place] for row in rows]) for place in range(len(secret))) for x in range(1, count + 1)
    ]


def value_at(x: int, coefficients: list[int]) -> int:
    value = 0
    for coefficient in reversed(coefficients):
        value = times(value, x) ^ coefficient
    return value


def times(a: int, b: int) -> int:
    """In the field of AES: polynomials modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def raw_point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


# --- Opening: a custodian without a browser.


def make_key(passphrase: str) -> Json:
    """A pair as a custodian registers it: the public half, and the private one under the passphrase."""
    private = ec.generate_private_key(CURVE)
    salt, iv = secrets.token_bytes(16), secrets.token_bytes(IV_BYTES)
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    wrapped = {
        "salt": base64(salt),
        "iv": base64(iv),
        "iterations": ITERATIONS,
        "ciphertext": base64(AESGCM(wrapping_key(passphrase, salt, ITERATIONS)).encrypt(iv, plain, None)),
    }
    return {"public_key": base64(raw_point(private.public_key())), "wrapped": wrapped}


def wrapping_key(passphrase: str, salt: bytes, iterations: int) -> bytes:
    derived = PBKDF2HMAC(algorithm=SHA256(), length=KEY_BYTES, salt=salt, iterations=iterations)
    return derived.derive(passphrase.encode())


def unwrap(wrapped: Json, passphrase: str) -> ec.EllipticCurvePrivateKey:
    key = AESGCM(wrapping_key(passphrase, b64decode(wrapped["salt"]), wrapped["iterations"]))
    private = load_der_private_key(key.decrypt(b64decode(wrapped["iv"]), b64decode(wrapped["ciphertext"]), None), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    return private


def open_share(envelope: Json, key: str, private: ec.EllipticCurvePrivateKey) -> str:
    """The share of the custodian with the key of this number, in hexadecimal; empty if it cannot be read."""
    bound = canonical({name: envelope[name] for name in ("code", "format", "round", "sale")})
    point = b64decode(envelope["ephemeral"])
    try:
        mine = next(share for share in envelope["shares"] if share["key"] == key)
        peer = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        derived = share_key(private, peer, point + raw_point(private.public_key()), bound)
        return AESGCM(derived).decrypt(ONCE, b64decode(mine["ciphertext"]), bound).hex()
    except Exception:  # of whatever kind: somebody else's envelope must not stop the opening of the others
        return ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Seals a price for a sale whose prices are opened together.")
    parser.add_argument("sealed", type=Path, help="what the market answers at /api/v1/sales/S-…/sealed")
    parser.add_argument("--price", required=True, help="in yuan: 1880000.00")
    parser.add_argument(
        "--envelope", type=Path, required=True, help="where the envelope goes, which is sent to the market"
    )
    parser.add_argument("--copy", type=Path, required=True, help="where your copy goes; keep it secret until the end")
    given = parser.parse_args(arguments)
    try:
        fen = Decimal(given.price) * 100
        if fen <= 0 or fen != fen.to_integral_value():
            raise ValueError("the price is no amount in yuan")
        envelope, opening = seal(json.loads(given.sealed.read_bytes()), int(fen))
        given.envelope.write_bytes(canonical(envelope))
        given.copy.write_bytes(canonical(opening))
    except (OSError, ValueError, KeyError, TypeError, InvalidOperation) as error:
        sys.stderr.write(f"It could not be sealed: {error}\n")
        return 2
    sys.stdout.write(f"Sealed; the commitment is {envelope['commitment']}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

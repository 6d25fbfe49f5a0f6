"""Signatures with SM2 and SM3 in the form of a compact JWS, whose algorithm has no registered name. Pure: keys are JWK."""

import hashlib
import json
from typing import Any

from marketplace.keys import sm2
from marketplace.keys.signing import Bad, Jwk, decode, encode, header_of

ALGORITHM = "SM2"
HEADER = "SM2SM3"  # in the header of a signature


def generate() -> tuple[Jwk, Jwk]:
    """A new key pair as (public, private); its `kid` is made as by RFC 7638."""
    private, key = sm2.generate()
    x, y = (encode(number.to_bytes(sm2.SIZE, "big")) for number in key)
    named: dict[str, Any] = {"crv": "SM2", "kty": "EC", "x": x, "y": y}
    kid = encode(hashlib.sha256(json.dumps(named, separators=(",", ":"), sort_keys=True).encode()).digest())
    public = {**named, "alg": HEADER, "use": "sig", "kid": kid}
    return public, {**public, "d": encode(private.to_bytes(sm2.SIZE, "big"))}


def sign(payload: bytes, private: Jwk) -> str:
    """The compact form of a payload and its signature; the header names algorithm and `kid`."""
    header = json.dumps({"alg": HEADER, "kid": private["kid"]}, separators=(",", ":")).encode()
    signed = f"{encode(header)}.{encode(payload)}"
    signature = sm2.sign(signed.encode(), _number(private["d"]), (_number(private["x"]), _number(private["y"])))
    return f"{signed}.{encode(signature.encode())}"


def verify(text: str, public: Jwk) -> bytes:
    """The payload that the key signed. Raises Bad if the text was altered or another key signed it."""
    if header_of(text)["alg"] != HEADER:
        raise Bad("algorithm")
    signed, _dot, last = text.rpartition(".")
    signature = sm2.Signature.decode(decode(last))
    if signature is None or not sm2.verify(signed.encode(), signature, (_number(public["x"]), _number(public["y"]))):
        raise Bad("signature")
    return decode(signed.partition(".")[2])


def _number(part: str) -> int:
    return int.from_bytes(decode(part), "big")
